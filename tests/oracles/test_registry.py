"""The published answers that `bedmodel doctor` asks for: each is given, and each fails where the model is changed."""

import csv
import importlib
from pathlib import Path

import numpy as np
import pytest

from bedmodel.checks import oracle_answers, reproduction
from bedmodel.checks.oracles import Case, Oracle, Verdict, ask, published

TABLES = Path(__file__).parents[2] / "data" / "reference" / "primary-care-strategy-2019.csv"
ORACLES = {oracle.name: oracle for oracle in published()}
CHANGED = {
    "plan-counts": "bedmodel.runs.run",
    "bct2014-base": "bedmodel.model.beds.bed_gap",
    "hold-occupancy": "bedmodel.model.beds.occupancy",
    "beds-at-growth": "bedmodel.model.beds.beds_required",
    "erlang-b-1": "bedmodel.model.erlang.load_for_refusal",
    "erlang-b-2": "bedmodel.model.erlang.refusal",
    "erlang-b-85": "bedmodel.model.erlang.load_for_occupancy",
    "poisson-tail": "bedmodel.model.midnight.chance_over",
    "square-root": "bedmodel.model.within_year.beds_for_days_over",
    "pert-mean": "bedmodel.draws.curves.BetaCurve.value",
    "normal-p10p90": "bedmodel.scenario.distribution.Normal.moments",
    "copula": "bedmodel.analysis.importance.rank_correlation",
    "discount": "bedmodel.model.appraisal.discount_factors",
    "annuity": "bedmodel.model.appraisal.annuity",
    "npv-1": "bedmodel.model.appraisal.present_value",
    "ev-1": "bedmodel.draws.curves.DiscreteCurve.value",
    "capital-charge": "bedmodel.model.money.capital_charges",
    "ishigami": "bedmodel.analysis.sobol.design",
    "nhp-example": "bedmodel.model.need.occupied_before_levers",
    "nhp-example-reductions": "bedmodel.model.levers.planned_reduction",
    "lmdi": "bedmodel.model.split.log_mean",
    "bed-closure-money": "bedmodel.model.bed_money.bed_year_cost",
    "whole-wards": "bedmodel.model.bed_money.whole_wards",
    "gp-workforce": "bedmodel.model.workforce.flow_by_year",
    "table-sums": "bedmodel.model.ledger.parts_of",
}
"""A function of the program that each answer rests on."""


@pytest.mark.parametrize("name", ORACLES)
def test_every_published_answer_is_given(name):
    verdict = ask(ORACLES[name])
    assert verdict.passed, (verdict.failure, verdict.got)


@pytest.mark.parametrize("name", ORACLES)
def test_an_answer_fails_where_the_function_behind_it_is_changed(monkeypatch, name):
    """A tenth more of whatever the function gives; of a run, of other beds than it was asked for."""
    where, _, function = CHANGED[name].rpartition(".")
    try:
        home = importlib.import_module(where)
    except ModuleNotFoundError:
        module, _, kind = where.rpartition(".")
        home = getattr(importlib.import_module(module), kind)
    right = getattr(home, function)
    if name == "plan-counts":
        other = oracle_answers.load.load(oracle_answers.FILE)
        monkeypatch.setattr(home, function, lambda _, draws: right(other, draws=draws))
    else:
        monkeypatch.setattr(home, function, lambda *given, **named: _more(right(*given, **named)))
    assert not ask(ORACLES[name]).passed


def _more(found):
    return tuple(part * 1.1 for part in found) if isinstance(found, tuple) else found * 1.1


def test_each_oracle_has_its_function_and_each_function_its_oracle():
    public = {
        name
        for name, value in vars(oracle_answers).items()
        if callable(value) and getattr(value, "__module__", "") == oracle_answers.__name__ and not name.startswith("_")
    }
    assert public == {name.replace("-", "_") for name in ORACLES}
    assert set(CHANGED) == set(ORACLES)


def test_every_oracle_says_what_it_is_and_who_says_so():
    for oracle in ORACLES.values():
        assert oracle.what, oracle.name
        assert oracle.source, oracle.name
        assert oracle.within >= 0
        assert oracle.cases


def test_the_printed_tables_are_those_of_the_reference_data():
    """The totals of tables 4 to 6 with their lines are written twice: in the package, and among the reference data."""
    with TABLES.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    lines: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        lines.setdefault((row["table"], row["part_of"], row["column"]), []).append(int(row["value"]))
    printed = [
        (lines[key], int(row["value"])) for row in rows if (key := (row["table"], row["line"], row["column"])) in lines
    ]
    ours = [(case.given["lines"], case.gives[0]) for case in ORACLES["table-sums"].cases]
    assert ours == printed


TOY = Oracle("toy", "toy", "a toy", "", 0.1, "nobody", (Case({}, (1.0, 2.0)),))


@pytest.mark.parametrize(
    ("got", "passed"),
    [((1.0, 2.1), True), ((1.0, 2.11), False), ((1.0,), False), ((1.0, 2.0, 3.0), False), ((1.0, np.nan), False)],
)
def test_how_close_is_close(got, passed):
    assert Verdict(TOY, (got,)).passed is passed


def test_nothing_that_came_out_is_no_pass():
    assert not Verdict(TOY, ()).passed
    assert not Verdict(TOY, (), "ValueError: no").passed


def test_an_error_on_the_way_is_a_failure_with_its_words(monkeypatch):
    def fails(*_, **__):
        raise ValueError("no such thing")

    monkeypatch.setattr("bedmodel.model.appraisal.annuity", fails)
    verdict = ask(ORACLES["annuity"])
    assert not verdict.passed
    assert verdict.failure == "ValueError: no such thing"


def test_the_recorded_figures_are_those_of_this_version():
    found = reproduction.reproduce()
    assert found.close, f"if figures were meant to move, record them anew:\n{reproduction.record_text()}"
    assert len(found.compared) == 50


def test_other_figures_than_recorded_are_seen(tmp_path):
    text = reproduction.RECORD.read_text(encoding="utf-8")
    first = reproduction.reproduce().compared[0]
    moved, cut = tmp_path / "moved.yaml", tmp_path / "cut.yaml"
    moved.write_text(text.replace(repr(first.recorded), repr(first.recorded * (1 + 1e-6)), 1), encoding="utf-8")
    cut.write_text(text.replace("digest: ", "digest: 0"), encoding="utf-8")
    assert [figure.figure for figure in reproduction.reproduce(moved).compared if not figure.close] == [first.figure]
    assert reproduction.reproduce(cut).close
    assert not reproduction.reproduce(cut).to_the_bit
