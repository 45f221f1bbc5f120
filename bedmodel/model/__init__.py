"""The model: numpy only, pure functions, one quantity each; chain.py reads top to bottom as the whole.

Axes are always in the order (draw, year, …). An array may have size 1 on an axis where it does not vary.
"""
