"""What a run says, shows and draws of budgets, staff and clinics, and of a scenario without beds."""

import json

import pytest

from bedmodel.cli.main import main
from bedmodel.report.charts import write_charts
from bedmodel.report.charts_bedless import write_bedless_charts
from bedmodel.report.records import as_csv, run_record
from bedmodel.report.tables import all_tables
from bedmodel.report.words import enough_draws, summary
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ROOT, SCENARIOS, TOY

STRATEGY = SCENARIOS / "primary-care-2019.yaml"
NO_SUBSTITUTION = SCENARIOS / "primary-care-2019-no-substitution.yaml"
BEDLESS = ROOT / "tests" / "toy" / "bedless.yaml"


@pytest.fixture(scope="module")
def strategy():
    return run(load(STRATEGY), draws=500)


def said(results, head):
    return " ".join(dict(summary(results)).get(head, []))


def rows_of(results, title):
    (table,) = [table for table in all_tables(results) if table.title.startswith(title)]
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_the_answer_of_the_strategy(strategy):
    assert [head for head, _ in summary(strategy)] == ["Beds", "Budgets", "Staff", "Clinics"]
    assert "Nothing in this scenario opens, closes or frees a hospital bed" in said(strategy, "Beds")
    budgets = said(strategy, "Budgets")
    for text in (
        "£192.5m in 2023/24, each pound counted once",
        "would count £22.4m twice, after £5.3m in 2019/20",
        "£30.5m is growth since 2019/20 of budgets that were there (£17.1m of it in lines inside them)",
        "£7.9m is new money besides; £7.3m was moved from other budgets and is not new",
        "growth: 4.8% a year; without the lines inside it, 2.3% a year",
        "primary care networks must find £7.6m on top",
    ):
        assert text in budgets
    staff = said(strategy, "Staff")
    assert "General practitioners: 554 → 645 WTE (" in staff
    assert "6 more than the target of 639; too few, " in staff
    assert "If the target grew with the people it would be 657." in staff
    clinics = said(strategy, "Clinics")
    assert "for each 100,000 in 2019/20" in clinics
    assert "This frees no bed." in clinics


def test_the_answer_without_substitution():
    results = run(load(NO_SUBSTITUTION), draws=0)
    assert "554 → 569 WTE at the end of 2023/24, 70 fewer than the target of 639." in said(results, "Staff")


def test_what_is_cut_is_not_called_growth(child):
    cut = "ledger: {a: {amount: {values: {2020/21: 10, 2021/22: 12, 2022/23: 8}, source: assumed}}}\n"
    text = said(run(load(child(cut, of=BEDLESS)), draws=0), "Budgets")
    assert "In 2022/23, budgets that were there are £2.0m below 2020/21" in text


def test_the_tables_of_the_strategy(strategy):
    budgets = rows_of(strategy, "Budgets, ")
    assert budgets["-- PCN additional roles"] == ["1.7", "5.0", "8.1", "12.5", "17.7"]
    assert budgets["Improved access to primary care"] == ["", "", "7.1", "7.2", "7.3"]
    assert budgets["Each pound once"][-1] == "192.5"
    assert "- Core contract" not in budgets
    apart = rows_of(strategy, "Budgets shown")
    assert apart["- Core contract"] == ["103.7", ""]
    assert list(apart).index("Published co-commissioning allocation") < list(apart).index("- Core contract")
    staff = rows_of(strategy, "Staff")
    in_all = {line: cells[-1] for line, cells in staff.items()}
    assert in_all == {
        "GPs over 55 who retire early": "−65",
        "GPs who leave or cut sessions before that": "−83",
        "Newly qualified GPs who stay": "+133",
        "GPs recruited abroad": "+30",
        "Other staff counted as part of a GP": "+76",
        "At the end of the year": "645",
        "Against the target": "+6",
    }
    assert rows_of(strategy, "Clinics")["Contacts if nothing moves"][0] == "100,000"


@pytest.mark.parametrize("columns", [80, 100, 140])
@pytest.mark.parametrize("file", [STRATEGY, NO_SUBSTITUTION, BEDLESS, ROOT / "tests" / "bad" / "full.yaml"])
def test_no_line_is_wider_than_the_terminal(capsys, monkeypatch, columns, file):
    monkeypatch.setenv("COLUMNS", str(columns))
    with pytest.raises(SystemExit) as stop:
        main(["run", str(file), "--draws", "200", "--quiet"])
    out = capsys.readouterr().out
    assert not stop.value.code
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out


def test_probabilities_without_beds(strategy):
    found = run_record(strategy)["probabilities"]
    (name,) = found
    assert name == "workforce.stock_gap[line=general-practitioners,year=2023/24] < 0"
    gap = strategy.draws_of("workforce.stock_gap[line=general-practitioners]")
    assert found[name] == (gap < 0).mean()
    assert 0 < found[name] < 1


def test_json_and_markdown_of_a_scenario_without_beds(capsys):
    for form in ("json", "md"):
        with pytest.raises(SystemExit):
            main(["run", str(STRATEGY), "--draws", "100", "--format", form])
        out = capsys.readouterr().out
        if form == "json":
            metrics = {row["metric"] for row in json.loads(out)["rows"]}
            assert {"ledger.counted", "workforce.stock", "activity.shifted", "population.total"} <= metrics
            assert not [name for name in metrics if name.startswith("beds.")]
        else:
            assert "## Budgets, £m of the year" in out


def test_the_same_run_gives_the_same_bytes(strategy):
    assert as_csv(run(load(STRATEGY), draws=500)) == as_csv(strategy)


def test_charts_without_beds(strategy, tmp_path):
    assert write_charts(strategy, tmp_path) == []
    written = write_bedless_charts(strategy, tmp_path)
    names = {path.name for path in written}
    assert names == {f"{name}.{kind}" for name in ("budgets", "staff", "clinics") for kind in ("png", "svg")}
    assert all(path.stat().st_size > 5_000 for path in written)
    first = {path.name: path.read_bytes() for path in written}
    assert {path.name: path.read_bytes() for path in write_bedless_charts(strategy, tmp_path)} == first


def test_a_scenario_with_nothing_else_draws_no_such_chart(tmp_path):
    assert write_bedless_charts(run(load(TOY), draws=0), tmp_path) == []


QUESTIONS = """
scrutiny:
  title: Questions
  source: primary-care-strategy
  questions:
    one: {question: "What changes, and how is it known?", shows: [change, success, after-the-money]}
    two: {question: "On what evidence?", shows: [evidence, review, risks]}
"""


def test_a_committee_can_ask_of_a_plan_without_beds(child, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["scrutinise", str(child(QUESTIONS, of=STRATEGY)), "--draws", "200", "--format", "md"])
    out = capsys.readouterr().out
    assert not stop.value.code
    for text in (
        "Nothing in this scenario opens, closes or frees a hospital bed",
        "This frees no bed",
        "6 more than the target of 639",
        "each pound counted once",
        "30.0% of contacts leave hospital in the end",
        "GPs' working time lost in a year",
    ):
        assert text in out, text


def test_nothing_uncertain_is_said(child):
    results = run(load(BEDLESS), draws=300)
    assert "finance.gap" in enough_draws(results)
    alone = run(load(child("remove: [finance, activity]\n", of=BEDLESS)), draws=300)
    assert "nothing in them is uncertain" in enough_draws(alone)


def test_options_without_beds_are_compared(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as stop:
        main(["compare", str(STRATEGY), str(NO_SUBSTITUTION), "--draws", "200"])
    out = capsys.readouterr().out
    assert not stop.value.code
    rows = [line.split() for line in out.splitlines()]
    assert ["Staff:", "General", "practitioners", "645", "569"] in rows
    assert ["Budgets,", "each", "pound", "once,", "£m", "192.5", "192.5"] in rows
    assert rows.count(["difference", "−76"]) == 2
    assert "Open" not in out
    assert max(map(len, out.splitlines())) <= 80
