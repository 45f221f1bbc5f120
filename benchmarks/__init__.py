"""Speed and memory, as ratios: run with `make bench`."""
