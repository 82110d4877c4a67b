"""The address of Learn: a part of the page, and a card, a term or a concept in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from sim.evidence import claims, concepts, glossary
from sim.phrases import listing, suggest
from sim.ui import text
from sim.ui.text import learn_text

_HOME = {"card": "claims", "term": "glossary", "concept": "concepts"}  # the part of each name
_ALIASES = {"cards": "claims", "model card": "model", "model_card": "model"}
_LAST = "learn address"
_MOST_SHOWN = 40  # characters of the address that a note repeats


class Selection(NamedTuple):
    """The part of the page and what is open in it, and what was wrong with the address in words."""

    part: str = "concepts"
    card: str = ""
    term: str = ""
    concept: str = ""
    notes: tuple[str, ...] = ()


def read(query: Mapping[str, Sequence[str]]) -> Selection:
    """Return the selection that the parts of an address stand for; what has no meaning is noted."""
    allowed = {
        "part": tuple(learn_text.PARTS),
        "card": tuple(card.id for card in claims()),
        "term": tuple(glossary()),
        "concept": tuple(concept.id for concept in concepts()),
    }
    parts: dict[str, str] = {}
    notes = []
    for name, values in query.items():
        value = values[-1].strip() if values else ""
        if name not in allowed:
            notes.append(
                text.ignored(
                    name[:_MOST_SHOWN], f"one of {', '.join(allowed)}", suggest(name, allowed)
                )
            )
            continue
        value = _ALIASES.get(value.lower(), value) if name == "part" else value
        known = {word.lower(): word for word in allowed[name]}
        if value.lower() in known:
            parts[name] = known[value.lower()]
        else:
            choices = (
                f"{allowed[name][0]} to {allowed[name][-1]}"
                if name == "card"
                else f"one of {listing(allowed[name])}"
            )
            notes.append(
                text.ignored(
                    f"{name}={value[:_MOST_SHOWN]}", choices, suggest(value, allowed[name])
                )
            )
    part = parts.get("part") or next(
        (home for name, home in _HOME.items() if name in parts), Selection().part
    )
    inside = {name: value for name, value in parts.items() if _HOME.get(name) == part}
    return Selection(part, notes=tuple(notes), **inside)


def selection() -> Selection:
    """Return where the address leads; widgets follow an address that is new."""
    asked = read({name: st.query_params.get_all(name) for name in st.query_params})
    if asked != st.session_state.get(_LAST):
        st.session_state[_LAST] = asked
        st.session_state["learn cards"] = asked.card
        st.session_state["learn terms"] = glossary()[asked.term].name if asked.term else ""
        st.session_state["learn filters"] = not asked.card  # the card is in sight at once
        if asked.card:
            st.session_state[f"card {asked.card}"] = True
    return asked


def go(part: str, *, stay: bool = False, **inside: str) -> None:
    """Write a selection to the address; for callbacks.

    Parameters
    ----------
    part : str
        One of the parts.
    stay : bool
        Whether search boxes keep what they hold.
    **inside : str
        ``card``, ``term`` or ``concept``.
    """
    st.query_params.from_dict({"part": part, **inside})
    if stay:
        st.session_state[_LAST] = Selection(part, **inside)
    else:
        st.session_state.pop(_LAST, None)
