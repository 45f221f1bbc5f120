"""Every formula worked out anew by LibreOffice, from a workbook that shows nonsense: to the engine's figure."""

import dataclasses
import math
import shutil
import subprocess

import pytest

from bedmodel.report.workbook.contents import Formula
from bedmodel.report.workbook.sheet import Sheet
from tests_support import ROOT, TOY

SOFFICE = shutil.which("soffice")
NONSENSE = 12_345.0
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
CASES = [
    ("bct",),
    ("bct-ten-days",),
    ("gated-closures",),
    ("primary-care-2019",),
    (TOY,),
    (ROOT / "tests" / "toy" / "parts.yaml",),
    ("bct", "no-cuts", "gated-closures", "bct-with-risks", "bct-ten-days"),
]


@pytest.fixture(scope="module")
def recalculate(tmp_path_factory):
    """Open a workbook in LibreOffice, which works out every formula anew, and save it."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed; formulas cannot be worked out anew")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")

    def convert(path):
        folder = path.parent / "anew"
        command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
        done = subprocess.run([*command, "--outdir", folder, path], capture_output=True, timeout=180, check=True)
        assert (folder / path.name).exists(), done.stderr
        return folder / path.name

    return convert


@pytest.mark.parametrize("scenarios", CASES, ids=lambda case: "+".join(str(s).rsplit("/", 1)[-1] for s in case))
def test_formulas_come_to_the_engines_figures(scenarios, gathered, written, opened, recalculate, monkeypatch):
    dossier = gathered(*scenarios)
    true = written(dossier, "true.xlsx")
    plain = Sheet._formula

    def nonsense(self, row, column, content: Formula):
        plain(self, row, column, dataclasses.replace(content, value=NONSENSE))

    monkeypatch.setattr(Sheet, "_formula", nonsense)
    false = written(dossier, "false.xlsx")
    formulas, expected, shown = opened(true), opened(true, values=True), opened(false, values=True)
    found = opened(recalculate(false), values=True)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                place = f"{sheet.title}!{cell.coordinate} {cell.value}"
                assert shown[sheet.title][cell.coordinate].value == NONSENSE, place
                assert same(found[sheet.title][cell.coordinate].value, expected[sheet.title][cell.coordinate].value), (
                    place
                )
                compared += 1
    assert compared > 0 or "primary-care-2019" in scenarios
    errors = [c.coordinate for s in found for r in s.iter_rows() for c in r if c.data_type == "e"]
    assert not errors


def same(found, expected) -> bool:
    """Whether a formula came to what it should: a number to nine digits, or the very text."""
    if isinstance(expected, float | int):
        return isinstance(found, float | int) and math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
    return (found or "") == (expected or "")
