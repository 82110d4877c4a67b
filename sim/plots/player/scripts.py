"""Files that a browser needs to play: one module of JavaScript, and a style sheet."""

from __future__ import annotations

from sim.files import packaged_text

_SCRIPTS = (
    "data.js",
    "film.js",
    "draw.js",
    "lanes.js",
    "tally.js",
    "page.js",
    "magnifier.js",
    "handles.js",
    "calendar.js",
    "player.js",
    "mount.js",
)  # of one module, in this order


def script() -> str:
    """Return the JavaScript of the player, a module that needs nothing else."""
    return "\n".join(packaged_text(__package__, "assets", name) for name in _SCRIPTS)


def style() -> str:
    """Return the style sheet of the player."""
    return packaged_text(__package__, "assets", "player.css")
