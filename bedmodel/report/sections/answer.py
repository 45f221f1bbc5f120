"""The answer in three sentences: are there enough beds, does the money add up, and what does that rest on?"""

from __future__ import annotations

from bedmodel.report.words import summary
from bedmodel.results import Results


def answer(results: Results) -> list[str]:
    """Three sentences that can be read alone, each with how sure it is."""
    said = summary(results)
    return [sentences[0] for _, sentences in said][:3]
