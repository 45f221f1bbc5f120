"""The page as PDF, printed by a Chromium that is on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bedmodel.problems import ModelError
from bedmodel.report.dossier import Dossier
from bedmodel.report.web.page import html

NAMED = "BEDMODEL_BROWSER"
"""The environment variable that names a browser to print with."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MACINTOSH = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
PATIENCE = 120
"""Seconds after which a browser is given up."""


def browser() -> str | None:
    """The browser to print with: the one that is named, else the first that is found; None where there is none."""
    named = os.environ.get(NAMED)
    wanted = (named,) if named else (*BROWSERS, *MACINTOSH)
    return next((found for name in wanted if (found := shutil.which(name))), None)


def write_pdf(dossier: Dossier, path: Path) -> None:
    """Print the page with all of it opened. Raises ModelError where there is no browser, or where it prints nothing."""
    program = browser()
    if program is None:
        raise ModelError("no Chromium or Chrome is found to print with")
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html(dossier, opened=True), encoding="utf-8")
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            program,
            *QUIET,
            *as_root,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as error:
            raise ModelError(f"{program} has not printed the page after {PATIENCE} seconds") from error
        if not printed.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise ModelError(f"{program} has printed nothing: {said[-1] if said else f'exit code {done.returncode}'}")
        path.write_bytes(printed.read_bytes())
