"""Whether what a scenario says of itself holds."""
