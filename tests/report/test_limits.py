"""Every limit of the model points at a paragraph that describes it."""

import pytest

from bedmodel.report.limits import LIMITS
from tests_support import ROOT

MODEL = " ".join((ROOT / "docs" / "model.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(("limit", "where"), LIMITS)
def test_a_limit_is_described_where_it_says(limit, where):
    """The whole of the words in bold that the paragraph begins with, perhaps the beginning of its first sentence."""
    assert f"**{where}.**" in MODEL or f"**{where}** is " in MODEL, limit
