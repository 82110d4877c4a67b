"""The row at the top of the Lab: what to run, how often, with which luck, and Run."""

from __future__ import annotations

import secrets

import streamlit as st

from sim.phrases import plural
from sim.scenario import Scenario
from sim.ui.components.number_box import number_box
from sim.ui.lab import arms, sweep, widgets
from sim.ui.settings import session
from sim.ui.settings.state import MAX_SEED, SEEDS, Settings, defaults
from sim.ui.text import lab_text as words


def mode_of(settings: Settings) -> str:
    """Return which of the modes settings are: compare, single or sweep."""
    if settings.vary is not None:
        return "sweep"
    return "compare" if len(settings.arms) > 1 else "single"


def row(base: Scenario, settings: Settings, *, can_run: bool, run_help: str | None) -> bool:
    """Draw the row; return whether Run was pressed."""
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        widgets.choice(
            st.segmented_control,
            "mode",
            words.MODE,
            mode_of(settings),
            lambda chosen: _in_mode(base, chosen),
            options=list(words.MODES),
            format_func=words.MODES.__getitem__,
            required=True,
            help=words.MODE_HELP,
            label_visibility="collapsed",
        )
        widgets.choice(
            st.selectbox,
            "seeds",
            words.SEEDS_LABEL,
            settings.seeds,
            lambda chosen: session.settings()._replace(seeds=chosen),
            options=SEEDS,
            format_func=lambda count: plural(count, "seed"),
            label_visibility="collapsed",
            width=120,
        )
        st.button(
            words.LUCK,
            key="luck",
            on_click=_new_luck,
            icon=":material/casino:",
            help=words.LUCK_HELP,
        )
        _seed(settings)
        arms.menu(base, settings)
        return st.button(
            words.RUN,
            key="run",
            type="primary",
            icon=":material/play_arrow:",
            disabled=not can_run,
            help=run_help,
            shortcut="Alt+Enter",
        )


def _in_mode(base: Scenario, mode: str) -> Settings:
    """Return the settings in another mode; what it needs and they lack comes from the preset."""
    old = session.settings()
    if mode == "sweep":
        return sweep.begin(base, old)
    if mode == "single":
        return old._replace(vary=None, arms=old.arms[:1])
    others = [
        arm for arm in (*defaults(base).arms, *(one.id for one in base.arm)) if arm not in old.arms
    ]
    arms = old.arms if len(old.arms) > 1 else (*old.arms, *others[:1])
    return old._replace(vary=None, arms=arms)


def _seed(settings: Settings) -> None:
    """Draw the seeds of the runs as the name of a button, behind it the first one to be typed."""
    with st.popover(
        words.seeds_named(settings.seed, settings.seeds),
        type="tertiary",
        key="seed of",
        help=words.SEED_HELP,
    ):
        number_box(
            "seed",
            words.FIRST_SEED,
            settings.seed,
            lambda found: session.change(session.settings()._replace(seed=found)),
            low=0,
            high=MAX_SEED,
        )
        st.caption(words.SEED_MEANS)


def _new_luck() -> None:
    """Take seeds that nobody can guess, so that a class that presses it has as many networks."""
    old = session.settings()
    seed = secrets.randbelow(MAX_SEED)
    session.change(old._replace(seed=seed + (seed >= old.seed)))
