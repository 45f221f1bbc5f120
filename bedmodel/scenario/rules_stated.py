"""What must hold for what a file says of its documents' figures, and for the warnings that it accepts."""

from __future__ import annotations

from collections.abc import Sequence

from bedmodel.problems import CODES
from bedmodel.scenario.bands import parse_band
from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import named, resolved
from bedmodel.scenario.quantity import BROKEN, Assumption
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_stated import Acceptance, Figure, Stated

KEYS = {
    "sum": {"total", "parts"},
    "growth": {"start", "growth", "end"},
    "share": {"part", "whole", "share"},
    "same": {"same"},
}
RATIOS = ("growth", "share")
"""Keys of a statement whose unit is not that of the others."""
LINT = "W"
"""How the codes of lint's own warnings begin."""


def figure(content: ScenarioFile, written: Figure | None) -> Assumption | None:
    """The assumption that a figure of a statement is, names, or leads to by its path; None where there is none."""
    if isinstance(written, str):
        return named(content, written)
    return resolved(content, written)


def amount(found: Assumption) -> float | None:
    """One number for an assumption: its value, or the sum of its values by age; None where it has neither."""
    if found.values is None:
        return found.numbers[0] if found.numbers else None
    return sum(found.numbers) if all(map(_is_band, found.values)) else None


def _is_band(label: str) -> bool:
    try:
        parse_band(label)
    except ValueError:
        return False
    return True


def stated_figures_fit_together(content: ScenarioFile, context: Context) -> None:
    """A statement is one of the four kinds, of figures that exist, each a single number, all in one unit."""
    for name, stated in content.stated.items():
        path = f"stated.{name}"
        complete = [kind for kind in stated.kinds if stated.given == KEYS[kind]]
        if len(complete) != 1:
            hint = "write total and parts; start, growth and end; part, whole and share; or same"
            context.report(stated.place, "S008", "needs one of the four kinds, and all of it", hint, path=path)
        if stated.within is not None and stated.within < 0:
            context.report(stated.place, "S003", "`within` is 0 or more", path=f"{path}.within")
        for written in stated.figures():
            _exists(content, context, written)
        _one_unit(content, context, stated, path)


def _exists(content: ScenarioFile, context: Context, written: Figure) -> None:
    found = figure(content, written)
    if found is None:
        if written is not BROKEN:
            known = [a.path for slot in content.numbers() if (a := resolved(content, slot)) is not None]
            hint = context.suggest(str(written), known)
            context.report(written, "N001", f"no number stands at `{written}`", hint)
    elif found.values is not None and amount(found) is None:
        context.report(
            written, "S008", "has `values`, but one `value` is wanted here", f"it is defined at {found.place}"
        )


def _one_unit(content: ScenarioFile, context: Context, stated: Stated, path: str) -> None:
    ratios = [getattr(stated, key) for key in RATIOS]
    plain = [written for written in stated.figures() if all(written is not ratio for ratio in ratios)]
    units = {found.unit for written in plain if (found := figure(content, written)) is not None}
    if len(units) > 1:
        message = f"puts figures in {' and '.join(sorted(map(str, units)))} together"
        context.report(stated.place, "U002", message, path=path)
    for written in ratios:
        found = figure(content, written)
        if found is not None and found.unit not in ("fraction", "fraction/year", None):
            context.report(written, "U002", f"is in {found.unit}, but fraction is wanted here")


def acceptances_name_a_warning(content: ScenarioFile, context: Context) -> None:
    """What a file accepts is a warning of lint's own, and it says why."""
    acceptances_are_sound(content.accept, context)


def acceptances_are_sound(acceptances: Sequence[Acceptance], context: Context) -> None:
    """The same of a scenario's or a library's acceptances."""
    for number, accepted in enumerate(acceptances):
        known = [code for code in CODES if code.startswith(LINT)]
        path = f"accept[{number}]"
        if accepted.code not in known:
            hint = context.suggest(accepted.code, known)
            context.report(accepted.place, "S003", f"`{accepted.code}` is no warning of lint's", hint, path=path)
        if not accepted.because.strip():
            context.report(accepted.place, "S003", "must say why it is accepted", path=f"{path}.because")
