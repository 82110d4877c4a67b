"""The address of Teach: a part of the page, a lesson, and whether keys are shown."""

from __future__ import annotations

import streamlit as st

from sim.lessons import lessons
from sim.phrases import suggest
from sim.ui import projector, text
from sim.ui.text import teach_text

_KNOWN = ("part", "lesson", "teach", "embed", "embed_options", projector.PART)
_MOST_SHOWN = 40  # characters of the address that a note repeats


def has_keys() -> bool:
    """Return whether the address asks for the keys; this hides them and protects nothing."""
    return st.query_params.get("teach") == "1"


def parts() -> dict[str, str]:
    """Return the parts of the page by id, with their names."""
    return {part: name for part, name in teach_text.PARTS.items() if part != "keys" or has_keys()}


def part() -> str:
    """Return the part that the address asks for, or the first one."""
    asked = st.query_params.get("part", "keys" if has_keys() else "plans")
    return asked if asked in parts() else "plans"


def lesson() -> str:
    """Return the id of the lesson that the address asks for, or of the first one."""
    asked = st.query_params.get("lesson", "").upper()
    return asked if asked in lessons() else next(iter(lessons()))


def go(**parts_of_address: str) -> None:
    """Let the address ask for something else; what is not named stays."""
    st.query_params.update(parts_of_address)


def notes() -> list[str]:
    """Return what of the address has no meaning here, in words."""
    lines = []
    for name, allowed in (("part", tuple(parts())), ("lesson", tuple(lessons()))):
        asked = st.query_params.get(name)
        if asked is not None and asked not in allowed and asked.upper() not in allowed:
            lines.append(
                text.ignored(
                    f"{name}={asked[:_MOST_SHOWN]}",
                    f"one of {', '.join(allowed)}",
                    suggest(asked, allowed),
                )
            )
    lines += [
        text.ignored(
            name[:_MOST_SHOWN], f"one of {', '.join(_KNOWN[:3])}", suggest(name, _KNOWN[:3])
        )
        for name in st.query_params
        if name not in _KNOWN
    ]
    return lines
