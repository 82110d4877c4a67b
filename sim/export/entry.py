"""An entry of the catalogue: a file that some runs, or one picture, can be taken home as."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.export.file_names import file_name
from sim.export.stamp import Arms, Stamp
from sim.plots import Picture
from sim.scenario import Scenario

MIME = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "ipynb": "application/x-ipynb+json",
    "toml": "application/toml",
    "csv": "text/csv",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}


class Export(NamedTuple):
    """A file that some runs can be taken home as.

    Attributes
    ----------
    id : str
    label : str
        Of the button.
    contents : str
        What the README of the zip says of the file.
    what : str
        Part of the name of the file.
    ext : str
        Ending of the name.
    build : callable
        Takes the stamp, the scenario and the arms (a mapping of label to runs) and returns bytes;
        it raises `SimError` for runs that do not allow this file.
    """

    id: str
    label: str
    contents: str
    what: str
    ext: str
    build: Callable[[Stamp, Scenario, Arms], bytes]

    @property
    def mime(self) -> str:
        """Type of the file, as browsers call it."""
        return MIME[self.ext]

    def name(self, stamp: Stamp) -> str:
        """Return the name of the file."""
        return file_name(stamp, self.what, self.ext)


class ViewExport(NamedTuple):
    """A file that one view can be taken home as; ``build`` takes the stamp and the view."""

    id: str
    label: str
    ext: str
    build: Callable[[Stamp, Picture], bytes]

    @property
    def mime(self) -> str:
        """Type of the file, as browsers call it."""
        return MIME[self.ext]

    def name(self, stamp: Stamp, view: Picture, arm: str = "") -> str:
        """Return the name of the file; ``arm`` is the id of the arm if the view shows only one."""
        return file_name(stamp, f"{view.id}_{arm}" if arm else view.id, self.ext)
