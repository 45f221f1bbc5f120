"""What a run is where nothing else is asked for; apart, so that asking for help imports nothing heavy."""

from __future__ import annotations

DRAWS = 5_000
"""Futures that are drawn."""
SEED = 1
