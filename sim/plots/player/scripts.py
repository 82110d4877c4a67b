"""Files that a browser needs to play: one module of JavaScript, and a style sheet."""

from __future__ import annotations

import re

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


def classic_script() -> str:
    """Return the player as a script that is no module: it defines ``mountPlayer``.

    From a folder on disk a browser loads no module that lies in a file of its own.
    """
    body = re.sub(r"^export (default )?", "", script(), flags=re.MULTILINE)
    return f'"use strict";\nconst mountPlayer = (() => {{\n{body}\nreturn mountPlayer;\n}})();\n'


def style() -> str:
    """Return the style sheet of the player."""
    return packaged_text(__package__, "assets", "player.css")
