"""Writes the pages: `python -m docs.build`, or `make docs`."""

from __future__ import annotations

from docs.build import DOCS, pages


def main() -> None:
    """Write every page, and say which has changed."""
    for name, page in pages().items():
        path, text = DOCS / name, page()
        path.parent.mkdir(exist_ok=True)
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        if changed:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{'written' if changed else 'as it was'}: docs/{name}")


if __name__ == "__main__":
    main()
