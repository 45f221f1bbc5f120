"""The comparison with stored pages can fail."""

import pytest

import tests_support
from tests_support import UPDATE, assert_snapshot


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(tests_support, "SNAPSHOTS", tmp_path)
    monkeypatch.delenv(UPDATE, raising=False)


def test_a_page_that_nobody_has_stored_fails_and_is_not_written(tmp_path):
    with pytest.raises(AssertionError, match=r"page\.txt has changed"):
        assert_snapshot("page.txt", "")
    assert not list(tmp_path.iterdir())


def test_a_stored_page_holds_until_it_changes(tmp_path, monkeypatch):
    monkeypatch.setenv(UPDATE, "1")
    assert_snapshot("page.txt", "281 beds\n")
    monkeypatch.delenv(UPDATE)
    assert_snapshot("page.txt", "281 beds\n")
    with pytest.raises(AssertionError, match=r"(?s)UPDATE_SNAPSHOTS=1.*-281 beds.*\+282 beds"):
        assert_snapshot("page.txt", "282 beds\n")
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == "281 beds\n"
