"""Keys of the projector view, the list of them, and a light page where the system is dark."""

from __future__ import annotations

from sim.ui import text
from sim.ui.components import charts
from sim.ui.components.mount import component

# The buttons that a key presses on each page, by the keys of their widgets: the first that can be
# pressed.
PRESSES = {
    "lessons": {
        "PageDown": ("next", "finish"),
        "PageUp": ("back",),
        "r": ("run", "next", "skip"),
    },
    "lab": {"r": ("guess made", "guess declined", "run")},
    "board": {
        "PageDown": ("board CLOSED", "board RUNNING", "board REVEALED"),
        "r": ("board REVEALED",),
    },
}
_LEAVE = {"p": ("projector",)}

_component = component(__name__)


def projector_keys(page: str) -> None:
    """Let keys press the buttons of a page, and play and pause its networks.

    Parameters
    ----------
    page : str
        One of `sim.ui.projector.LARGE`.
    """
    _component(
        data={
            "presses": PRESSES[page] | _LEAVE,
            "list": text.PROJECTOR_KEYS,
            "words": {"title": text.PROJECTOR_KEYS_TITLE, "close": text.CLOSE},
            "is_dark": charts.is_dark(),
        },
        key="projector keys",
    )
