"""A guess before an outcome, and the guess beside the outcome.

Start and the Lab ask with `ask`. A lesson keeps each part of its prediction as soon as it is
chosen, so it asks with widgets of its own; what is said afterwards is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.lessons import guess_words, lesson_words
from sim.lessons.judge import CurveScore
from sim.ui.text import lesson_text


def ask(
    guessed: Any, *, key: str, show: str, needs: str, settle: Callable[[Any, str], None]
) -> DeltaGenerator:
    """Ask how sure a guess is, and draw the buttons that show the outcome, with it or without.

    Parameters
    ----------
    guessed : any
        What was chosen, written or drawn so far; empty or None if nothing was.
    key : str
        Begin of the keys of the widgets.
    show : str
        Label of the button that shows the outcome.
    needs : str
        Said as long as the guess is not whole.
    settle : callable
        Called with the guess and how sure it is; with None and an empty text if it was declined.

    Returns
    -------
    DeltaGenerator
        Where the buttons stand, for one more.
    """
    sure = st.radio(
        lesson_text.CONFIDENCE_QUESTION,
        list(lesson_text.CONFIDENCE),
        index=None,
        format_func=lesson_text.CONFIDENCE.get,
        key=f"{key} sure",
        horizontal=True,
    )
    is_ready = bool(guessed and sure)
    buttons = st.container(horizontal=True)
    with buttons:
        st.button(
            show,
            key=f"{key} made",
            type="primary",
            disabled=not is_ready,
            on_click=settle,
            args=(guessed, sure),
        )
        st.button(guess_words.NO_GUESS, key=f"{key} declined", on_click=settle, args=(None, ""))
    if not is_ready:
        st.caption(needs)
    return buttons


def said(what: str, sure: str) -> str:
    """Return the guess as it stands beside the outcome.

    Parameters
    ----------
    what : str
        In Markdown; empty if it was declined.
    sure : str
        One of `lesson_text.CONFIDENCE`, or empty.
    """
    if not what:
        return lesson_text.SKIPPED
    if sure not in lesson_text.CONFIDENCE:
        return lesson_text.YOU_SAID_PLAIN.format(said=what)
    return lesson_text.YOU_SAID.format(said=what, sure=lesson_text.CONFIDENCE[sure])


def compared(fits: bool | None, score: CurveScore | None = None) -> str:
    """Return what the runs say to a guess, without a mark or a score; empty if they say nothing.

    Parameters
    ----------
    fits : bool or None
        Whether the chosen answer fits the runs; None where that cannot be told.
    score : CurveScore, optional
        How near a drawn curve came to them.
    """
    sentences = []
    if fits is not None:
        sentences.append(lesson_words.FITS if fits else lesson_text.IDEA_FITS_NOT)
    if score is not None:
        near = lesson_text.curve_score(score.direction, score.timing, score.size)
        sentences.append(f"**{lesson_text.CURVE_TITLE}**: {near}")
    return "  \n".join(sentences)
