"""Glossary: every word in two sentences, with what it is like and the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from sim.evidence import Term, concepts, glossary
from sim.ui import text
from sim.ui.learn import links
from sim.ui.learn.address import Selection, go
from sim.ui.text import learn_text


def draw(selection: Selection) -> None:
    """Draw the search box and the terms that match."""
    terms = glossary()
    search = st.text_input(
        learn_text.SEARCH_TERMS,
        key="learn terms",
        icon=":material/search:",
        placeholder=learn_text.SEARCH_TERMS_EXAMPLE,
        type="search",
        max_chars=60,
    )
    matches = matching(search or "", terms)
    st.caption(learn_text.TERMS_SHOWN.format(shown=len(matches), all=len(terms)))
    linked = {id: terms[id] for term in matches.values() for id in term.see if id not in matches}
    if not matches:
        st.info(learn_text.NOTHING_FOUND)
    st.markdown(_list(matches, {**matches, **linked}))
    if selection.term or len(matches) == 1:
        _ways_on(terms[selection.term] if selection.term else next(iter(matches.values())))
    if linked:
        st.markdown(f"**{learn_text.LINKED_TERMS}**")
        st.markdown(_list(linked, {**matches, **linked}))
    if len(matches) < len(terms):
        st.button(learn_text.SHOW_ALL_TERMS, on_click=go, args=("glossary",))
    links.next_step(learn_text.TO_MODEL, "model")


def matching(search: str, terms: Mapping[str, Term]) -> dict[str, Term]:
    """Return the terms with a text in their name; if none has, with it in their sentence."""
    sought = search.strip().lower()
    exact = {id: term for id, term in terms.items() if sought in (term.name.lower(), id)}
    named = {id: term for id, term in terms.items() if sought in term.name.lower()}
    explained = {id: term for id, term in terms.items() if sought in term.text.lower()}
    return exact or named or explained


def _list(chosen: Mapping[str, Term], shown: Mapping[str, Term]) -> str:
    return "\n\n".join(_term(term, shown) for term in chosen.values())


def _term(term: Term, shown: Mapping[str, Term]) -> str:
    """Return a term as Markdown; its heading is the anchor that links on this page lead to."""
    see = ", ".join(f"[{shown[id].name}](#{anchor(shown[id])})" for id in term.see if id in shown)
    card = f" {learn_text.SEE_CARD.format(id=term.card)}" if term.card else ""
    lines = [
        f"{text.plain(term.text)} {text.plain(term.detail)}{card}",
        f"{learn_text.LIKENESS} {text.plain(term.analogy)}",
        f"{learn_text.FAILS} {text.plain(term.fails)}",
    ]
    if see:
        lines.append(f"{learn_text.SEE} {see}")
    return f"### :small[{term.name}]\n\n" + "  \n".join(lines)


def anchor(term: Term) -> str:
    letters = (letter if letter.isalnum() else "-" for letter in term.name.lower())
    return "-".join(part for part in "".join(letters).split("-") if part)


def _ways_on(term: Term) -> None:
    with st.container(horizontal=True):
        if term.concept:
            title = next(other.title for other in concepts() if other.id == term.concept)
            links.to_place(
                learn_text.MORE_ON.format(title=title),
                "term concept",
                "concepts",
                concept=term.concept,
            )
        if term.card:
            links.to_place(
                learn_text.CARD_BUTTON.format(id=term.card), "term card", "claims", card=term.card
            )
