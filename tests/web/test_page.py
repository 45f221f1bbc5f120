"""The page in a real browser."""

from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.report.web.page import html
from bedmodel.scenario.several import load_all
from tests_support import SCENARIOS


def test_it_opens_without_complaint_and_fetches_nothing(open_page, tmp_path):
    once = Once()
    dossier = gather(load_all([SCENARIOS / "bct.yaml"], once=once), draws=200, once=once)
    path = tmp_path / "report.html"
    path.write_text(html(dossier), encoding="utf-8")
    opened = open_page(path)
    assert opened.page.title()
    assert opened.complaints == []
    assert opened.requests == []
