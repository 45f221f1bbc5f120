"""No figure loses a digit, however narrow the terminal and wide the figures."""

import io
import re

import pytest
from rich.console import Console

from bedmodel.report.cells import Cell, Table
from bedmodel.report.page_terminal import table_on
from bedmodel.report.tables import all_tables
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS


def shown(table, width):
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(table_on(table, console))
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("name", ["bct-with-risks", "gated-closures", "primary-care-2019"])
def test_every_figure_of_a_table_is_there_in_full(name, width):
    results = run(load(SCENARIOS / f"{name}.yaml"), draws=200)
    for table in all_tables(results, money_years=2):
        text = shown(table, width)
        figures = [part for row in table.rows for cell in row[1:] for part in (cell.text, cell.spread)]
        for number in {n for figure in figures for n in re.findall(r"[−+]?[0-9][0-9,.]*", figure)}:
            assert re.search(rf"(?<![0-9,.]){re.escape(number)}(?![0-9]|[,.][0-9])", text), (table.title, number)


def test_the_ends_of_a_range_stand_under_one_another_where_there_is_no_room():
    table = Table("Wide", ["Year", *"ABCD"], [[Cell("2020/21"), *[Cell("1,234", "1,111–2,222")] * 4]])
    assert "1,111–2,222" in shown(table, 80)
    narrow = shown(table, 44)
    assert "1,111–2,222" not in narrow
    assert narrow.count("1,111–") == narrow.count("2,222") == 4
