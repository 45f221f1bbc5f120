"""The charts of the page that is shared: one panel each, narrow enough for a telephone."""

from __future__ import annotations

from matplotlib.figure import Figure

from bedmodel.report.charts import draw_beds
from bedmodel.results import Results


def beds(results: Results, pool: str) -> Figure:
    """Beds needed, with their fan, against beds open."""
    figure = Figure(figsize=(4.8, 3.2))
    figure.subplots_adjust(left=0.12, right=0.98, top=0.97, bottom=0.1)
    draw_beds(figure.subplots(), results, pool)
    return figure
