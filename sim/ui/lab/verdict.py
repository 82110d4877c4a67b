"""The result in one sentence: what came out, how sure it is, and whether it is old or partial."""

from __future__ import annotations

import streamlit as st

from sim.plots import difference_sentence, headline_sentence
from sim.scenario import Scenario
from sim.ui import text
from sim.ui.components import terms
from sim.ui.lab import controls, nearest
from sim.ui.running import sweeping
from sim.ui.running.outcome import Outcome
from sim.ui.settings.state import Settings, defaults, differences_from_preset
from sim.ui.text import lab_text


def sentence(shown: Outcome | None, settings: Settings, base: Scenario, *, is_asked: bool) -> None:
    """Write the result sentence, and whether it is old, partial or a first look.

    Parameters
    ----------
    shown : Outcome or None
    settings : Settings
    base : Scenario
        The preset.
    is_asked : bool
        Whether a run with these settings is under way.
    """
    if shown is None:
        if not is_asked:
            st.info(lab_text.SWEEP_HINT if settings.vary else lab_text.FIRST_RUN_HINT)
        nearest.sentence(None, settings, base)
        return
    if shown.is_old(settings):
        names = controls.names_of_changes(shown.belongs_to(settings), settings)
        st.warning(lab_text.OLD_WHILE_RUNNING if is_asked else lab_text.stale(names))
        nearest.sentence(shown, settings, base)
    differs = differences_from_preset(shown.settings, base)
    if not shown.arms:
        if shown.is_partial:
            st.markdown(f":orange-badge[{lab_text.partial_sweep(*_runs_of(shown))}]")
        if differs:
            st.caption(lab_text.run_with(differs))
        return
    headline = text.plain(headline_sentence(shown.scenario, shown.arms))
    terms.note(headline)
    below = f"  \n:small[{lab_text.run_with(differs)}]" if differs else ""
    if shown.is_old(settings):
        st.markdown(f":gray[{headline}]{below}")
        return
    st.markdown(f"**{headline}** {_note(shown, settings)}{below}")
    for label, runs in shown.arms.items():
        if all(run.probes["rate_exc_hz"][-1] == 0.0 for run in runs):
            st.info(lab_text.silent(label, float(runs[0].probe_d[-1])))
    if base.first_look_alike and settings == defaults(base)._replace(
        seeds=settings.seeds, seed=settings.seed
    ):
        st.info(lab_text.alike(base.first_look_alike))
    for line in base.afterwards():
        st.info(text.plain(line))


def how_sure(shown: Outcome | None, settings: Settings) -> None:
    """Draw how sure the difference between the first two arms is, behind a button."""
    if shown is None or len(shown.arms) < 2 or shown.n_seeds < 2 or shown.is_old(settings):
        return
    with st.popover(lab_text.HOW_SURE, type="tertiary"):
        first, second, *_ = shown.arms.values()
        st.markdown(text.plain(difference_sentence(shown.scenario, first, second)))
        st.caption(lab_text.HOW_SURE_HELP)


def _note(shown: Outcome, settings: Settings) -> str:
    if shown.is_partial:
        return f":orange-badge[{lab_text.partial(shown.n_seeds, shown.settings.seeds)}]"
    if shown.is_first_look and settings.seeds != shown.n_seeds:
        return f":gray-badge[{lab_text.first_look(shown.n_seeds, settings.seeds)}]"
    return ""


def _runs_of(shown: Outcome) -> tuple[int, int]:
    """Return how many runs of a sweep there are, and how many were asked for."""
    asked = shown.settings
    return (
        sum(len(point.results) for point in shown.points),
        len(sweeping.settings_of(asked)) * len(asked.arms) * asked.seeds,
    )
