"""The figures of an option by what they are and by their address, as results.json has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from bedmodel.metrics import ALL, STATISTICS, Selector
from bedmodel.report.dossier import Portrait
from bedmodel.results import Row


class Figures:
    """Every figure of an option."""

    def __init__(self, portrait: Portrait) -> None:
        """Raises ValueError where the portrait was made without its figures."""
        if not portrait.rows:
            raise ValueError(f"{portrait.name}: a workbook needs every figure; gather with rows=True")
        self.rows = portrait.rows
        self._rows = {(row.metric, row.pool, row.line, row.year): row for row in portrait.rows}

    def has(self, metric: str) -> bool:
        """Whether the option has a metric."""
        return any(row.metric == metric for row in self.rows)

    def row(self, metric: str, year: str, *, pool: str | None = None, line: str | None = None) -> Row | None:
        """A figure of a year with its statistics; None where the option has none."""
        return self._rows.get((metric, pool, line, year))

    def central(self, metric: str, year: str, *, pool: str | None = None, line: str | None = None) -> float | None:
        """A figure's central value; None where there is none."""
        row = self.row(metric, year, pool=pool, line=line)
        return None if row is None else row.central

    def at(self, address: str) -> tuple[Row, str] | None:
        """The figure of an address and which of its statistics is meant; None where results.json has no such row."""
        return self._by_address.get(address)

    @cached_property
    def _by_address(self) -> Mapping[str, tuple[Row, str]]:
        found = {}
        for row in self.rows:
            pools = (row.pool, None) if row.pool == ALL else (row.pool,)
            for pool in pools:
                for statistic in STATISTICS:
                    found[str(Selector(row.metric, pool, row.line, row.year, statistic))] = (row, statistic)
        return found
