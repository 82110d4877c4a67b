"""Texts about the store in the visitor's own browser."""

from __future__ import annotations

from sim.phrases import plural

BROWSER = "local copy"
CONNECTION_LOST = "Connection lost. The settings are in the address; a reload continues."

NO_JSON = "a text that is not JSON"
A_COPY = "a file from “Download a copy” on the page My runs"
OTHER_FORMAT = "another format or version"
UNKNOWN = "an unknown part"
NO_ENTRY = "not a pair of time and value"
AN_ENTRY = "an entry as this page writes it"
BAD_KEY = "a name that is too long or cannot be shown"

PROBLEMS = {
    "blocked": "This browser keeps nothing, perhaps in private mode. "
    "Runs and notes stay until this tab is closed. Download a copy to keep them.",
    "full": "The store of this browser is full. "
    "Runs and notes stay until this tab is closed. Download a copy to keep them.",
    "damaged": "Part of the local copy could not be read. "
    "It was set aside; everything else is here.",
}


def dropped(runs: int) -> str:
    """Return the note that old runs made room for new ones."""
    which = plural(runs, "old run was", "old runs were")
    return f"The store is full: {which} dropped."
