"""A real browser: pages are opened in it as people open them, from a file."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), None)
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Opened:
    """A page that is open, and everything that went wrong or out of it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """What the console said, and what failed."""
    requests: list[str] = field(default_factory=list)
    """Everything that was fetched besides the page itself."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed; pages cannot be opened")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *as_root])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser):
    """Open a file in the browser: open_page(path, width=390, dark=True, script=False)."""
    contexts = []

    def opened(path: Path, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("console", lambda said: found.complaints.append(f"{said.type}: {said.text}"))
        found.page.on("pageerror", lambda error: found.complaints.append(f"error: {error}"))
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.goto(path.as_uri())
        found.requests = [url for url in found.requests if url != path.as_uri()]
        return found

    yield opened
    for context in contexts:
        context.close()
