"""Uncertainty: one named random stream for each assumption, and the curves that turn it into values."""
