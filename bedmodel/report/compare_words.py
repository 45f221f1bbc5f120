"""What a reader must know before comparing options, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bedmodel.analysis.compare import Comparison, Option
from bedmodel.report import solved_words, words
from bedmodel.report.unknowns import left_out, unsaid_beds


def heading(comparison: Comparison) -> str:
    """What is compared."""
    years = comparison.years
    when = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    count = len(comparison.options)
    return f"{count} options in {when}, against {comparison.against.name}"


def titles(comparison: Comparison) -> list[tuple[str, str]]:
    """Each option's name, and its title with its status."""
    found = []
    for number, option in enumerate(comparison.options):
        header = option.results.scenario.content.scenario
        mark = "; the reference" if number == comparison.reference else ""
        found.append((option.name, f"{header.title} ({header.status}{mark})"))
    return found


def notes(comparison: Comparison) -> list[str]:
    """What kind of figures these are: the years, what was solved for, what was set."""
    found = [_horizons(comparison), *_held(comparison), *_by_construction(comparison)]
    found += [*_unknown(comparison), _settings(comparison)]
    return [note for note in found if note]


def reading_guide(comparison: Comparison) -> str:
    """How to read a comparison."""
    central = "Figures are the central case: every assumption at its stated value."
    if not comparison.draws:
        return f"{central} No draws were made, so nothing is said about how likely a difference is."
    return (
        f"{central} Below them P10 to P90: 80 of 100 futures lie between. {words.CENTRAL_AND_RANGE} All options meet "
        f"the same {comparison.draws:,} futures (seed {comparison.against.results.seed}), so differences from "
        f"{comparison.against.name} are taken future by future; better is meant on that figure alone, and is not said "
        "where more is neither good nor bad. – where an option says nothing of a figure; it need not be nought."
    )


def listed(names: Sequence[str]) -> str:
    """Names as people list them.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names by what is said of them."""
    found: dict[str, list[str]] = {}
    for said, name in pairs:
        if said:
            found.setdefault(said, []).append(name)
    return found


def _horizons(comparison: Comparison) -> str:
    ends = _grouped((o.results.scenario.span.horizon, o.name) for o in comparison.options)
    if len(ends) == 1:
        return ""
    parts = "; ".join(f"{listed(names)} to {year}" for year, names in sorted(ends.items()))
    when = "compared in the years" if len(comparison.years) > 1 else f"compared in {comparison.years[0]}, a year"
    return f"The options look ahead differently far ({parts}); they are {when} that all of them have."


def _held(comparison: Comparison) -> list[str]:
    found = []
    for said, names in _grouped((_solved(option), option.name) for option in comparison.options).items():
        found.append(f"{listed(names)}: {said}.")
    return found


def _solved(option: Option) -> str:
    """Whether an option's solved values are its own or its parents', and whether they still meet what they were for."""
    solved = option.results.solved
    if not solved:
        return ""
    homes = list(dict.fromkeys(s.solved_in.replace("\\", "/").rsplit("/", 1)[-1] for s in solved if s.inherited))
    own = sum(not s.inherited for s in solved)
    anew = "solved anew, with what is set, in" if option.results.scenario.recalibrated else "held as solved in"
    parts = [f"{_numbers(own)} solved so that published figures are met"] if own else []
    parts += [f"{_numbers(len(solved) - own)} {anew} {listed(homes)}"] if homes else []
    missed = sum(not s.holds for s in solved)
    if missed:
        parts.append(f"{missed} of the figures they were solved for {'is' if missed == 1 else 'are'} not met here")
    return "; ".join(parts)


def _numbers(count: int) -> str:
    return f"{count} number{'s' if count != 1 else ''}"


def _by_construction(comparison: Comparison) -> list[str]:
    found = _grouped((solved_words.by_construction(o.results), o.name) for o in comparison.options)
    return [f"{listed(names)}: {said[0].lower()}{said[1:]}" for said, names in found.items()]


def _unknown(comparison: Comparison) -> list[str]:
    """What each option leaves out because no document gives a number, and beds that its plan does not state."""
    parts = _grouped((said, o.name) for o in comparison.options for said in left_out(o.results))
    silent = "not in the figures, because no document gives a number"
    found = [f"{listed(names)}: {silent}: {said}" for said, names in parts.items()]
    beds = _grouped((said, o.name) for o in comparison.options for said in unsaid_beds(o.results.scenario))
    return found + [f"{listed(n)}: the plan does not say how many beds will be open: {s}." for s, n in beds.items()]


def _settings(comparison: Comparison) -> str:
    found = _grouped((", ".join(o.results.scenario.settings), o.name) for o in comparison.options)
    parts = [f"{said} in {'all' if len(n) == len(comparison.options) else listed(n)}" for said, n in found.items()]
    return f"Set on the command line, without a source: {'; '.join(parts)}." if parts else ""
