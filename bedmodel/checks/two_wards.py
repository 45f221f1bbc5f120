"""A small scenario that comes with the program: what it is tried on where nobody has brought one."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).with_name("two_wards.yaml")
LAST = "2024/25"
"""The last of its years."""
