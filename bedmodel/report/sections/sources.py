"""What an option cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedmodel.report.dossier import Section
from bedmodel.results import Results
from bedmodel.scenario.account import accounts
from bedmodel.scenario.quantity import ASSUMED
from bedmodel.scenario.schema import Source


def cited(results: Results, sections: Sequence[Section]) -> list[tuple[str, Source]]:
    """Every source that its sections or its numbers cite, in the order in which it is first cited."""
    known = results.scenario.content.sources
    numbers = (account.assumption.source.ref for account in accounts(results.scenario).values())
    refs = [*_refs(sections), *(ref for refs in numbers for ref in refs)]
    return [(ref, known[ref]) for ref in dict.fromkeys(refs) if ref != ASSUMED and ref in known]


def _refs(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        for sentence in section.sentences:
            yield from sentence.source.ref if sentence.source is not None else ()
        yield from _refs(section.parts)
