"""Prints ratios; every pair is measured in turn in one run, and the median is shown, because machines are noisy."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bedmodel.analysis.compare import compare
from bedmodel.calibrate import solve
from bedmodel.compile import Values, compile_inputs
from bedmodel.compile.sampling import block, sample
from bedmodel.model.chain import project
from bedmodel.model.inputs import Inputs
from bedmodel.once import Once
from bedmodel.runs import BLOCK, run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
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


def help_against_typer() -> None:
    def command(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)

    ours, theirs, ratio = paired(command("-m", "bedmodel", "--help"), command("-c", "import typer"), 11)
    print(f"bedmodel --help ÷ import typer: {ratio:.2f}   ({ours * 1e3:.0f} ms, {theirs * 1e3:.0f} ms; at most 2)")


def twenty_options() -> None:
    """Twenty children of one plan against one: what they share is read, solved and drawn once."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.yaml" for number in range(20)]
        for number, path in enumerate(paths):
            delivery = f"{{left_shift_delivery: {{value: {number / 20}, source: assumed}}}}"
            header = f"{{id: option-{number}, title: Option {number}}}"
            path.write_text(f"bedmodel: 1\nextends: {BCT}\nscenario: {header}\nassumptions: {delivery}\n")

        def compared(count: int) -> None:
            once = Once()
            compare(load_all(paths[:count], once=once), draws=10_000, once=once)

        twenty, one, ratio = paired(lambda: compared(20), lambda: compared(1), 5)
    print(f"compare 20 options ÷ 1, 10,000 draws: {ratio:.1f}   ({twenty:.2f} s, {one:.2f} s; without sharing 20)")


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
    help_against_typer()
    whole_command()
