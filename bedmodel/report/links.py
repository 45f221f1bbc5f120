"""Addresses that a report may link to."""

from __future__ import annotations

import re

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def web_address(text: str | None) -> str:
    """An address that a page may link to; nothing for any other, such as one that runs a script.

    >>> web_address("https://www.nhs.uk"), web_address("javascript:alert(1)"), web_address(None)
    ('https://www.nhs.uk', '', '')
    """
    return text if text and _WEB.fullmatch(text) else ""
