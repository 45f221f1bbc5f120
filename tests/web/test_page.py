"""The page in a real browser: on a telephone and on a desk, in light and in dark, with and without script."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from bedmodel.once import Once
from bedmodel.report.dossier_markdown import dossier_markdown
from bedmodel.report.gather import gather
from bedmodel.report.records import as_json
from bedmodel.report.web.page import html
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from tests_support import SCENARIOS

NAMES = ("bct.yaml", "no-cuts.yaml", "bct-with-risks.yaml")
DRAWS = 200
TELEPHONE, DESK = 390, 1280


def _dossier(*names):
    once = Once()
    return gather(load_all([SCENARIOS / name for name in names], once=once), draws=DRAWS, once=once)


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "options.html"
    path.write_text(html(_dossier(*NAMES)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "plan.html"
    path.write_text(html(_dossier("bct.yaml")), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_it_opens_without_complaint_and_fetches_nothing(open_page, several, width):
    opened = open_page(several, width=width)
    page = opened.page
    for name in ("option-2", "option-3", "option-1"):
        page.select_option("#choose", name)
    for chart in page.locator("svg[data-x]:visible, svg[data-y]:visible").all()[:4]:
        chart.hover()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert opened.complaints == []
    assert opened.requests == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing is wider than the screen"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_nobody_is_shut_out(open_page, several, width, dark):
    page = open_page(several, width=width, dark=dark).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    told = [(broken["id"], broken["impact"], broken["nodes"][0]["html"]) for broken in found.response["violations"]]
    assert told == []


def test_without_a_script_every_option_can_be_read(open_page, several):
    page = open_page(several, script=False).page
    for number in range(1, len(NAMES) + 1):
        assert page.locator(f"#option-{number}").is_visible()
    assert page.locator(".answer:visible").count() == len(NAMES)
    assert page.locator(".needs-script:visible").count() == 0


def test_one_option_is_shown_at_a_time_and_the_address_says_which(open_page, several):
    page = open_page(several).page
    assert [block.is_visible() for block in page.locator(".option").all()] == [True, False, False]
    page.select_option("#choose", "option-2")
    assert [block.is_visible() for block in page.locator(".option").all()] == [False, True, False]
    assert [block.is_visible() for block in page.locator(".answer").all()] == [False, True, False]
    assert page.url.endswith("#option-2")
    page.reload()
    assert page.locator("#option-2").is_visible()
    assert page.locator("#choose").input_value() == "option-2"


def test_a_link_to_a_section_of_another_option_shows_that_option(open_page, several):
    page = open_page(several).page
    page.evaluate("location.hash = '#option-3-beds'")
    page.locator("#option-3-beds").wait_for(state="visible")
    assert page.locator("#choose").input_value() == "option-3"


def test_pointing_at_a_chart_tells_the_row_of_the_table_behind_it(open_page, single):
    page = open_page(single).page
    chart = page.locator("#option-1-picture-beds-acute svg")
    box = chart.bounding_box()
    places = [float(place) for place in chart.get_attribute("data-x").split()]
    wide = chart.evaluate("svg => svg.viewBox.baseVal.width")
    chart.scroll_into_view_if_needed()
    for at in (0, 3, len(places) - 1):
        chart.hover(position={"x": places[at] / wide * box["width"], "y": box["height"] / 2})
        row = page.locator("#option-1-picture-beds-acute tbody tr").nth(at)
        told = page.locator("#hint").inner_text()
        figures = [cell.text_content().split("(")[0].strip() for cell in row.locator("th, td").all()]
        assert all(figure in told for figure in figures), (told, figures)
    page.mouse.move(0, 0)
    assert page.locator("#hint").is_hidden()


def test_a_chart_can_be_read_with_the_keyboard(open_page, single):
    page = open_page(single).page
    chart = page.locator("#option-1-picture-beds-acute svg")
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "2017/18" in page.locator("#hint").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#hint").is_hidden()


def test_every_chart_has_a_title_a_description_and_its_numbers(open_page, several):
    page = open_page(several, script=False).page
    charts = page.locator("figure").all()
    assert len(charts) >= 2 * len(NAMES)
    for figure in charts:
        svg = figure.locator("svg")
        names = svg.get_attribute("aria-labelledby").split()
        texts = [svg.locator(f"[id='{name}']").text_content() for name in names]
        assert len(texts) == 2
        assert all(texts), texts
        assert figure.locator("table tbody tr").count() > 0


def test_no_id_is_used_twice_and_no_link_leads_nowhere(open_page, several):
    page = open_page(several, script=False).page
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    links = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"], use')].map(one => one.getAttribute('href'))")
    assert {link[1:] for link in links} <= set(ids)


def test_the_figures_of_the_page_are_those_of_the_results(open_page, single):
    page = open_page(single, script=False).page
    record = json.loads(as_json(run(load(SCENARIOS / "bct.yaml"), draws=DRAWS)))
    rows = {(row["metric"], row["pool"], row["line"], row["year"]): row for row in record["rows"]}
    cells = page.evaluate(
        """[...document.querySelectorAll('[data-figure]')]
               .map(cell => [cell.dataset.figure, 'turned' in cell.dataset, cell.textContent])"""
    )
    assert len(cells) > 50
    for address, turned, text in cells:
        row = rows[_key(address)]
        if row["central"] is None:
            continue
        value = -row["central"] if turned else row["central"]
        shown = float(re.match(r"[+−]?[\d,.]+", text.strip())[0].replace("−", "-").replace(",", "").replace("+", ""))
        scale = 100 if row["unit"].startswith("fraction") else 1
        digits = len(text.split("(")[0].strip().partition(".")[2])
        assert abs(shown - scale * value) <= 0.5 * 10**-digits + 1e-9, (address, text, row)


def _key(address):
    metric, _, inside = address.rstrip("]").partition("[")
    where = dict(part.split("=") for part in inside.split(",") if part)
    of = where.get("pool"), where.get("line")
    return metric, of[0] or (None if of[1] or not _pooled(metric) else "all"), of[1], where["year"]


def _pooled(metric):
    return metric.startswith(("beds.", "occupancy."))


HOSTILE = """
scenario:
  id: hostile
  title: </title></script><script>window.caught = 1</script><img src=x onerror="window.caught = 2">
  summary: "<b onclick=alert(1)>'\\"&amp; ]]> --> {{ 7 * 7 }} {% raw %}"
pools:
  medical: {title: '"><svg onload=window.caught=3></svg>'}
"""


def test_what_a_scenario_says_stays_text(open_page, child, tmp_path):
    once = Once()
    files = [child(HOSTILE), child("scenario: {id: formula, title: =1+1}", name="formula.yaml")]
    dossier = gather(load_all(files, once=once), draws=20, once=once)
    path = tmp_path / "page.html"
    path.write_text(html(dossier), encoding="utf-8")
    opened = open_page(path)
    page = opened.page
    assert page.evaluate("window.caught") is None
    assert opened.complaints == []
    assert opened.requests == []
    assert "<script>window.caught = 1</script>" in page.locator("h1").inner_text()
    assert "{{ 7 * 7 }}" in page.locator(".of-itself").first.inner_text()
    assert page.locator("body img").count() == 0


def test_a_long_word_widens_nothing(open_page, child, tmp_path):
    """Whatever is chosen, and with everything open."""
    word = "W" * 2000
    text = f"scenario: {{id: long, title: {word}, summary: {word}}}\npools: {{medical: {{title: {word[:200]}}}}}\n"
    once = Once()
    files = [child(text), child("scenario: {id: short, title: Short}", name="short.yaml")]
    path = tmp_path / "page.html"
    path.write_text(html(gather(load_all(files, once=once), draws=20, once=once)), encoding="utf-8")
    page = open_page(path, width=TELEPHONE).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE


def test_each_option_is_told_of_in_its_own_words(open_page, several):
    page = open_page(several).page
    assert page.locator("h1").inner_text().endswith(", and 2 other options")
    plan, other = (load(SCENARIOS / name).content.scenario for name in NAMES[:2])
    page.select_option("#choose", "option-2")
    seen = " ".join(page.locator("body").inner_text().split())
    assert " ".join(other.summary.split()) in seen
    assert " ".join(plan.summary.split()) not in seen


def test_the_last_year_of_the_money_is_in_sight_on_a_desk(open_page, single):
    page = open_page(single).page
    table = page.locator(".scroll[aria-label^='Money, £m of the year']")
    last = table.locator("thead th").last.bounding_box()
    assert last["x"] + last["width"] <= DESK
    assert table.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_a_link_that_runs_a_script_is_no_link(child):
    text = """
scenario: {id: linked}
sources:
  bad: {title: A source, publisher: Somebody, kind: press, url: "javascript:alert(1)"}
levers:
  discharge: {acts_on: medical, title: Sooner home, effect: {value: 0.1, source: {ref: bad, at: there}}}
"""
    page = html(gather(load_all([child(text)]), draws=0))
    assert "A source" in page
    assert "javascript:" not in page.lower()


def test_the_same_scenarios_give_the_same_bytes():
    assert html(_dossier("bct.yaml", "no-cuts.yaml")) == html(_dossier("bct.yaml", "no-cuts.yaml"))


@pytest.mark.parametrize("address", ["#%", "#%E0", "#no-such-place"])
def test_an_address_that_leads_nowhere_stops_nothing(open_page, several, address):
    opened = open_page(several)
    opened.page.goto(several.as_uri() + address)
    opened.page.reload()
    assert opened.complaints == []
    assert [block.is_visible() for block in opened.page.locator(".option").all()] == [True, False, False]
    assert opened.page.locator("svg[tabindex]").count() > 0


def test_a_mark_that_turns_the_direction_of_writing_turns_nothing(child):
    text = 'scenario: {id: turned, title: "18 beds \\u202E sdeb 81"}\n'
    dossier = gather(load_all([child(text)]), draws=20)
    page = html(dossier)
    assert "\u202e" not in page
    assert "18 beds \\u202e sdeb 81" in page
    assert "\u202e" not in dossier_markdown(dossier)
