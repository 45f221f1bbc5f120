"""The colours of the page, light and dark, as variables of its style; those of charts are the house style's."""

from __future__ import annotations

from bedmodel.report.palette import COLOURS, DARK

LIGHT_ONLY, DARK_ONLY = {"wash": "#eef5fa", "rule": "#d5dade"}, {"wash": "#1d2833", "rule": "#3a444e"}
"""What no chart draws with: the ground of the answer, and the lines of tables."""


def colours() -> str:
    """Every colour as a variable: for light, for those who ask for dark, and for paper."""
    light = {role: colour for colour, role in COLOURS.items()} | LIGHT_ONLY
    dark = DARK | DARK_ONLY
    return (
        f":root {{ color-scheme: light dark; {_declared(light)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declared(dark)} }} }}"
    )


def _declared(roles: dict[str, str]) -> str:
    return " ".join(f"--{role}: {colour};" for role, colour in sorted(roles.items()))
