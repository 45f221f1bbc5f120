"""The whole dossier as Markdown: everything of the page is in it, nothing of a scenario reads as Markdown or HTML."""

import re
from itertools import groupby, pairwise

import pytest
from markdown_it import MarkdownIt

from bedmodel.once import Once
from bedmodel.report.dossier_markdown import dossier_markdown
from bedmodel.report.gather import gather
from bedmodel.scenario.several import load_all
from tests_support import ROOT, SCENARIOS, TOY, assert_snapshot

FEWER = ROOT / "tests" / "report" / "options" / "fewer-closures.yaml"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def told(*files, draws=50):
    once = Once()
    return gather(load_all(list(files), once=once), draws=draws, draw=False, rows=False, once=once)


@pytest.fixture
def here(monkeypatch):
    """Files are named from the folder one works in."""
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("here")
def test_a_scenario():
    assert_snapshot("report-toy.md", dossier_markdown(told(TOY)))


@pytest.mark.usefixtures("here")
def test_options_side_by_side():
    assert_snapshot("report-options.md", dossier_markdown(told(TOY, FEWER)))


def test_everything_of_the_dossier_is_in_it():
    dossier = told(SCENARIOS / "bct-with-risks.yaml")
    text = _plain(dossier_markdown(dossier))
    for sentence in dossier.portraits[0].answer:
        assert sentence in text
    for section in _sections(dossier):
        assert section.title in text
        assert section.lead in text
        for said in [*(sentence.text for sentence in section.sentences), *section.notes]:
            assert " ".join(said.split()) in text
        for picture in section.pictures:
            assert " ".join(picture.says.split()) in text
        for table in [*section.tables, *(picture.table for picture in section.pictures)]:
            for row in table.rows:
                for cell in row:
                    assert " ".join(cell.text.split()) in text
        for listing in section.listings:
            for entry in listing.entries:
                assert " ".join(entry.head.split()) in text


def _sections(dossier):
    waiting = [*dossier.together, *(section for portrait in dossier.portraits for section in portrait.sections)]
    while waiting:
        section = waiting.pop()
        waiting += section.parts
        yield section


def _plain(markdown):
    """What a reader sees of a Markdown text."""
    return "\n".join(
        "".join(child.content for child in token.children)
        for token in MARKDOWN.parse(markdown)
        if token.type == "inline"
    )


def test_sentences_cite_numbers_that_the_list_of_sources_has():
    dossier = told(SCENARIOS / "bct.yaml")
    text = dossier_markdown(dossier)
    brackets = re.findall(r" \\\[(\d[\d, ]*)(?::[^\n]*)?\\\]", text)
    cited = {int(number) for inside in brackets for number in inside.split(", ")}
    assert len(cited) > 5
    (portrait,) = dossier.portraits
    assert cited <= set(range(1, len(portrait.sources) + 1))
    listed = text[text.index("## Sources") :]
    for number, (_, source) in enumerate(portrait.sources, start=1):
        line = next(line for line in listed.splitlines() if line.startswith(f"{number}. "))
        assert _plain(line).startswith(source.title.rstrip("."))
        assert not source.url or source.url in line


def test_heads_follow_one_another_without_a_step_left_out():
    levels = [
        len(line.partition(" ")[0]) for line in dossier_markdown(told(TOY, FEWER)).splitlines() if line[:1] == "#"
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


HOSTILE = """
scenario:
  id: hostile
  title: "</title><script>window.caught = 1</script> | a pipe, a `tick` and ![an image](http://x.test/y.png)"
  summary: "=1+1\\n# no heading\\n- no list <b onclick=alert(1)> &lt;i&gt; [a link](javascript:alert(1)) ~~gone~~"
sources:
  bad: {title: "1. A source | of *stars*", publisher: Somebody, kind: press, url: "javascript:alert(1)"}
  odd: {title: Odd, publisher: Somebody, kind: press, url: "https://x.test/a|b>(c)"}
pools:
  medical: {title: "=HYPERLINK(\\"http://x.test\\") | <svg onload=alert(3)>"}
levers:
  discharge: {acts_on: medical, title: "- Sooner\\nhome", effect: {value: 0.1, source: {ref: [bad, odd], at: "p. 1]("}}}
"""


def test_what_a_scenario_says_stays_text(child):
    text = dossier_markdown(told(child(HOSTILE), TOY, draws=0))
    tokens = list(_all(MARKDOWN.parse(text)))
    assert not [
        token for token in tokens if token.type in ("html_inline", "html_block", "image", "code_inline", "s_open")
    ]
    addresses = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert {address.split("/")[2] for address in addresses} <= {"x.test"}
    assert any("a%7Cb%3E(c)" in address for address in addresses)
    seen = _plain(text)
    for whole in (
        "</title><script>window.caught = 1</script> | a pipe, a `tick` and ![an image](http://x.test/y.png)",
        "=1+1 # no heading - no list <b onclick=alert(1)> &lt;i&gt; [a link](javascript:alert(1)) ~~gone~~",
        '=HYPERLINK("http://x.test") | <svg onload=alert(3)>',
        "1. A source | of *stars*",
    ):
        assert whole in seen


def _all(tokens):
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def test_every_line_of_a_table_has_as_many_cells_as_its_head(child):
    text = dossier_markdown(told(child(HOSTILE), TOY, draws=0))
    blocks = [list(lines) for of_table, lines in groupby(text.splitlines(), lambda line: line[:1] == "|") if of_table]
    assert len(blocks) > 20
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in block}) == 1, block[0]


def test_the_same_scenarios_give_the_same_bytes():
    assert dossier_markdown(told(TOY, FEWER)) == dossier_markdown(told(TOY, FEWER))
