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
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from sim.lessons import guess_words, judge
from sim.measures import by_name, value_at
from sim.plots.player.replay import player_data
from sim.plots.views.headline import headline_value
from sim.scenario import Scenario
from sim.scenario.names import setting_name
from sim.ui import text
from sim.ui.components import guess, questions
from sim.ui.components.curve import curve
from sim.ui.components.player import player
from sim.ui.lab import plan
from sim.ui.running.outcome import Outcome
from sim.ui.settings import address, session
from sim.ui.settings.state import Settings
from sim.ui.store import browser
from sim.ui.store.records import Guess
from sim.ui.text import lab_text

_COLUMNS = (11, 9)  # plan and question
_AT_ONCE, _SHOWN, _DRAWN = "outcomes at once", "outcomes shown", "guess drawn"  # in the session
_SHARES = ("answer.", "occupancy.", "flexible_rest")  # measures from 0 to 1, by begin of the name
_FEWEST_DAYS, _MOST_DAYS = 3, 6  # of a curve


class _Said(NamedTuple):
    """What was said so far: an answer in words, and the heights of a curve."""

    words: str = ""
    heights: tuple[float, ...] = ()


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
        buttons = guess.ask(
            said if said.words else None,
            key="guess",
            show=guess_words.SHOW,
            needs=guess_words.NEEDS,
            settle=_make,
        )
        if not ask:
            buttons.button(
                guess_words.AT_ONCE,
                key="outcomes at once button",
                help=guess_words.AT_ONCE_HELP,
                type="tertiary",
                on_click=_show_at_once,
            )


def said(settings: Settings, shown: Outcome | None) -> None:
    """Draw the guess beside the outcome, and what its runs say to it; nothing without a question.

    Parameters
    ----------
    settings : Settings
    shown : Outcome or None
        The results on show, if there are any.
    """
    options = session.options()
    made = _guess(settings) if options.ask or options.guess else None
    if made is None:
        return
    words = guess.said(text.plain(made.said[: guess_words.MOST_LETTERS]), made.sure)
    if made.said and shown is not None and made.about == about(shown.settings):
        words += f"  \n{guess.compared(_fits(made.said, shown), _score(made.curve, shown))}"
    st.markdown(words)


def _fits(chosen: str, shown: Outcome) -> bool | None:
    """Return whether an answer fits the runs; None where they have no such answer."""
    if (vary := shown.settings.vary) is not None:
        if vary.other or len(shown.settings.arms) > 1 or chosen not in guess_words.DIRECTIONS:
            return None
        medians = [
            _median([value_at(run, vary.outcome, float(run.probe_d[-1])) for run in point.results])
            for point in sorted(shown.points, key=lambda point: point.value)
        ]
        way = judge.direction(medians, _scale(vary.outcome, medians))
        return chosen == way if way and np.isfinite(medians).all() else None
    medians = {
        label: _median([headline_value(shown.scenario, run) for run in runs])
        for label, runs in shown.arms.items()
    }
    heights = list(medians.values())
    if chosen not in (*medians, guess_words.SAME) or not np.isfinite(heights).all():
        return None
    highest = judge.highest(medians, _scale(shown.scenario.headline, heights))
    are_alike = len(highest) == len(medians)
    return are_alike if chosen == guess_words.SAME else chosen in highest and not are_alike


def _score(heights: tuple[float, ...], shown: Outcome) -> judge.CurveScore | None:
    """Return how near a drawn curve came to the runs of the first arm; None without a curve."""
    days = _days(shown.scenario, shown.settings)
    runs = shown.arms.get(shown.scenario.arm_names()[shown.settings.arms[0]])
    if not heights or len(heights) != len(days) or not runs:
        return None
    measure = shown.scenario.headline
    found = [_median([value_at(run, measure, day) for run in runs]) for day in days]
    return judge.score_heights(found, heights) if np.isfinite(found).all() else None


def _median(values: Sequence[float]) -> float:
    finite = [value for value in values if np.isfinite(value)]
    return float(np.median(finite)) if finite else float("nan")


def _scale(measure: str, values: Sequence[float]) -> float:
    """Return how large a value of a measure may be: shares end at one."""
    return 1.0 if measure.startswith(_SHARES) else max(map(abs, values))


def _days(scenario: Scenario, settings: Settings) -> tuple[float, ...]:
    """Return the days of a curve to draw; none unless the outcome is a share over days."""
    days = scenario.time.test_days
    is_share = scenario.headline.startswith(_SHARES) and by_name(scenario.headline).per_test
    if settings.vary is not None or not is_share or len(days) < _FEWEST_DAYS:
        return ()
    wanted = np.linspace(days[0], days[-1], min(len(days), _MOST_DAYS))
    return tuple(sorted({min(days, key=lambda day: abs(day - near)) for near in wanted}))


def _ask(scenario: Scenario, settings: Settings) -> _Said:
    """Draw what may be guessed: an arm, a way of a sweep, a curve or a number; return the guess."""
    if (vary := settings.vary) is not None:
        question = guess_words.WHERE_TO.format(
            setting=setting_name(scenario, vary.path), what=guess_words.what(vary.outcome, None)
        )
        return _Said(_choice(question, guess_words.DIRECTIONS))
    what = guess_words.what(scenario.headline, scenario.headline_day or scenario.time.test_days[-1])
    days, labels = _days(scenario, settings), [scenario.arm_names()[arm] for arm in settings.arms]
    if len(labels) > 1:
        chosen = _choice(guess_words.WHICH.format(what=what), (*labels, guess_words.SAME))
        if not days:
            return _Said(chosen)
        with st.expander(guess_words.DRAW_TOO):
            return _Said(chosen, _draw(scenario, settings, labels[0], days))
    if days:
        heights = _draw(scenario, settings, labels[0], days)
        return _Said(guess_words.DRAWN if heights else "", heights)
    written = st.text_input(
        guess_words.HOW_MUCH.format(what=what),
        key="guess words",
        max_chars=guess_words.MOST_LETTERS,
    )
    return _Said(written.strip())


def _draw(
    scenario: Scenario, settings: Settings, label: str, days: tuple[float, ...]
) -> tuple[float, ...]:
    """Let the runs of an arm be drawn over the days; return the heights, none before one moved."""
    question, asked_of = _id(settings), about(settings)
    drawn: Mapping[str, tuple[float, ...]] = st.session_state.get(_DRAWN, {})
    what = by_name(scenario.headline).label
    asked = guess_words.DRAW.format(arm=label, what=what)
    st.markdown(text.plain(asked))
    curve(
        days,
        drawn.get(asked_of),
        label=asked,
        point=guess_words.POINT.format(what=what),
        key=f"guess curve {question} {len(days)}",
        on_change=lambda heights: st.session_state.update({_DRAWN: {asked_of: heights}}),
    )
    return drawn.get(asked_of, ())


def _choice(question: str, options: tuple[str, ...]) -> str:
    chosen = questions.radio(
        question, options, index=None, format_func=text.plain, key="guess chosen"
    )
    return chosen or ""


def _make(said: _Said | None, sure: str) -> None:
    """Keep a guess, or that it was declined."""
    settings, said = session.settings(), said or _Said()
    made = Guess(said=said.words, sure=sure, curve=said.heights, about=about(settings))
    browser.put(_id(settings), made)
    st.session_state.pop(_DRAWN, None)
    session.mark_unread()


def _show_at_once() -> None:
    st.session_state[_AT_ONCE] = True
    session.mark_unread()


def _guess(settings: Settings) -> Guess | None:
    return browser.get(Guess, _id(settings))


def _id(settings: Settings) -> str:
    """Return the key of the question: one question about two scenarios is two."""
    return _key(f"{settings.preset} {session.options().ask}")


def about(settings: Settings) -> str:
    """Return the key of what a guess is about: the settings, whatever the number of runs."""
    return _key(address.to_address(settings._replace(seeds=1, seed=0)))


def _key(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]
