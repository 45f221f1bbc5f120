"""The colours of all pictures, what each is for, and its counterpart on a dark ground."""

from __future__ import annotations

# Okabe and Ito's palette, told apart by people with any colour vision; orange darker, so that it can be read as text.
NEED, OPEN, BETTER, GREY = "#0072B2", "#BF4E00", "#009E73", "#5A5A5A"
WORSE = OPEN
COLOURS = {
    NEED.lower(): "need",
    OPEN.lower(): "open",
    BETTER.lower(): "better",
    GREY.lower(): "soft",
    "#ffffff": "paper",
    "#000000": "ink",
}
"""What each colour is for, which a page may show in others; the same for light and dark."""
DARK = {
    "need": "#56b4e9",
    "open": "#f0975a",
    "better": "#3fc79a",
    "soft": "#b4bcc4",
    "paper": "#14181d",
    "ink": "#eef1f4",
}
"""The same on a dark page, each as easy to read."""
