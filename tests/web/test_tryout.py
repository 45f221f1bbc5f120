"""The sliders in a real browser: what they show is what the model gives, to within the error that is stated."""

import json
import random

import numpy as np
import pytest

from bedmodel.analysis.trials import Trials
from bedmodel.analysis.tryout import tryout
from bedmodel.metrics import METRICS
from bedmodel.once import Once
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.gather import gather
from bedmodel.report.tryout_records import controls
from bedmodel.report.web.page import html
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from bedmodel.units import number, shown_to
from tests_support import SCENARIOS, TOY

NAMES = ("bct.yaml", "gated-closures.yaml")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    once = Once()
    dossier = gather(load_all([SCENARIOS / name for name in NAMES], once=once), draws=20, once=once)
    path = tmp_path_factory.mktemp("tryout") / "page.html"
    path.write_text(html(dossier), encoding="utf-8")
    return path


def _sliders(page, option):
    return page.locator(f"#{option}-tryout input[type=range]")


def _set(page, option, at):
    for slider, stop in zip(_sliders(page, option).all(), at, strict=True):
        slider.evaluate("(one, to) => { one.value = to; one.dispatchEvent(new Event('input')); }", str(stop))


def _now(page, option):
    return [cell.inner_text() for cell in page.locator(f"#{option}-tryout .now").all()]


def _as_number(text):
    return float(text.replace("−", "-").replace("+", "").replace(",", ""))


@pytest.mark.parametrize("which", [1, 2])
def test_wherever_the_sliders_stand_the_figures_are_the_models_own(open_page, page_file, which):
    opened = open_page(page_file)
    page, option = opened.page, f"option-{which}"
    page.select_option("#choose", option)
    found = tryout(Trials.of(load(SCENARIOS / NAMES[which - 1])))
    trials = Trials.of(load(SCENARIOS / NAMES[which - 1]))
    chosen = random.Random(which)
    for _ in range(6):
        at = [chosen.randrange(len(one.stops)) for one in found.sliders]
        _set(page, option, at)
        trial = {one.path: np.array([one.stops[stop]]) for one, stop in zip(found.sliders, at, strict=True)}
        exact = trials.central([one.selector for one in found.figures], trial)[:, 0]
        for figure, text, value in zip(found.figures, _now(page, option), exact, strict=True):
            unit = METRICS[figure.selector.metric].unit
            scale = 100 if unit.startswith("fraction") else 1
            allowed = (figure.error + shown_to(unit)) * scale + 1e-6
            assert abs(_as_number(text) - value * scale) <= allowed, (str(figure.selector), at, text, value)
    assert opened.complaints == []


def test_where_a_figure_was_kept_it_is_written_as_everywhere(open_page, page_file):
    page = open_page(page_file).page
    found = tryout(Trials.of(load(SCENARIOS / "bct.yaml")))
    chosen, compared = random.Random(5), 0
    for _ in range(15):
        figure = chosen.choice(found.figures)
        nodes = [chosen.choice(of) if len(of) > 1 else own for of, own in zip(figure.nodes, found.own, strict=True)]
        _set(page, "option-1", nodes)
        for one, text in zip(found.figures, _now(page, "option-1"), strict=True):
            if all(len(of) == 1 or stop in of for stop, of in zip(nodes, one.nodes, strict=True)):
                unit, sign = METRICS[one.selector.metric].unit, one.selector.metric in SIGNED
                assert text == number(float(found.table(one)[tuple(nodes)]), unit, sign=sign), one.selector
                compared += 1
    assert compared >= 15


def test_as_planned_the_figures_are_those_of_the_rest_of_the_page(open_page, page_file):
    page = open_page(page_file).page
    results = run(load(SCENARIOS / "bct.yaml"), draws=0)
    found = tryout(Trials.of(results.scenario))
    for figure, text in zip(found.figures, _now(page, "option-1"), strict=True):
        unit = METRICS[figure.selector.metric].unit
        scale = 100 if unit.startswith("fraction") else 1
        assert abs(_as_number(text) - results.value(figure.selector) * scale) <= shown_to(unit) * scale + 1e-9


def test_a_slider_can_be_moved_with_the_keyboard_and_put_back(open_page, page_file):
    page = open_page(page_file).page
    planned = _now(page, "option-1")
    slider = _sliders(page, "option-1").first
    slider.focus()
    page.keyboard.press("End")
    assert _now(page, "option-1") != planned
    assert slider.get_attribute("aria-valuetext") == page.locator("#option-1-tryout output").first.inner_text()
    page.locator("#option-1-tryout button").click()
    assert _now(page, "option-1") == planned


def test_an_assumption_that_is_named_can_be_moved(open_page, tmp_path):
    path = tmp_path / "page.html"
    once = Once()
    loaded = load_all([SCENARIOS / "bct.yaml"], once=once)
    path.write_text(html(gather(loaded, draws=0, moved=["left_shift_delivery=0..1"], once=once)), encoding="utf-8")
    page = open_page(path).page
    assert _sliders(page, "option-1").count() == 1
    _set(page, "option-1", [0])
    gap = dict(zip(_names(page), _now(page, "option-1"), strict=True))
    half = run(load(SCENARIOS / "bct.yaml", settings=["left_shift_delivery=0"]), draws=0)
    wanted = half.value("beds.gap[pool=acute]")
    assert abs(_as_number(next(text for name, text in gap.items() if "open − needed" in name)) - wanted) <= 0.5


def _names(page):
    return [cell.inner_text() for cell in page.locator("#option-1-tryout .tryout tbody th").all()]


def test_nothing_in_the_data_ends_a_script(child):
    scenario = load(child("scenario: {id: x, title: </script><script>alert(1)</script>}", of=TOY))
    shown = controls(scenario, tryout(Trials.of(scenario), ["pools.medical.standard=0.5..1"]))
    assert "<" not in shown.data
    assert json.loads(shown.data)["figures"]
