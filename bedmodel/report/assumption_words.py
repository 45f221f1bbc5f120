"""An assumption as it is written for people: its value, its spread, what it cites and how good that is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bedmodel.problems import Place, plain_path
from bedmodel.report.links import web_address
from bedmodel.scenario.account import Account, Citation
from bedmodel.scenario.distribution import Beta, Discrete, Distribution, Pert, Triangular, Uniform
from bedmodel.scenario.placed import SETTING
from bedmodel.scenario.quantity import CALIBRATED, UNKNOWN, Assumption, Status
from bedmodel.scenario.schema import Source, SourceKind
from bedmodel.units import exact, finer_for, written

BACKED: dict[Status, str] = {
    "sourced": "quoted from a source",
    "derived": "worked out from a source",
    "assumed": "assumed, no source gives it",
    "solved": "not from evidence but solved",
    "set": "set on the command line, without a source",
    "unknown": "unknown, no document gives it",
}
"""How a number is backed, as it stands in a sentence."""
KINDS: dict[SourceKind, str] = {
    "plan": "a plan",
    "official-statistics": "official statistics",
    "research": "research",
    "guidance": "guidance",
    "campaign": "a campaign",
    "minutes": "minutes",
    "press": "press",
    "workshop": "a workshop",
}
"""What sort of evidence a source is."""
NO_CONFIDENCE = "confidence not stated"
FEW = 4
"""How many numbers by year, band or month are shown one by one where room is scarce."""


def shown_value(assumption: Assumption, solved: float | None = None, *, short: bool = False) -> str:
    """The value with its unit, and as many digits as the file gives; a calibrated one as it is solved.

    With `short`, many numbers by year, band or month are told by their smallest and largest.

    >>> from bedmodel.problems import Place
    >>> one = Assumption.model_construct(place=Place("a.yaml"), path="x", value=0.0231, unit="fraction/year")
    >>> shown_value(one)
    '2.31% a year'
    """
    unit = assumption.unit or ""
    if assumption.values is not None:
        return _by_label(assumption.values, unit, short=short)
    if assumption.value == CALIBRATED:
        return "to be solved" if solved is None else _solved(solved, unit)
    if isinstance(assumption.value, float):
        return exact(assumption.value, unit)
    return UNKNOWN


def _solved(value: float, unit: str) -> str:
    """A solved value, which goes on for ever, with a digit more than usual."""
    return written(value, unit, finer=max(finer_for([value], unit), 1))


def _by_label(values: dict[str, float], unit: str, *, short: bool) -> str:
    """Numbers by year, band or month: one by one, or from the smallest to the largest."""
    if short and len(values) > FEW:
        low, high = min(values.values()), max(values.values())
        return f"{len(values)} numbers, {_from_to(low, high, unit)}"
    return "; ".join(f"{label}: {exact(value, unit)}" for label, value in values.items())


def spread(assumption: Assumption) -> str:
    """Its distribution in words; nothing where it has none. A relative one is given as multiples of the value.

    >>> from bedmodel.problems import Place
    >>> curve = Triangular.model_construct(kind="triangular", low=0.90, mode=0.92, high=0.93)
    >>> one = Assumption.model_construct(place=Place("a"), path="x", value=0.92, unit="fraction", distribution=curve)
    >>> spread(one)
    'triangular 90% to 93%, most likely 92%'
    """
    curve = assumption.distribution
    if curve is None:
        return ""
    unit = "" if curve.relative else assumption.unit or ""
    text = f"{curve.kind} {_shape(curve, assumption, unit)}"
    if curve.truncate and assumption.limits is not None:
        text += f", cut at {_from_to(*assumption.limits, assumption.unit or '')}"
    return text


def _shape(curve: Distribution, assumption: Assumption, unit: str) -> str:
    """The parameters of a distribution."""

    def one(value: float, *, bare: bool = True) -> str:
        return f"×{value:g}" if curve.relative else exact(value, unit, bare=bare)

    def between(low: float, high: float) -> str:
        return f"×{low:g} to {high:g}" if curve.relative else _from_to(low, high, unit)

    if isinstance(curve, Pert | Triangular):
        value = assumption.value if isinstance(assumption.value, float) and not curve.relative else 1.0
        return f"{between(curve.low, curve.high)}, most likely {one(value if curve.mode is None else curve.mode)}"
    if isinstance(curve, Uniform):
        return between(curve.low, curve.high)
    if isinstance(curve, Beta):
        return f"({curve.alpha:g}, {curve.beta:g}) on {between(curve.low, curve.high)}"
    if isinstance(curve, Discrete):
        last = len(curve.values) - 1
        values = [one(value, bare=number < last) for number, value in enumerate(curve.values)]
        chances = [f"({exact(chance, 'fraction')})" for chance in curve.probabilities]
        return ", ".join(map(" ".join, zip(values, chances, strict=True)))
    if curve.p10 is not None and curve.p90 is not None:
        return f"P10 {one(curve.p10)}, P90 {one(curve.p90, bare=False)}"
    assert curve.mean is not None
    assert curve.sd is not None
    return f"mean {one(curve.mean)}, standard deviation {one(curve.sd, bare=False)}"


def _from_to(low: float, high: float, unit: str) -> str:
    return f"{exact(low, unit, bare=True)} to {exact(high, unit)}"


def source_words(source: Source) -> str:
    """A source as a reader would look it up: title, publisher, date."""
    return ", ".join(part.rstrip(".") for part in (source.title, source.publisher, source.published) if part)


def citation_words(citations: Sequence[Citation]) -> str:
    """Some sources, each as a reader would look it up."""
    return "; ".join(source_words(citation.source) for citation in citations)


def cited(account: Account) -> str:
    """What a number cites, where in it, and how it was worked out; that it is assumed, solved or set where it cites
    nothing.
    """
    assumption = account.assumption
    at, derived = assumption.source.at, assumption.source.derived
    text = citation_words(account.citations)
    if text and at:
        text = f"{text}: {at}"
    if assumption.status in ("sourced", "derived"):
        return f"{text}; worked out: {derived}" if derived else text
    backed = BACKED[assumption.status]
    return "; ".join(filter(None, [f"{backed}; see {text}" if text else backed, derived]))


def link_of(account: Account) -> str:
    """Where the first of its sources that has an address can be read; nothing where none has."""
    return next((address for one in account.citations if (address := web_address(one.source.url))), "")


def quality(account: Account) -> str:
    """How good the source of a number is, and how sure its author is of it.

    The best that can be said of a number that cites nothing is how it is backed.
    """
    kinds = source_kinds(account)
    backed = " and ".join(KINDS[kind] for kind in kinds) if kinds else BACKED[account.assumption.status]
    confidence = account.assumption.confidence
    return f"{backed}; {f'confidence {confidence}' if confidence else NO_CONFIDENCE}"


def source_kinds(account: Account) -> list[SourceKind]:
    """The kinds of the sources that a number cites, each once."""
    return list(dict.fromkeys(citation.source.kind for citation in account.citations))


def place(assumption: Assumption) -> str:
    """The file and line in which a number is written, or the setting that gave it."""
    return place_words(assumption.place)


def place_words(place: Place, of: str = "") -> str:
    """The file and line of a place, or the setting that gave it; the file as `file_name` has it.

    >>> place_words(Place("plans/../library.yaml", 12, 3))
    'library.yaml:12'
    """
    return place.file if place.file.startswith(SETTING) else f"{file_name(place.file, of)}:{place.line}"


def file_name(file: str, of: str = "") -> str:
    """A file's path as it was given, without steps up and down that cancel out.

    An absolute one is given from the folder of the scenario `of`, where one is named, so that what is written does not
    depend on the machine.

    >>> file_name("scenarios/../data/library/evidence.yaml")
    'data/library/evidence.yaml'
    >>> file_name("/home/me/plans/parts/wards.yaml", of="/home/me/plans/plan.yaml")
    'parts/wards.yaml'
    """
    if of and os.path.isabs(file):
        try:
            return Path(os.path.relpath(file, os.path.dirname(of) or os.curdir)).as_posix()
        except ValueError:  # another drive
            return Path(file).name
    return plain_path(file)
