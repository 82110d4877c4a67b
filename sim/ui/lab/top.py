"""The row at the top of the Lab: what to run, how often, with which seeds, and Run."""

from __future__ import annotations

import secrets

import streamlit as st

from sim.phrases import plural
from sim.scenario import Scenario
from sim.ui import projector
from sim.ui.components.number_box import number_box
from sim.ui.lab import arms, sweep, widgets
from sim.ui.settings import session
from sim.ui.settings.state import MAX_SEED, SEEDS, Settings, defaults
from sim.ui.text import lab_text

_SEEDS_PX, _WIDE_SEEDS_PX = 120, 170  # of the choice of how many; the wide one on a projector


def mode_of(settings: Settings) -> str:
    """Return which of the modes settings are: compare, single or sweep."""
    if settings.vary is not None:
        return "sweep"
    return "compare" if len(settings.arms) > 1 else "single"


def row(base: Scenario, settings: Settings, *, can_run: bool, run_help: str | None) -> bool:
    """Draw the row; return whether Run was pressed."""
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        if not session.options().is_bound:
            _mode(base, settings)
        widgets.choice(
            st.selectbox,
            "seeds",
            lab_text.SEEDS_LABEL,
            settings.seeds,
            lambda chosen: session.settings()._replace(seeds=chosen),
            options=SEEDS,
            format_func=lambda count: plural(count, "seed"),
            label_visibility="collapsed",
            width=_WIDE_SEEDS_PX if projector.is_on() else _SEEDS_PX,
        )
        st.button(
            lab_text.LUCK,
            key="luck",
            on_click=new_seeds,
            icon=":material/casino:",
            help=lab_text.LUCK_HELP,
        )
        _seed(settings)
        if not session.options().is_bound:
            arms.menu(base, settings)
        return st.button(
            lab_text.RUN,
            key="run",
            type="primary",
            icon=":material/play_arrow:",
            disabled=not can_run,
            help=run_help,
            shortcut="Alt+Enter",
        )


def _mode(base: Scenario, settings: Settings) -> None:
    """Draw the choice of a comparison, a single run or a sweep."""
    widgets.choice(
        st.segmented_control,
        "mode",
        lab_text.MODE,
        mode_of(settings),
        lambda chosen: _in_mode(base, chosen),
        options=list(lab_text.MODES),
        format_func=lab_text.MODES.__getitem__,
        required=True,
        help=lab_text.MODE_HELP,
        label_visibility="collapsed",
    )


def _in_mode(base: Scenario, mode: str) -> Settings:
    """Return the settings in another mode; what it needs and they lack comes from the preset."""
    old = session.settings()
    if mode == "sweep":
        return sweep.begin(base, old)
    if mode == "single":
        return old._replace(vary=None, arms=old.arms[:1])
    others = [
        arm
        for arm in (*defaults(base).arms, *(other.id for other in base.arm))
        if arm not in old.arms
    ]
    arms = old.arms if len(old.arms) > 1 else (*old.arms, *others[:1])
    return old._replace(vary=None, arms=arms)


def _seed(settings: Settings) -> None:
    """Draw the seeds of the runs as the name of a button, behind it the first one to be typed."""
    with st.popover(
        lab_text.seeds_named(settings.seed, settings.seeds),
        type="tertiary",
        key="seed of",
        help=lab_text.SEED_HELP,
    ):
        number_box(
            "seed",
            lab_text.FIRST_SEED,
            settings.seed,
            lambda seed: session.change(session.settings()._replace(seed=seed)),
            low=0,
            high=MAX_SEED,
        )
        st.caption(lab_text.SEED_MEANS)


def new_seeds() -> None:
    """Take seeds that nobody can guess, so that a class that presses it has as many networks."""
    old = session.settings()
    seed = secrets.randbelow(MAX_SEED)
    session.change(old._replace(seed=seed + (seed >= old.seed)))
