"""Claims: the cards with their filters; one card is open at a time, in its place."""

from __future__ import annotations

from functools import cache

import streamlit as st

from sim.evidence import GRADE_MEANS, GRADES, SPECIES, Claim, claims, groups, target
from sim.ui import navigation, text
from sim.ui.learn import address, card
from sim.ui.learn.address import Selection
from sim.ui.text import learn_text


def draw(selection: Selection) -> None:
    """Draw the filters, the count, and the cards that pass, theme by theme."""
    st.markdown(learn_text.CLAIMS_INTRO)
    shown = _filtered()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            learn_text.CLAIMS_SHOWN.format(shown=len(shown), all=len(claims())), width="content"
        )
        if len(shown) < len(claims()):
            st.button(learn_text.SHOW_ALL, on_click=_show_all)
        with st.popover(learn_text.GRADES_TITLE):
            _grades()
    if not shown:
        st.info(learn_text.NOTHING_FOUND)
    for letter, title in groups().items():
        listed = [claim for claim in shown if claim.group == letter]
        if listed:
            st.subheader(f"{title} ({len(listed)})", anchor=False)
            with st.container(gap="xsmall"):
                for claim in listed:
                    _row(claim)
    st.divider()
    navigation.link(
        "lessons", f"{learn_text.NEXT} {learn_text.TO_LESSONS}", icon=":material/school:"
    )


def _grades() -> None:
    st.markdown(
        "\n".join(
            f"- {learn_text.GRADE_ICONS[grade]} **{grade}**: {GRADE_MEANS[grade]}"
            for grade in GRADES
        )
    )
    st.markdown(learn_text.GRADES_NOTE)


def _filtered() -> list[Claim]:
    search = st.text_input(
        learn_text.SEARCH_CLAIMS,
        key="learn cards",
        type="search",
        max_chars=60,
        icon=":material/search:",
        placeholder=learn_text.SEARCH_CLAIMS_EXAMPLE,
    )
    with st.expander(learn_text.FILTERS, key="learn filters", on_change="rerun"):
        grades = st.pills(
            learn_text.GRADE,
            GRADES,
            key="learn grades",
            selection_mode="multi",
            format_func=lambda grade: f"{learn_text.GRADE_ICONS[grade]} {grade}",
            wrap=True,
        )
        species = st.pills(
            learn_text.SPECIES_IN,
            list(SPECIES),
            key="learn species",
            wrap=True,
            selection_mode="multi",
            format_func=learn_text.SPECIES.__getitem__,
        )
        left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
        group = left.selectbox(
            learn_text.GROUP,
            ["", *groups()],
            key="learn group",
            format_func=lambda letter: groups().get(letter, learn_text.ANY_GROUP),
        )
        nulls = right.checkbox(learn_text.NULLS_ONLY, key="learn nulls")
    return [
        claim
        for claim in claims()
        if (not grades or claim.grade in grades)
        and (not group or claim.group == group)
        and (not species or set(species) & set(card.species_of(claim)))
        and (not nulls or card.nulls_of(claim))
        and _has(claim, search or "")
    ]


def _has(claim: Claim, search: str) -> bool:
    return all(word in _told(claim) for word in search.lower().split())


@cache
def _told(claim: Claim) -> str:
    """Return everything that can be searched for in a card, in small letters."""
    rows = (target(id) for id in claim.targets)
    return " ".join(
        (
            claim.id,
            claim.claim,
            claim.grade,
            claim.grade_note,
            claim.toy,
            claim.card_only,
            claim.analogy,
            claim.caveat,
            *claim.shown_by,
            *claim.tests,
            *claim.targets,
            *(work.short for work in claim.citations),
            *(f"{row.quantity} {row.context}" for row in rows),
        )
    ).lower()


def _row(claim: Claim) -> None:
    """Draw a card: closed, its claim and grade; open, all of it."""
    label = learn_text.CARD_LABEL.format(
        id=claim.id, claim=text.plain(claim.claim), grade=card.grade_of(claim)
    )
    part = st.expander(
        label,
        key=f"card {claim.id}",
        icon=learn_text.GRADE_ICONS[claim.grade],
        on_change=open_only,
        args=(claim.id,),
    )
    if part.open:
        with part:
            card.draw(claim)


def open_only(id: str) -> None:
    """Write the card that was opened to the address, and close the others."""
    if not st.session_state[f"card {id}"]:
        address.go("claims", stay=True)
        return
    for other in claims():
        if other.id != id and f"card {other.id}" in st.session_state:
            st.session_state[f"card {other.id}"] = False
    address.go("claims", stay=True, card=id)


def _show_all() -> None:
    for name in ("learn grades", "learn species"):
        st.session_state[name] = []
    st.session_state["learn group"], st.session_state["learn nulls"] = "", False
    address.go("claims")
