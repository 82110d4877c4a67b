"""The list of exports, from which the page draws its buttons and the command line its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.export import words
from sim.export.file_names import file_name
from sim.export.picture_files import png, svg
from sim.export.stamp import Arms, Stamp
from sim.export.table_files import view_csv, view_json
from sim.export.zip_file import FILES, Builder, bundle
from sim.plots import Picture, answer_over_days
from sim.scenario import Scenario

_MIME = {
    "html": "text/html",
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

    ``build`` takes the stamp, the scenario and the arms (a mapping of label to runs) and returns
    bytes; it raises `SimError` for runs that do not allow this file.
    """

    id: str
    label: str
    what: str
    ext: str
    build: Builder

    @property
    def mime(self) -> str:
        """Type of the file, as browsers call it."""
        return _MIME[self.ext]

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
        return _MIME[self.ext]

    def name(self, stamp: Stamp, view: Picture, arm: str = "") -> str:
        """Return the name of the file; ``arm`` is the id of the arm if the view shows only one."""
        return file_name(stamp, f"{view.id}_{arm}" if arm else view.id, self.ext)


def _answers_png(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    return png(stamp, answer_over_days(arms))


def _answers_svg(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    return svg(stamp, answer_over_days(arms))


EXPORTS: tuple[Export, ...] = tuple(
    Export(id, words.LABELS[id], what, ext, build)
    for id, what, ext, build in (
        *FILES,
        ("picture_png", "answers", "png", _answers_png),
        ("picture_svg", "answers", "svg", _answers_svg),
        ("bundle", "everything", "zip", bundle),
    )
)
VIEW_EXPORTS: tuple[ViewExport, ...] = tuple(
    ViewExport(ext, words.VIEW_LABELS[ext], ext, build)
    for ext, build in (("png", png), ("svg", svg), ("csv", view_csv), ("json", view_json))
)
