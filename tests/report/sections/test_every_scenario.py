"""Every section of every scenario can be made and read: nothing empty, nothing raw, no sentence that is too long."""

import re

import pytest

from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.scenario.several import load_all
from tests_support import ALL_SCENARIOS, ROOT

TOYS = sorted(path for path in (ROOT / "tests" / "toy").glob("*.yaml") if ".lock" not in path.name)
RAW = re.compile(r"\bNone\b(?! of)|\bnan\b|\{|\}|\binf\b|Traceback|assumptions\.\w|\bpools\.(?!yaml)\w")
LONGEST_LEAD, LONGEST = 26, 36
"""Words of a sentence. What a scenario says in its own words is not counted."""
NAMES = ("believe", "matters", "risks", "payers", "assumptions", "contradictions")


def gathered(path, draws):
    once = Once()
    return gather(load_all([path], once=once), draws=draws, draw=False, rows=False, once=once)


def parts(sections):
    for section in sections:
        yield section
        yield from parts(section.parts)


def texts(section):
    yield from (section.title, section.lead, *section.notes, *(sentence.text for sentence in section.sentences))
    for listing in section.listings:
        yield listing.title
        for entry in listing.entries:
            yield from (entry.head, *entry.lines)
    for table in [*section.tables, *(picture.table for picture in section.pictures)]:
        yield from (table.title, table.note, *table.heads)
        yield from (text for row in table.rows for cell in row for text in (cell.text, cell.spread))
    yield from (text for picture in section.pictures for text in (picture.title, picture.says, picture.caption))


def words(text):
    """How many words each sentence has; a title in quotation marks is one, and what stands in brackets none."""
    bare = re.sub(r"\([^()]*\)", "", re.sub(r"“[^”]*”", "x", text))
    return [len(part.split()) for part in re.split(r"(?<=[.;:!?])\s", bare) if part.strip()]


@pytest.mark.parametrize("draws", [0, 25])
@pytest.mark.parametrize("path", [*ALL_SCENARIOS, *TOYS], ids=lambda path: path.stem)
def test_every_section_can_be_made_and_read(path, draws):
    dossier = gathered(path, draws)
    content = dossier.portraits[0].results.scenario.content
    own = {solved.calibration.in_words.partition("{")[0] for solved in dossier.portraits[0].results.solved}
    for section in parts([*dossier.portraits[0].sections, *dossier.together]):
        assert any((section.sentences, section.pictures, section.listings, section.tables, section.parts)), section.name
        assert all(listing.entries for listing in section.listings)
        assert all(table.rows for table in section.tables)
        for text in texts(section):
            assert not RAW.search(text), text
    assert content.scenario.title == dossier.title
    for section in parts(s for s in [*dossier.portraits[0].sections, *dossier.together] if s.name in NAMES):
        assert max(words(section.lead), default=0) <= LONGEST_LEAD, section.lead
        for sentence in section.sentences:
            assert sentence.text.endswith("."), sentence.text
            if not any(begin and sentence.text.startswith(begin) for begin in own):
                assert max(words(sentence.text)) <= LONGEST, sentence.text
