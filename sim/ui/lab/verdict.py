"""The result in one sentence: what came out, how sure it is, and whether it is old or partial."""

from __future__ import annotations

import streamlit as st

from sim.plots import difference_sentence, headline_sentence
from sim.scenario import Scenario
from sim.scenario.names import changes_in_words
from sim.ui import text
from sim.ui.lab import controls, nearest
from sim.ui.running import sweeping
from sim.ui.running.outcome import Outcome
from sim.ui.settings.state import Settings, defaults, plain_scenario_of
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
    if is_old(shown, settings):
        names = controls.names_of_changes(belongs_to(shown, settings), settings)
        st.warning(lab_text.OLD_WHILE_RUNNING if is_asked else lab_text.stale(names))
        nearest.sentence(shown, settings, base)
    differs = changes(shown.settings, base)
    if not shown.arms:
        if shown.is_partial:
            st.markdown(f":orange-badge[{lab_text.partial_sweep(*_runs_of(shown))}]")
        if differs:
            st.caption(lab_text.run_with(differs))
        return
    told = text.plain(headline_sentence(shown.scenario, shown.arms))
    below = f"  \n:small[{lab_text.run_with(differs)}]" if differs else ""
    if is_old(shown, settings):
        st.markdown(f":gray[{told}]{below}")
        return
    st.markdown(f"**{told}** {_note(shown, settings)}{below}")
    for label, runs in shown.arms.items():
        if all(run.probes["rate_exc_hz"][-1] == 0.0 for run in runs):
            st.info(lab_text.silent(label, float(runs[0].probe_d[-1])))
    if base.first_look_alike and settings == defaults(base)._replace(
        seeds=settings.seeds, seed=settings.seed
    ):
        st.info(lab_text.alike(base.first_look_alike))
    for one in base.afterwards():
        st.info(text.plain(one))


def changes(settings: Settings, base: Scenario) -> tuple[str, ...]:
    """Return in words what is not as in the preset, what happens to the network before the rest."""
    acts = {act.name for act in base.intervention}
    first = sorted(settings.changes, key=lambda one: one[0].partition(".")[0] not in acts)
    return changes_in_words(plain_scenario_of(settings), first, settings.own)


def how_sure(shown: Outcome | None, settings: Settings) -> None:
    """Draw how sure the difference between the first two arms is, behind a button."""
    if shown is None or len(shown.arms) < 2 or shown.n_seeds < 2 or is_old(shown, settings):
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
        sum(len(one.results) for one in shown.points),
        len(sweeping.settings_of(asked)) * len(asked.arms) * asked.seeds,
    )


def is_old(shown: Outcome, settings: Settings) -> bool:
    """Return whether results no longer belong to the settings."""
    return belongs_to(shown, settings) != settings


def belongs_to(shown: Outcome, settings: Settings) -> Settings:
    """Return the settings of results; a first look belongs to any number of seeds, and the runs
    of a sweep to any outcome."""
    own = shown.settings
    if shown.is_first_look:
        own = own._replace(seeds=settings.seeds)
    if own.vary is not None and settings.vary is not None:
        own = own._replace(vary=own.vary._replace(outcome=settings.vary.outcome))
    return own
