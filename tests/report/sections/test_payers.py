"""Who pays, who gives the hours, and what stands in nobody's books."""

import pytest

from bedmodel.report.sections.payers import NOTHING, payers
from tests_support import PLACES, ROOT, SCENARIOS, TOY


def tables(section):
    return {table.title: {row[0].text: row[-1].text for row in table.rows} for table in section.tables}


def test_hours_of_families_are_those_of_test_places(given, said):
    section = payers(given(PLACES))
    assert tables(section)["Hours of care by others in 2024/25"] == {
        "Care by families (Earlier discharge with care at home)": "19,710",
        "Social care (Earlier discharge with care at home)": "13,140",
        "Visits by friends (A ward at home)": "2,920",
        "All together": "35,770",
    }
    assert "Paid by others in 2024/25, and no part of the gap: £0.5m by councils, £0.3m by households." in said(section)


def test_several_payers_have_a_picture_and_no_second_table(given):
    section = payers(given(PLACES))
    (picture,) = section.pictures
    assert {row[0].text: row[1].text for row in picture.table.rows} == {
        "NHS": "+39.7",
        "commissioners": "−3.2",
        "councils": "+0.5",
        "households": "+0.3",
    }
    assert all(row[1].address for row in picture.table.rows)
    assert not any(title.startswith("Who pays") for title in tables(section))


def test_that_nothing_is_left_to_others_is_said(given, said):
    section = payers(given(SCENARIOS / "bct.yaml"))
    assert said(section).splitlines() == [
        NOTHING,
        "No document says in whose books these stand: +£199.8m of the gap if nothing changes, −£210.7m with the plan.",
    ]
    assert section.pictures == []


@pytest.mark.parametrize("file", [TOY, ROOT / "tests" / "toy" / "standards.yaml"], ids=lambda path: path.stem)
def test_where_nobody_is_named_there_is_no_section(given, file):
    assert payers(given(file)) is None
