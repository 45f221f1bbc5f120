"""Prints ratios; every pair is measured in turn in one run, and the median is shown, because machines are noisy."""

from __future__ import annotations

import datetime
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import ciw
import numpy as np

from bedmodel.analysis.compare import compare
from bedmodel.analysis.factors import factors, grouped, shares
from bedmodel.analysis.tornado import stated_ends, tornadoes
from bedmodel.analysis.traced_run import traced_run
from bedmodel.analysis.trials import Trials
from bedmodel.calibrate import solve
from bedmodel.checks.lint import lint
from bedmodel.compile import Values, compile_inputs
from bedmodel.compile.sampling import block, sample
from bedmodel.figures import figures
from bedmodel.metrics import Selector
from bedmodel.model.axes import Array
from bedmodel.model.chain import project
from bedmodel.model.erlang import beds_for_refusal, load_for_refusal, refusal
from bedmodel.model.inputs import Inputs
from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.report.web.page import html
from bedmodel.runs import BLOCK, run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from bedmodel.simulation.stays import Lognormal
from bedmodel.simulation.ward import Group, Ward, simulate
from benchmarks.bare import bare

BCT = Path(__file__).parents[1] / "scenarios" / "bct.yaml"


def seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def paired(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Median seconds of each, and the median of their ratios, taken in turn after one warm-up."""
    first(), second()
    times = [(seconds(first), seconds(second)) for _ in range(rounds)]
    a, b = zip(*times, strict=True)
    return statistics.median(a), statistics.median(b), statistics.median(x / y for x, y in times)


def inputs_for(draws: int) -> Inputs:
    scenario = load(BCT)
    solved = {s.path: s.value for s in solve(scenario)}
    return compile_inputs(Values(scenario, solved, block(sample(scenario, 1, draws), 0, draws)))


def core_against_bare_numpy() -> None:
    for draws in (BLOCK, 20_000):
        inputs = inputs_for(draws)
        beds, money, _ = project(inputs)
        gap, left = bare(inputs)
        assert money is not None
        np.testing.assert_allclose(beds.gap, gap, rtol=1e-12, atol=1e-8)
        np.testing.assert_allclose(money.gap, left, rtol=1e-10, atol=1e-8)
        ours, theirs, ratio = paired(lambda i=inputs: project(i), lambda i=inputs: bare(i), 15)
        print(
            f"core ÷ bare numpy, {draws:,} draws: {ratio:.2f}   ({ours * 1e3:.1f} ms, {theirs * 1e3:.1f} ms; at most 3)"
        )


def time_is_linear_in_draws() -> None:
    scenario = load(BCT)
    few, many = 20_000, 80_000
    large, small, ratio = paired(lambda: run(scenario, draws=many), lambda: run(scenario, draws=few), 5)
    print(f"run of {many:,} ÷ run of {few:,} draws: {ratio:.2f}   ({large:.2f} s, {small:.2f} s; linear is 4)")


def memory_of_100_000_draws() -> None:
    code = (
        "import resource; from bedmodel import load, run; from bedmodel.report.records import as_csv;"
        f"results = run(load({str(BCT)!r}), draws=100_000); as_csv(results);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    print(f"100,000 draws of bct.yaml: {int(done.stdout) / 1024:.0f} MB at its peak (under 600)")


STAY = 7.0


def ward_of(beds: float, patients: float, years: int, *, refusing: bool) -> Ward:
    """A ward with so many patients in the mean, lognormal stays of a week, after ten weeks of warm-up."""
    arrivals = np.full(70 + 365 * years, patients / STAY)
    return Ward(beds, arrivals, 70, patients, 1.0, Lognormal(1.5), (Group(1.0, STAY, refusing),))


def in_ciw(beds: int, patients: float, years: int) -> object:
    """The same ward in a kept queueing library, event by event (exponential stays: their shape costs nothing)."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=patients / STAY)],
        service_distributions=[ciw.dists.Exponential(rate=1 / STAY)],
        number_of_servers=[beds],
        queue_capacities=[0],
    )
    ciw.seed(1)
    library = ciw.Simulation(network)
    library.simulate_until_max_time(70 + 365 * years)
    return library.get_all_records()


def simulated_wards() -> None:
    """Ten replications of ten years of 2,000 beds; and a small ward against an event loop."""
    for patients, refusing in ((1_840.0, False), (1_840.0, True), (2_100.0, True)):
        ward = ward_of(2_000.0, patients, 10, refusing=refusing)
        took = statistics.median(seconds(lambda w=ward: simulate(w, 10, 1)) for _ in range(3))
        what = "refusing" if refusing else "boarding"
        print(f"10 × 10 years of 2,000 beds, {patients:,.0f} patients, {what}: {took:.1f} s (in seconds)")
    theirs, ours, ratio = paired(
        lambda: in_ciw(28, 24.0, 2), lambda: simulate(ward_of(28.0, 24.0, 2, refusing=True), 1, 1), 5
    )
    print(f"ciw ÷ simulate, 28 beds for two years: {ratio:.0f}   ({theirs * 1e3:.0f} ms, {ours * 1e3:.1f} ms)")


def help_against_typer() -> None:
    def command(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)

    ours, theirs, ratio = paired(command("-m", "bedmodel", "--help"), command("-c", "import typer"), 11)
    print(f"bedmodel --help ÷ import typer: {ratio:.2f}   ({ours * 1e3:.0f} ms, {theirs * 1e3:.0f} ms; at most 2)")


def options_in(folder: str, count: int) -> list[Path]:
    """So many children of one plan, in each of which another share of the left shift arrives."""
    paths = [Path(folder) / f"{number}.yaml" for number in range(count)]
    for number, path in enumerate(paths):
        delivery = f"{{left_shift_delivery: {{value: {number / count}, source: assumed}}}}"
        header = f"{{id: option-{number}, title: Option {number}}}"
        path.write_text(f"bedmodel: 1\nextends: {BCT}\nscenario: {header}\nassumptions: {delivery}\n")
    return paths


def twenty_options() -> None:
    """Twenty children of one plan against one: what they share is read, solved and drawn once."""
    with tempfile.TemporaryDirectory() as folder:
        paths = options_in(folder, 20)

        def compared(count: int) -> None:
            once = Once()
            compare(load_all(paths[:count], once=once), draws=10_000, once=once)

        twenty, one, ratio = paired(lambda: compared(20), lambda: compared(1), 5)
    print(f"compare 20 options ÷ 1, 10,000 draws: {ratio:.1f}   ({twenty:.2f} s, {one:.2f} s; without sharing 20)")


def report_of_twenty_options() -> None:
    """The page of twenty options, with every section and picture, against running and comparing them alone."""
    with tempfile.TemporaryDirectory() as folder:
        paths = options_in(folder, 20)

        def compared() -> None:
            once = Once()
            compare(load_all(paths, once=once), draws=5_000, once=once)

        def reported() -> str:
            once = Once()
            return html(gather(load_all(paths, once=once), draws=5_000, rows=False, once=once))

        size = len(reported().encode())
        page, alone, ratio = paired(reported, compared, 3)
    print(
        f"report of 20 options ÷ compare of them, 5,000 draws: {ratio:.1f}   ({page:.1f} s, {alone:.1f} s; "
        f"{size / 1e6:.1f} MB, at most 5)"
    )


SPREAD = "source: assumed, distribution: {{kind: uniform, low: {low}, high: {high}}}"
LEVER = """  extra-{number}:
    title: Further lever {number}
    acts_on: acute
    share: {{value: 0.02, {share}}}
    effect: {{value: 0.1, {effect}}}
    reach: pace
    delivery: {{value: 0.8, {delivery}}}
    moves_to:
      service: care at home
      days_per_day_avoided: {{value: 1.2, {days}}}
      unit_cost: {{value: 100, {cost}}}
      payer: NHS commissioners
"""
ENDS = {"share": (0.01, 0.03), "effect": (0.0, 0.2), "delivery": (0.5, 1.0), "days": (1.0, 1.5), "cost": (80, 150)}
UNCERTAIN, POINTS = 60, 1_024
"""Uncertain numbers, and points for their shares of variance: 1,024 × (60 + 2) = 63,488 evaluations, and twice that."""


def with_many_uncertain_numbers() -> Trials:
    """The plan with further levers, five uncertain numbers each, until it has sixty of them."""
    spreads = {name: SPREAD.format(low=low, high=high) for name, (low, high) in ENDS.items()}
    extra = (UNCERTAIN - len(load(BCT).uncertain)) // len(ENDS)
    levers = "".join(LEVER.format(number=number, **spreads) for number in range(extra))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.yaml"
        path.write_text(f"bedmodel: 1\nextends: {BCT}\nscenario: {{id: many}}\nlevers:\n{levers}")
        return Trials.of(load(path))


def what_matters_most() -> None:
    """A tornado and shares of variance of sixty uncertain numbers, against the same model without either."""
    trials = with_many_uncertain_numbers()
    known = factors(trials)
    ends, groups = stated_ends(trials, known), grouped(trials.scenario, known, by_theme=False)
    assert len(ends) == len(groups) == UNCERTAIN
    selectors = [Selector("beds.gap", pool="acute"), Selector("finance.gap")]
    tornado, once, ratio = paired(
        lambda: tornadoes(trials, selectors, stated_ends(trials, known)), lambda: trials.central(selectors), 15
    )
    print(
        f"tornado of {UNCERTAIN} ÷ one central evaluation: {ratio:.1f}   ({tornado * 1e3:.0f} ms, {once * 1e3:.0f} ms; "
        f"one by one {1 + 2 * UNCERTAIN}; under a second)"
    )
    for points in (POINTS, 2 * POINTS):
        evaluations = points * (UNCERTAIN + 2)
        shared, drawn, ratio = paired(
            lambda n=points: shares(trials, selectors, groups, n),
            lambda n=evaluations: replace(trials, draws=n, once=Once()).drawn(selectors),
            3,
        )
        print(
            f"shares of variance of {UNCERTAIN} ÷ as many futures drawn, {evaluations:,} evaluations: {ratio:.2f}   "
            f"({shared:.1f} s, {drawn:.1f} s)"
        )


def erlangs_formula() -> None:
    """100,000 pairs of load and 2,000 beds, against the plain recursion over beds in numpy; and the inverses."""
    load, beds = np.linspace(1_500.0, 2_500.0, 100_000), np.full(100_000, 2_000.0)

    def recursion() -> Array:
        refused = np.ones_like(load)
        for bed in range(1, 2_001):
            refused = load * refused / (bed + load * refused)
        return refused

    np.testing.assert_allclose(refusal(load, beds), recursion(), rtol=1e-9)
    ours, plain, ratio = paired(lambda: refusal(load, beds), recursion, 5)
    print(
        f"Erlang's formula, 100,000 pairs of 2,000 beds ÷ recursion in numpy: {ratio:.2f}   "
        f"({ours:.2f} s, {plain:.2f} s; at most a second)"
    )
    limit = np.full(100_000, 0.01)
    inverse = seconds(lambda: beds_for_refusal(load, limit)), seconds(lambda: load_for_refusal(beds, limit))
    print(f"its inverses, as many: {inverse[0]:.2f} s for beds, {inverse[1]:.2f} s for load")


def days_of_a_run() -> None:
    """Figures about days, which are worked out when they are asked for, against the run without them."""
    scenario = load(BCT)
    for metric in ("occupancy.days_over", "beds.daily_p95"):
        asked, alone, ratio = paired(
            lambda m=metric: run(scenario).draws_of(Selector(m, pool="acute")), lambda: run(scenario), 5
        )
        print(f"run and {metric} ÷ run, 5,000 draws: {ratio:.1f}   ({asked:.2f} s, {alone:.2f} s)")


def explanations() -> None:
    """The central case on arrays that remember, against the same on plain ones."""
    results = run(load(BCT), draws=0)
    values = Values(results.scenario, {solved.path: solved.value for solved in results.solved})
    traced, plain, ratio = paired(
        lambda: traced_run(results), lambda: dict(figures(results.scenario, *project(compile_inputs(values)))), 5
    )
    print(f"traced run ÷ run of the central case: {ratio:.0f}   ({traced * 1e3:.0f} ms, {plain * 1e3:.1f} ms)")


def linting() -> None:
    """500 files that extend one another's parent, in one process."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.yaml" for number in range(500)]
        for number, file in enumerate(files):
            head = f"scenario: {{id: s{number}, title: Number {number}}}"
            file.write_text(f"bedmodel: 1\nextends: {BCT}\n{head}\n", encoding="utf-8")
        took = seconds(lambda: lint(files, day=datetime.date(2026, 1, 31)))
    print(f"lint of 500 files in one process: {took:.1f} s   ({took * 2:.0f} ms a file)")


def whole_command() -> None:
    scenario_file = str(BCT)
    took = [
        seconds(lambda: subprocess.run([sys.executable, "-m", "bedmodel", "run", scenario_file], capture_output=True))
        for _ in range(5)
    ]
    print(f"bedmodel run scenarios/bct.yaml, 5,000 draws, from start to end: {statistics.median(took):.2f} s")


if __name__ == "__main__":
    core_against_bare_numpy()
    time_is_linear_in_draws()
    memory_of_100_000_draws()
    twenty_options()
    report_of_twenty_options()
    what_matters_most()
    simulated_wards()
    erlangs_formula()
    days_of_a_run()
    explanations()
    linting()
    help_against_typer()
    whole_command()
