"""Parts that several steps share: a closed question, pictures, numbers in texts, feedback."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

import streamlit as st

from sim.lessons import Lesson, Question, judge
from sim.lessons.rules import Runs
from sim.plots import PLOTS, Plot, same_scale, style
from sim.ui import bound, charts, text
from sim.ui.desk import Shown
from sim.ui.lesson import runs
from sim.ui.lesson.progress import SKIPPED

_HEIGHT_PX = {"calendar": 150, "switch_map": 380, "scorecard": 420}


def question(asked: Question, value: str, *, key: str, settle: Callable[[str], None],
             is_locked: bool = False) -> None:
    """Draw a closed question; ``settle`` takes the id of the answer when it is chosen."""
    choice(asked.question, {one.id: one.text for one in asked.options}, value, key=key,
           settle=settle, is_locked=is_locked)


def choice(label: str, texts: Mapping[str, str], value: str, *, key: str,
           settle: Callable[[str], None], is_locked: bool = False,
           horizontal: bool = False) -> None:
    """Draw answers to choose from; once they are locked, as a list with the chosen one marked."""
    if is_locked:
        lines = [f"- **▶ {words}**" if id == value else f"- {words}"
                 for id, words in texts.items()]
        st.markdown("\n".join([f"**{label}**", "", *lines]))
        return
    chosen = value if value in texts else None
    bound.show(key, chosen)

    def take() -> None:
        if st.session_state[key] is not None:
            settle(st.session_state[key])

    st.radio(f"**{label}**", list(texts), **bound.first(st.radio, chosen, list(texts)), key=key,
             format_func=texts.__getitem__, on_change=take, horizontal=horizontal)


def said(asked: Question, value: str) -> str:
    """Return the text of an answer; that none was given, if it was declined."""
    return next((one.text for one in asked.options if one.id == value), "")


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


def pictures(lesson: Lesson, found: Shown, *, key: str) -> None:
    """Draw the pictures that a lesson looks at."""
    known = {plot.id: plot for plot in PLOTS}
    for id in lesson.observe.pictures:
        _picture(lesson, known[id], found, f"{key} {id}")


def _picture(lesson: Lesson, plot: Plot, found: Shown, key: str) -> None:
    height_px = _HEIGHT_PX.get(plot.id, 340)
    if plot.takes == "measure":
        rule = lesson.observe.options[0].fits[0]
        view = plot.draw(found.arms, rule.measure, rule.day, mine=found.settings.seed)
        charts.panel(view, plot.id, key=key, height_px=height_px)
    elif plot.per_arm and len(found.arms) > 1:
        views = same_scale([plot.draw({label: some}) for label, some in found.arms.items()])
        for column, label, view in zip(st.columns(len(views)), found.arms, views, strict=True):
            with column:
                st.markdown(f"**{text.plain(label)}**")
                charts.panel(view, plot.id, key=f"{key} {label}", height_px=height_px)
    else:
        charts.panel(plot.draw(found.arms), plot.id, key=key, height_px=height_px)


def drawing(name: str, *, alt: str, labels: Mapping[str, str]) -> None:
    """Draw one of our own drawings, in the colours of the page and with its labels."""
    colours = {"ink": style.INK, "a": style.A, "b": style.B, "paper": style.PAPER,
               "grey": style.GREY}
    dark = charts.is_dark()
    svg = _asset(name)
    for word, colour in colours.items():
        svg = svg.replace(f"{{{word}}}", style.on(colour, dark=dark))
    for word, label in labels.items():
        svg = svg.replace(f"{{{word}}}", html.escape(label))
    st.image(svg, alt=alt)


@cache
def _asset(name: str) -> str:
    return resources.files("sim.ui").joinpath("assets", name).read_text("utf-8")
