"""Parts that several steps share: a closed question, pictures, numbers in texts, feedback."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.files import packaged_text
from sim.lessons import Lesson, Question, judge, scenario_of
from sim.lessons.records import Picture
from sim.lessons.rules import Runs
from sim.plots import PLOTS, style
from sim.plots import Picture as Drawing
from sim.plots.player.opening import opening as opening_of
from sim.plots.player.replay import player_data
from sim.ui.components import charts, questions, terms
from sim.ui.components.player import player
from sim.ui.lesson import progress, runs
from sim.ui.lesson.progress import SKIPPED
from sim.ui.running.outcome import Outcome
from sim.ui.settings import widget_sync

_HEIGHT_PX = {"calendar": 150}


class Layout(NamedTuple):
    """Where a step draws: over the whole width, in the two columns, and below them."""

    above: DeltaGenerator
    picture: DeltaGenerator
    words: DeltaGenerator
    below: DeltaGenerator


def question(
    asked: Question, value: str, *, key: str, settle: Callable[[str], None], is_locked: bool = False
) -> None:
    """Draw a closed question; ``settle`` takes the id of the answer when it is chosen."""
    choice(
        asked.question,
        {option.id: option.text for option in asked.options},
        value,
        key=key,
        settle=settle,
        is_locked=is_locked,
    )


def choice(
    label: str,
    texts: Mapping[str, str],
    value: str,
    *,
    key: str,
    settle: Callable[[str], None],
    is_locked: bool = False,
    horizontal: bool = False,
) -> None:
    """Draw answers to choose from; once they are locked, as a list with the chosen one marked."""
    if is_locked:
        lines = [
            f"- :material/arrow_right: **{terms.linked(words)}**"
            if id == value
            else f"- {terms.linked(words)}"
            for id, words in texts.items()
        ]
        st.markdown("\n".join([f"**{terms.linked(label)}**", "", *lines]))
        return
    chosen = value if value in texts else None
    widget_sync.show(key, chosen)

    def take() -> None:
        if st.session_state[key] is not None:
            settle(st.session_state[key])

    questions.radio(
        label,
        list(texts),
        **widget_sync.first(st.radio, chosen, list(texts)),
        key=key,
        format_func=texts.__getitem__,
        on_change=take,
        horizontal=horizontal,
    )


def said(asked: Question, value: str) -> str:
    """Return the text of an answer; that none was given, if it was declined."""
    return next((option.text for option in asked.options if option.id == value), "")


def numbers(lesson: Lesson) -> Mapping[str, str]:
    """Return the numbers of all runs that are there."""
    return judge.numbers(lesson.numbers, runs.known(lesson))


def filled(lesson: Lesson, words_: str) -> str:
    """Return a text of the lesson with its numbers."""
    return judge.fill(words_, numbers(lesson))


def verdict(asked: Question, value: str, results: Runs) -> bool | None:
    """Return whether an answer fits the main run; None if it was declined or no answer fits."""
    fitting = judge.fitting(asked, results)
    if len(fitting) != 1 or value in ("", SKIPPED):
        return None
    return value == fitting[0]


def pictures(
    chosen: Sequence[Picture],
    outcome: Outcome,
    *,
    key: str,
    guess: Sequence[tuple[float, float]] = (),
) -> None:
    """Draw pictures of runs; a guessed curve lies over the answers."""
    for number, asked in enumerate(chosen):
        charts.panel(
            picture_of(asked, outcome, guess=guess),
            asked.plot,
            key=f"{key} {number}",
            height_px=_HEIGHT_PX.get(asked.plot, 300),
        )


def picture_of(
    asked: Picture, outcome: Outcome, *, guess: Sequence[tuple[float, float]] = ()
) -> Drawing:
    """Return one picture of runs; a guessed curve lies over the answers."""
    plot = next(plot for plot in PLOTS if plot.id == asked.plot)
    (picture,) = plot.pictures(
        outcome.arms,
        day=asked.day,
        measure=asked.measure,
        mine=outcome.settings.seed,
        together=True,
        **({"guess": guess} if guess and plot.id == "answer_over_days" else {}),
    ).values()
    return picture


def drawn(lesson: Lesson) -> tuple[tuple[float, float], ...]:
    """Return the points of the curve that was drawn before the run; none without one."""
    curve, heights = lesson.predict.curve, progress.of(lesson).curve
    return tuple(zip(curve.days, heights, strict=True)) if curve and heights else ()


def plan(lesson: Lesson) -> None:
    """Draw what will happen in the main run, and nothing that comes of it."""
    spec = runs.spec_of(lesson, "main")
    player(player_data(scenario_of(spec), spec.arms, editable=False), key=f"plan {lesson.id}")


def opening(lesson: Lesson) -> bool:
    """Play one network on day 0 below the plan; return whether its run could be read.

    It ships, so that nothing is waited for. Of what comes of the plan nothing is sent.
    """
    data = opening_of(lesson)
    if data is None:
        return False
    player(data, key=f"opening {lesson.id}")
    return True


def played(outcome: Outcome, *, key: str) -> None:
    """Play the first run of each arm."""
    first = {label: results[0] for label, results in outcome.arms.items()}
    data = player_data(outcome.scenario, outcome.settings.arms, first, editable=False)
    player(data | {"compact": True, "autoplay": True}, key=key)


def drawing(name: str, *, alt: str, labels: Mapping[str, str]) -> None:
    """Draw one of our own drawings, in the colours of the page and with its labels."""
    colours = {
        "ink": style.INK,
        "a": style.A,
        "b": style.B,
        "paper": style.PAPER,
        "grey": style.GREY,
    }
    dark = charts.is_dark()
    svg = packaged_text("sim.ui", "assets", name)
    for word, colour in colours.items():
        svg = svg.replace(f"{{{word}}}", style.on(colour, dark=dark))
    for word, label in labels.items():
        svg = svg.replace(f"{{{word}}}", html.escape(label))
    st.image(svg, alt=alt)
