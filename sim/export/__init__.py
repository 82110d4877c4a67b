"""What can be taken home from a run: pictures, tables, scenario, notebook, report, replay, a zip.

Pure functions from runs to bytes. Every file says inside which seeds, version, fingerprint and
changed settings it comes from, what came out, how to cite it, and the disclaimer; see `Stamp`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.export.catalogue import EXPORTS as EXPORTS
    from sim.export.catalogue import VIEW_EXPORTS as VIEW_EXPORTS
    from sim.export.catalogue import Export as Export
    from sim.export.catalogue import ViewExport as ViewExport
    from sim.export.file_names import file_name as file_name
    from sim.export.stamp import Stamp as Stamp
    from sim.export.stamp import stamp_of as stamp_of

# Name -> module that holds it. Loaded at first use: the command line needs little of it.
_HOMES = {
    "EXPORTS": "catalogue",
    "VIEW_EXPORTS": "catalogue",
    "Export": "catalogue",
    "ViewExport": "catalogue",
    "file_name": "file_names",
    "Stamp": "stamp",
    "stamp_of": "stamp",
}

__all__ = ["EXPORTS", "VIEW_EXPORTS", "Export", "Stamp", "ViewExport", "file_name", "stamp_of"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"sim.export.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sim.export' has no attribute {name!r}")
