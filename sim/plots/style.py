"""Colours, dashes and markers: one place for the page and for print.

Hue stands for a pattern and for nothing else. Arms differ by dash, marker and label, so that every
picture can be read without colour. The colours of A, B and inhibitory cells keep a distance under
the three common forms of colour blindness.
"""

from __future__ import annotations

from typing import NamedTuple

A, B, INHIBITORY, UNCOMMITTED = "#B84300", "#0067A5", "#404040", "#928789"
C, D, INK, GREY, GRID = "#6B6B6B", "#8A8A8A", "#1A1A1A", "#595959", "#E3E3E3"
WINDOW, HELD_BACK, CUE = "#FFF3D6", "#E9E4E4", "#EEF3F7"
COUNTS = "#DCE6EE"  # the part of a cue that counts for the answer
LEVEL = "#DDE3DC"  # values that the literature leads to expect
PAPER = "#FFFFFF"
LABEL_PAPER = "rgba(255,255,255,0.8)"  # behind numbers that stand on shades
NO_SYNAPSE = "#969BA6"  # both ends of cividis stand out from it, on any page
# Seven steps of cividis: even in lightness, the same to colour-blind eyes.
CIVIDIS = ("#00224E", "#2A3F6D", "#575C6D", "#7D7C78", "#A59C74", "#D2C060", "#FEE838")
# From purple over no change to orange.
DIVERGING = ("#542788", "#998EC3", "#D9D9D9", "#F1A340", "#B35806")

# The same colours on a dark page.
DARK = {
    A: "#F58231",
    B: "#5BB0FF",
    INHIBITORY: "#E6E6E6",
    UNCOMMITTED: "#A79D9F",
    C: "#B4B4B4",
    D: "#9A9A9A",
    INK: "#F2F2F2",
    GREY: "#BDBDBD",
    GRID: "#33373F",
    WINDOW: "#4A3F20",
    HELD_BACK: "#3A3338",
    CUE: "#1E2A36",
    COUNTS: "#243648",
    LEVEL: "#2B3A2F",
    PAPER: "#0E1117",
    LABEL_PAPER: "rgba(14,17,23,0.8)",
}

# Stretches of the x axis, by the style of a band.
BANDS = {"window": WINDOW, "held_back": HELD_BACK, "cue": CUE, "setting": UNCOMMITTED}
_LIGHT_FROM = 0.55  # share of the shades from which on dark numbers are read better

SOLID: tuple[float, ...] = ()
DASHED, DOTTED, LONG, DASH_DOT = (6.0, 3.0), (1.5, 2.5), (11.0, 3.0), (7.0, 3.0, 1.5, 3.0)
EVEN = (8.0, 5.0)
DASH_DOT_DOT = (7.0, 2.5, 1.5, 2.5, 1.5, 2.5)
LINE_PX = 2.5


class Style(NamedTuple):
    """How one line is drawn.

    ``dash`` holds lengths of ink and gap in px, empty for a solid line; ``marker`` is one of
    circle, square, triangle, diamond, down, cross, plus, none.
    """

    colour: str
    dash: tuple[float, ...]
    marker: str


ARMS = (
    Style(INK, SOLID, "circle"),
    Style(GREY, DASHED, "square"),
    Style(C, DOTTED, "triangle"),
    Style(INHIBITORY, DASH_DOT, "diamond"),
    Style(GREY, LONG, "down"),
    Style(INK, DASH_DOT_DOT, "cross"),
    Style(C, DASHED, "plus"),
)

STYLES: dict[str, Style] = {
    "A": Style(A, SOLID, "circle"),
    "B": Style(B, DASHED, "square"),
    "C": Style(C, DOTTED, "triangle"),
    "D": Style(D, DASH_DOT, "diamond"),
    "none": Style(UNCOMMITTED, LONG, "down"),
    "c_or_d": Style(C, DOTTED, "triangle"),
    "cue_to_a": Style(A, SOLID, "circle"),
    "cue_to_b": Style(B, DASHED, "square"),
    "a_to_a": Style(A, DOTTED, "triangle"),
    "b_to_b": Style(B, DASH_DOT, "diamond"),
    "spines_all": Style(INK, SOLID, "circle"),
    "spines_born": Style(GREY, DASHED, "square"),
    "spines_kept": Style(C, DOTTED, "triangle"),
    "excitatory": Style(C, DASHED, "square"),
    "inhibitory": Style(INHIBITORY, SOLID, "diamond"),
    "window": Style(INK, LONG, "circle"),
    "reference": Style(UNCOMMITTED, DASHED, "none"),
    "prediction": Style(B, EVEN, "none"),
    "no_cue": Style(UNCOMMITTED, DOTTED, "down"),
    "a_to_b": Style(GREY, LONG, "down"),
    "b_to_a": Style(GREY, DASH_DOT_DOT, "plus"),
    "before": Style(INK, SOLID, "circle"),
    "during": Style(C, DOTTED, "triangle"),
    "after": Style(GREY, DASHED, "square"),
    **{f"arm{number}": style for number, style in enumerate(ARMS)},
}

# Colour of each group in rasters: A, B, C, D, cue, rest, inhibitory.
GROUP_COLOURS = (A, B, C, D, INK, UNCOMMITTED, INHIBITORY)


# Signs of the markers in text, filled and hollow.
_SIGNS = {
    "circle": "●○",
    "square": "■□",
    "triangle": "▲△",
    "diamond": "◆◇",
    "down": "▼▽",
    "cross": "✖✖",
    "plus": "✚✚",
    "none": "--",
}


def sign(name: str, variant: int = 0) -> str:
    """Return the marker of a style as a character; hollow for all but the first variant."""
    return _SIGNS[STYLES[name].marker][1 if variant else 0]


def arm_style(number: int) -> str:
    """Return the key in `STYLES` of the arm with this number; it repeats after seven arms."""
    return f"arm{number % len(ARMS)}"


def on_shade(value: float, top: float) -> str:
    """Return the colour of a number on its shade of `CIVIDIS`, which ends at ``top``."""
    return INK if value > _LIGHT_FROM * top else PAPER


def on(colour: str, *, dark: bool) -> str:
    """Return a colour as it is drawn on a light or on a dark page."""
    return DARK.get(colour, colour) if dark else colour
