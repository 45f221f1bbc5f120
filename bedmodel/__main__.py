"""`python -m bedmodel`."""

from bedmodel.cli.main import main

if __name__ == "__main__":
    main()
