"""The scenario file and what it means."""
