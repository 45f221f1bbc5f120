"""Rows as CSV are safe to open in a spreadsheet: a text of the file is never a formula there."""

import csv
import io

import pytest

from bedmodel.report.tabular import csv_text

LINK = '=HYPERLINK("http://example.org","x")'


def cell_of(value):
    (row,) = csv.DictReader(io.StringIO(csv_text([{"title": value}]), newline=""))
    return row["title"]


@pytest.mark.parametrize("text", [LINK, "+1+1", "-p|q", "@SUM(A1)", "\t=1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_work_out_has_a_quote_before_it(text):
    assert cell_of(text) == f"'{text}"


@pytest.mark.parametrize("value", [-243.0, -1, "−9 beds", "–", "-", "Beds = 9", "", "a-b"])
def test_numbers_and_other_texts_are_as_they_are(value):
    assert cell_of(value) == str(value)


def test_a_carriage_return_neither_hides_a_formula_nor_ends_a_row():
    assert cell_of("\r=1") == "'\n=1"
    assert cell_of("a\r\n=1\r=2") == "a\n=1\n=2"


def test_the_heads_are_guarded_too():
    assert csv_text([{"@x": 1}]).splitlines() == ["'@x", "1"]
