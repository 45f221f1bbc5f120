"""The distributions an assumption may have: kinds by name, parameters by name."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from bedmodel.problems import Place
from bedmodel.scenario.context import Number, Part, context_of

WIDEST = 1e6
_Z90 = 1.2815515655446004
"""The standard normal's 90th centile."""


class _Distribution(Part):
    place: Place
    path: str
    relative: bool = False
    """The draws multiply the assumption's value instead of replacing it (1 = as stated)."""
    truncate: bool = False
    """The distribution is cut at the assumption's limits and the rest scaled up to one."""

    @model_validator(mode="after")
    def _fits(self, info: ValidationInfo) -> Any:
        for fault in self.faults():
            context_of(info).report(self, "D001", fault)
        return self

    def faults(self) -> list[str]:
        """What does not fit together, in words."""
        return []

    def support(self) -> tuple[float, float]:
        """The smallest and largest value that can be drawn."""
        return -math.inf, math.inf


class Pert(_Distribution):
    """A smooth hump between low and high with its peak at mode (Beta with shape 4)."""

    kind: Literal["pert"]
    low: Number
    mode: Number | None = None
    """The peak; the assumption's own value where it is left out."""
    high: Number
    shape: Number = 4.0

    def faults(self) -> list[str]:
        """Low, mode and high must be in order."""
        return _ordered(self.low, self.mode, self.high) + ([] if self.shape > 0 else ["shape must be above 0"])

    def support(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high


class Triangular(_Distribution):
    """A triangle between low and high with its peak at mode."""

    kind: Literal["triangular"]
    low: Number
    mode: Number | None = None
    """The peak; the assumption's own value where it is left out."""
    high: Number

    def faults(self) -> list[str]:
        """Low, mode and high must be in order."""
        return _ordered(self.low, self.mode, self.high)

    def support(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high


class Uniform(_Distribution):
    """Every value between low and high alike."""

    kind: Literal["uniform"]
    low: Number
    high: Number

    def faults(self) -> list[str]:
        """Low must lie below high."""
        return _ordered(self.low, None, self.high)

    def support(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high


class _TwoParameters(_Distribution):
    """A curve given by mean and sd, or by its 10th and 90th centiles."""

    mean: Number | None = None
    sd: Number | None = None
    p10: Number | None = None
    p90: Number | None = None

    def faults(self) -> list[str]:
        """One full pair of parameters is needed, in order."""
        by_moments = self.mean is not None and self.sd is not None
        by_centiles = self.p10 is not None and self.p90 is not None
        given = sum(value is not None for value in (self.mean, self.sd, self.p10, self.p90))
        if given != 2 or by_moments == by_centiles:
            return ["needs either mean and sd, or p10 and p90"]
        if by_centiles and not (self.p10 or 0.0) < (self.p90 or 0.0):
            return ["p10 must lie below p90"]
        if by_moments and not (self.sd or 0.0) > 0:
            return ["sd must be above 0"]
        return []


class Normal(_TwoParameters):
    """The bell curve, by mean and sd or by its 10th and 90th centiles."""

    kind: Literal["normal"]

    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation.

        >>> mean, sd = Normal.model_construct(p10=0.89, p90=0.94).moments()
        >>> round(mean, 4), round(sd, 6)
        (0.915, 0.019508)
        """
        if self.p10 is not None and self.p90 is not None:
            return (self.p10 + self.p90) / 2, (self.p90 - self.p10) / (2 * _Z90)
        assert self.mean is not None
        assert self.sd is not None
        return self.mean, self.sd


class Lognormal(_TwoParameters):
    """A positive, right-skewed quantity whose logarithm is normal; by mean and sd of the quantity, or p10 and p90."""

    kind: Literal["lognormal"]

    def faults(self) -> list[str]:
        """One full pair of parameters is needed, in order and above 0."""
        first = self.p10 if self.p10 is not None else self.mean
        if first is not None and first <= 0:
            return [*super().faults(), "its values must be above 0"]
        last = self.p90 if self.p90 is not None else self.sd
        wide = first is not None and last is not None and last / first > WIDEST
        return super().faults() + ([f"its spread is more than {WIDEST:g} times its size"] if wide else [])

    def support(self) -> tuple[float, float]:
        """Above zero."""
        return 0.0, math.inf

    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation of the logarithm."""
        if self.p10 is not None and self.p90 is not None:
            low, high = math.log(self.p10), math.log(self.p90)
            return (low + high) / 2, (high - low) / (2 * _Z90)
        assert self.mean is not None
        assert self.sd is not None
        variance = math.log1p((self.sd / self.mean) ** 2)
        return math.log(self.mean) - variance / 2, math.sqrt(variance)


class Beta(_Distribution):
    """The Beta distribution on low…high (0…1 unless given), by its two shape parameters."""

    kind: Literal["beta"]
    alpha: Number
    beta: Number
    low: Number = 0.0
    high: Number = 1.0

    def faults(self) -> list[str]:
        """Shapes must be positive and low below high."""
        shapes = [] if self.alpha > 0 and self.beta > 0 else ["alpha and beta must be above 0"]
        return shapes + _ordered(self.low, None, self.high)

    def support(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high


class Discrete(_Distribution):
    """A few possible values, each with its probability."""

    kind: Literal["discrete"]
    values: tuple[Number, ...]
    probabilities: tuple[Number, ...]

    def faults(self) -> list[str]:
        """As many probabilities as values, none negative, summing to one."""
        if not self.values or len(self.values) != len(self.probabilities):
            return ["needs as many probabilities as values"]
        if min(self.probabilities) < 0 or abs(sum(self.probabilities) - 1) > 1e-9:
            return ["its probabilities must be 0 or more and sum to 1"]
        return []

    def support(self) -> tuple[float, float]:
        """From the smallest value to the largest."""
        return min(self.values), max(self.values)


Distribution = Annotated[
    Pert | Triangular | Uniform | Normal | Lognormal | Beta | Discrete, Field(discriminator="kind")
]


def _ordered(low: float, mode: float | None, high: float) -> list[str]:
    faults = [] if low < high else [f"low {low:g} must lie below high {high:g}"]
    if not faults and mode is not None and not low <= mode <= high:
        faults.append(f"mode {mode:g} must lie between low {low:g} and high {high:g}")
    return faults
