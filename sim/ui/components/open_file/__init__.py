"""A field that opens a file of the visitor; Streamlit's own has two roles that contradict."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.ui.components.mount import component

_MOST_NAME_CHARACTERS = 80

_component = component(__name__)


class OpenedFile(NamedTuple):
    """A file as the browser sends it: untrusted, and without a text if it is too large."""

    name: str
    text: str | None
    size: str


def open_file(label: str, *, key: str, ending: str, most_bytes: int) -> OpenedFile | None:
    """Draw the field; return the file that was just opened.

    Parameters
    ----------
    label : str
        What the field says.
    key : str
        Key of the widget.
    ending : str
        Of the names that the browser offers, such as ``.json``.
    most_bytes : int
        The text of a larger file is not sent.
    """
    sent = _component(
        data={"label": label, "ending": ending, "most_bytes": most_bytes},
        key=key,
        on_file_change=lambda: None,
    ).file
    return None if sent is None else checked(sent)


def checked(sent: Any) -> OpenedFile:
    """Return a file that a browser has sent, whatever it has sent."""
    parts = sent if isinstance(sent, dict) else {}
    text = parts.get("text")
    return OpenedFile(
        name=str(parts.get("name"))[:_MOST_NAME_CHARACTERS],
        text=text if isinstance(text, str) else None,
        size=f"{parts.get('bytes')} bytes"[:40],
    )
