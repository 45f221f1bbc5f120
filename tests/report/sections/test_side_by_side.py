"""Options side by side in sentences: which is best, how surely, and when that is no comparison of like with like."""

from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.report.phrases import in_futures
from bedmodel.scenario.several import load_all
from tests_support import ROOT, SCENARIOS, TOY

FEWER = ROOT / "tests" / "report" / "options" / "fewer-closures.yaml"


def together(*files, draws=100):
    once = Once()
    return gather(load_all(list(files), once=once), draws=draws, draw=False, rows=False, once=once)


def said(dossier):
    section = dossier.shared("options")
    assert section is not None
    return [sentence.text for sentence in section.sentences]


def test_one_option_has_nothing_beside_it():
    assert together(TOY).shared("options") is None


def test_the_best_option_in_beds_is_named_with_how_often_it_beats_the_reference():
    """Ten beds more stay open in the medical ward: 94 are needed, so 14 too few become 4 in every future."""
    assert "Medical ward, beds: best in fewer-closures, 4 too few; better than in toy in every future." in said(
        together(TOY, FEWER)
    )


def test_where_the_reference_is_best_it_is_held_against_the_next():
    assert "Medical ward, beds: best in fewer-closures, 4 too few; better than in toy in every future." in said(
        together(FEWER, TOY)
    )


def test_what_is_the_same_in_several_options_is_best_in_none():
    assert "Surgical ward, beds: in the central case the best is 6 too few, and more than one option has it." in said(
        together(TOY, FEWER)
    )


def test_how_often_is_what_the_comparison_says():
    dossier = together(SCENARIOS / "bct.yaml", SCENARIOS / "half-delivery.yaml")
    (row,) = [row for row in dossier.comparison.rows if row.figure.address == "finance.gap"]
    cell = row.options[1]
    assert cell is not None
    assert cell.against is not None
    often = in_futures(cell.against.worse)
    assert (
        "Money: best in bct, a surplus of £13.0m (no finding: it was worked out to be so); better than in "
        f"half-delivery {often}." in said(dossier)
    )


def test_without_draws_nothing_is_said_of_how_surely():
    texts = said(together(TOY, FEWER, draws=0))
    assert "Medical ward, beds: best in fewer-closures, 4 too few." in texts
    assert not any("future" in text for text in texts)


def test_another_standard_is_said_with_the_best_and_below():
    texts = said(together(SCENARIOS / "bct.yaml", SCENARIOS / "bct-ten-days.yaml"))
    best = next(text for text in texts if text.startswith("Leicester's acute hospitals, beds: best"))
    assert "best in bct-ten-days, 6 to spare, but held to another standard than bct" in best
    assert any(
        "not all options are held to one standard" in text
        and "bct: to be 92% full; bct-ten-days: for need to exceed them on no more than 10 days a year" in text
        for text in texts
    )


def test_one_standard_is_not_worth_a_sentence():
    assert not any("standard" in text for text in said(together(TOY, FEWER)))


def test_options_that_end_in_other_years_say_so(child):
    header = "scenario: {id: shorter, title: Until 2021/22, horizon: 2021/22}"
    shorter = child(f"{header}\nremove: [levers, finance, pools.medical.beds_plan]\n")
    section = together(TOY, shorter, draws=0).shared("options")
    assert section is not None
    assert any("look ahead differently far" in note for note in section.notes)
    ends = {row[0].text: row[1].address for row in section.pictures[0].table.rows}
    assert ends["toy"].endswith("year=2022/23]")
    assert ends["shorter"].endswith("year=2021/22]")


def test_pictures_say_what_every_option_has():
    section = together(TOY, FEWER, draws=20).shared("options")
    assert section is not None
    assert len(section.pictures) == 3
    for picture in section.pictures:
        assert all(f"{row[0].text}: " in picture.says for row in picture.table.rows)
