"""What a run is where nothing else is asked for; apart, so that asking for help imports nothing heavy."""

from __future__ import annotations

DRAWS = 5_000
"""Futures that are drawn."""
MAX_DRAWS = 1_000_000
"""Most futures that may be asked for, on the command line or in a lock."""
SEED = 1
SAMPLES = 2_048
"""Points of each set from which shares of variance are estimated; a power of two."""
