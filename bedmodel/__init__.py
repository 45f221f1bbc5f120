"""Bed-capacity and finance scenarios for health systems.

>>> import bedmodel
>>> callable(bedmodel.load) and callable(bedmodel.run)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "ModelError",
    "Problem",
    "Results",
    "Scenario",
    "ScenarioError",
    "Trials",
    "__version__",
    "backtest",
    "check",
    "compare",
    "explain",
    "lint",
    "load",
    "read_actuals",
    "run",
    "standards",
]

if TYPE_CHECKING:
    from bedmodel.analysis.actuals import read_actuals
    from bedmodel.analysis.backtest import backtest
    from bedmodel.analysis.compare import compare
    from bedmodel.analysis.explain import explain
    from bedmodel.analysis.standards import standards
    from bedmodel.analysis.trials import Trials
    from bedmodel.checks.check import check
    from bedmodel.checks.lint import lint
    from bedmodel.problems import ModelError, Problem, ScenarioError
    from bedmodel.results import Results
    from bedmodel.runs import run
    from bedmodel.scenario.load import load
    from bedmodel.scenario.scenario import Scenario

_HOMES = {
    "ModelError": "bedmodel.problems",
    "Problem": "bedmodel.problems",
    "ScenarioError": "bedmodel.problems",
    "Results": "bedmodel.results",
    "Trials": "bedmodel.analysis.trials",
    "backtest": "bedmodel.analysis.backtest",
    "check": "bedmodel.checks.check",
    "compare": "bedmodel.analysis.compare",
    "explain": "bedmodel.analysis.explain",
    "lint": "bedmodel.checks.lint",
    "read_actuals": "bedmodel.analysis.actuals",
    "run": "bedmodel.runs",
    "standards": "bedmodel.analysis.standards",
    "load": "bedmodel.scenario.load",
    "Scenario": "bedmodel.scenario.scenario",
}


def __getattr__(name: str) -> Any:
    """Import on first use, so that asking for help stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bedmodel' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
