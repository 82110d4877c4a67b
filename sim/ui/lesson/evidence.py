"""The evidence beside a lesson: who was studied, and how good that is."""

from __future__ import annotations

import re

import streamlit as st

from sim import evidence
from sim.evidence import Claim
from sim.lessons import Lesson, lesson_words
from sim.ui import navigation, text
from sim.ui.components import terms
from sim.ui.text import lesson_text

# Who was studied, by the words in which the rows of numbers tell it.
_STUDIED = {
    "mice": re.compile(r"\b(mouse|mice)\b", re.I),
    "rats": re.compile(r"\brats?\b", re.I),
    "people": re.compile(
        r"\b(humans?|people|patients?|volunteers?|participants|responders|TRD|"
        r"MDD)\b",
        re.I,
    ),
}


def strip(lesson: Lesson) -> None:
    """Draw the claim cards of a lesson: who was studied, the grade, and what is not known."""
    st.markdown(f"### {lesson_words.EVIDENCE}")
    for id in lesson.evidence:
        card = evidence.claim(id)
        with st.container(border=True):
            who = " ".join(
                f":material/{lesson_text.WHO_ICON[group]}: {lesson_text.WHO[group]}"
                for group in studied(card)
            )
            st.markdown(lesson_text.grade(who, card.grade))
            st.markdown(f"**{text.plain(card.claim)}**")
            st.markdown(terms.linked(text.plain(card.caveat)))
            # No caption: links in its pale text have too little contrast.
            in_toy = lesson_words.IN_TOY.format(toy=text.plain(card.toy))
            st.markdown(f":small[{terms.linked(in_toy)}]")
    navigation.link("learn", lesson_text.ALL_CARDS, icon=":material/fact_check:")


def row_line(id: str) -> str:
    """Return one row of numbers in Markdown: what was measured, in whom, and where it stands."""
    row = evidence.target(id)
    return lesson_text.ROW.format(
        quantity=text.plain(row.quantity),
        value=text.plain(row.value_or_note),
        context=text.plain(row.context),
        source=_source(id),
    )


def _source(id: str) -> str:
    row = evidence.target(id)
    return f"[{text.plain(row.source)}]({row.link})" if row.link else text.plain(row.source)


def rivals(lesson: Lesson) -> None:
    """Draw the ideas that a lesson sets beside each other, with the studies for and against."""
    st.markdown(f"### {lesson_words.RIVALS}")
    for start in range(0, len(lesson.rivals), 2):
        for column, rival in zip(st.columns(2), lesson.rivals[start : start + 2]):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"**{text.plain(rival.name)}**")
                st.markdown(terms.linked(text.plain(rival.text)))
                for title, findings in (
                    (lesson_words.SPEAKS_FOR, rival.speaks_for),
                    (lesson_words.SPEAKS_AGAINST, rival.speaks_against),
                ):
                    lines = [
                        f"- {terms.linked(text.plain(finding.text))} ({_source(finding.row)})"
                        for finding in findings
                    ]
                    st.markdown("\n".join([f"{title}:", "", *lines]))
                not_known = terms.linked(text.plain(rival.not_known))
                st.markdown(f"{lesson_words.NOT_KNOWN}: {not_known}")


def studied(card: Claim) -> list[str]:
    """Return who was studied for a card: mice, rats, people, as its rows of numbers tell."""
    rows = [evidence.target(id) for id in card.targets]
    words = " ".join(f"{row.quantity} {row.context}" for row in rows) + f" {card.caveat}"
    return [who for who, pattern in _STUDIED.items() if pattern.search(words)]
