"""Turns a scenario and its draws into the model's arrays. The only place that sees both sides."""

from __future__ import annotations

from bedmodel.compile.bedless import bedless_inputs
from bedmodel.compile.care import (
    also_needed,
    bed_inputs,
    day_inputs,
    lever_inputs,
    need_inputs,
    service_inputs,
    unstated,
)
from bedmodel.compile.money import money_inputs
from bedmodel.compile.values import Values
from bedmodel.model.inputs import Inputs


def compile_inputs(values: Values) -> Inputs:
    """The model's inputs for the draws that `values` holds."""
    content = values.scenario.content
    return Inputs(
        years=len(values.scenario.span),
        need=need_inputs(values),
        levers=lever_inputs(values),
        unstated=unstated(values),
        also_needed=also_needed(values),
        services=service_inputs(values),
        beds=bed_inputs(values),
        days=day_inputs(values),
        money=None if content.finance is None else money_inputs(values, content.finance),
        bedless=bedless_inputs(values),
    )


__all__ = ["Values", "compile_inputs"]
