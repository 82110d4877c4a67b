"""Guess first: a question shows its plan, and no outcome before a guess.

The question is that of a link, or that of a preset which a card, *Play first* or the choice of the
Lab has opened. Until the guess is made or declined nothing is run, so nothing of the outcome can
reach the browser.

A preset has one question, whatever its settings: who has guessed may move every control and is not
asked again, and the browser stores the guess for the next visit. A preset whose outcome was on show
in this visit is not asked about either. *Show outcomes at once* ends the questions of presets for
the visit; the question of a teacher's link stays.
"""

from __future__ import annotations

import hashlib

import streamlit as st

from sim.lessons import guess_words
from sim.plots.player.replay import player_data
from sim.scenario import Scenario
from sim.scenario.names import setting_name
from sim.ui import text
from sim.ui.components import questions
from sim.ui.components.player import player
from sim.ui.lab import plan
from sim.ui.settings import session
from sim.ui.settings.state import Settings
from sim.ui.store import browser
from sim.ui.store.records import Guess
from sim.ui.text import lab_text, lesson_text

_COLUMNS = (11, 9)  # plan and question


_AT_ONCE, _SHOWN = "outcomes at once", "outcomes shown"  # in the session


def is_closed(settings: Settings) -> bool:
    """Return whether the page has a question, and no guess was made or declined yet."""
    options = session.options()
    if not options.ask:
        is_known = _id(settings) in st.session_state.get(_SHOWN, ())
        if not options.guess or is_known or st.session_state.get(_AT_ONCE):
            return False
    return _guess(settings) is None


def mark_shown(settings: Settings) -> None:
    """Note that the outcome of these settings may be on show, so that nobody guesses it later."""
    st.session_state[_SHOWN] = {*st.session_state.get(_SHOWN, ()), _id(settings)}


def show(scenario: Scenario, settings: Settings) -> None:
    """Draw the plan of the arms, and beside it the question with what may be guessed."""
    ask = session.options().ask
    st.markdown(f"### {text.plain(ask or scenario.question)}")
    if len(settings.arms) > 1:
        contrasts = plan.differences(scenario, settings.arms)
        st.markdown(f":small[{lab_text.differ([contrast.words for contrast in contrasts])}]")
    planned, asked = st.columns(_COLUMNS, gap="medium")
    with planned:
        player(player_data(scenario, settings.arms, editable=False), key="plan of question")
    with asked:
        st.caption(guess_words.LEAD)
        said = _ask(scenario, settings)
        sure = st.radio(
            lesson_text.CONFIDENCE_QUESTION,
            list(lesson_text.CONFIDENCE),
            index=None,
            format_func=lesson_text.CONFIDENCE.get,
            key="guess sure",
            horizontal=True,
        )
        is_ready = bool(said and sure)
        with st.container(horizontal=True):
            st.button(
                guess_words.SHOW,
                key="guess made",
                type="primary",
                disabled=not is_ready,
                on_click=_make,
                args=(settings, said, sure),
            )
            st.button(
                lesson_text.NO_GUESS, key="guess declined", on_click=_make, args=(settings, "", "")
            )
            if not ask:
                st.button(
                    guess_words.AT_ONCE,
                    key="outcomes at once button",
                    help=guess_words.AT_ONCE_HELP,
                    type="tertiary",
                    on_click=_show_at_once,
                )
        if not is_ready:
            st.caption(guess_words.NEEDS)


def said(settings: Settings) -> None:
    """Draw the guess, to stand beside the outcome; nothing for a page without a question."""
    options = session.options()
    guess = _guess(settings) if options.ask or options.guess else None
    if guess is None:
        return
    what, sure = guess
    st.markdown(
        lesson_text.YOU_SAID.format(said=text.plain(what), sure=sure)
        if what
        else lesson_text.SKIPPED
    )


def _ask(scenario: Scenario, settings: Settings) -> str:
    """Draw what fits the page: an arm, the way of a sweep, or a number; return what was said."""
    if (vary := settings.vary) is not None:
        question = guess_words.WHERE_TO.format(
            setting=setting_name(scenario, vary.path), what=guess_words.what(vary.outcome, None)
        )
        return _choice(question, guess_words.DIRECTIONS)
    what = guess_words.what(scenario.headline, scenario.headline_day or scenario.time.test_days[-1])
    if len(settings.arms) > 1:
        labels = [scenario.arm_names()[arm] for arm in settings.arms]
        return _choice(guess_words.WHICH.format(what=what), (*labels, guess_words.SAME))
    return st.text_input(
        guess_words.HOW_MUCH.format(what=what),
        key="guess words",
        max_chars=guess_words.MOST_LETTERS,
    ).strip()


def _choice(question: str, options: tuple[str, ...]) -> str:
    chosen = questions.radio(
        question, options, index=None, format_func=text.plain, key="guess chosen"
    )
    return chosen or ""


def _make(settings: Settings, what: str, sure: str) -> None:
    browser.put(_id(settings), Guess(said=what, sure=sure))
    session.mark_unread()


def _show_at_once() -> None:
    st.session_state[_AT_ONCE] = True
    session.mark_unread()


def _guess(settings: Settings) -> tuple[str, str] | None:
    """Return the guess and how sure it was; None without one."""
    guess = browser.get(Guess, _id(settings))
    if guess is None:
        return None
    return guess.said[: guess_words.MOST_LETTERS], lesson_text.CONFIDENCE.get(guess.sure, "")


def _id(settings: Settings) -> str:
    """Return the key of the question: one question about two scenarios is two."""
    asked = f"{settings.preset} {session.options().ask}"
    return hashlib.sha256(asked.encode()).hexdigest()[:12]
