"""More settings: a few in each of five groups, and a search over all parameters."""

from __future__ import annotations

import streamlit as st

from sim.params import Leaf
from sim.scenario import Scenario
from sim.scenario.names import setting_name
from sim.ui.lab import widgets
from sim.ui.settings.state import Settings
from sim.ui.text import lab_text

# What experiments with the model ask for most often. The search finds everything else.
GROUPS: dict[str, tuple[str, ...]] = {
    "network": (
        "network.p_exc_exc",
        "network.p_inh",
        "synapse.w_exc_to_inh_ns",
        "synapse.w_inh_to_exc_ns",
        "synapse.w_background_exc_ns",
        "synapse.nmda_ratio",
    ),
    "plasticity": (
        "stdp.rate",
        "stdp.w_max",
        "consolidation.enabled",
        "consolidation.tau_fast_h",
        "consolidation.threshold",
        "spines.enabled",
        "spines.birth_gain",
        "spines.settle_per_d",
    ),
    "drug": (
        "drug.selectivity",
        "drug.ic50_inh_um",
        "window.gate_k",
        "window.gate_n",
        "window.tau_close_h",
        "window.learning_gain",
        "window.capture_gain",
    ),
    "around": (
        "homeostasis.enabled",
        "homeostasis.tau_scaling_d",
        "homeostasis.soft_hz",
        "everyday.cues",
        "everyday.rest_s",
        "dopamine.gate",
    ),
    "run": ("time.length_d", "probe.trials", "probe.rest_s", "time.step_h"),
}
_MOST_FOUND = 12  # widgets of one search


def section(base: Scenario, settings: Settings, leaves: list[Leaf]) -> None:
    """Draw the settings behind More, only while it is open."""
    # A popover, for an expander at the foot of the sidebar opens below the edge of the screen.
    opened = st.popover(lab_text.MORE, key="more", on_change="rerun", width="stretch")
    if not opened.open:
        return
    with opened:
        search = st.text_input(lab_text.SEARCH, key="more search", max_chars=40).strip()
        if search:
            matches = matching(leaves, search, base)
            st.caption(
                lab_text.found_settings(len(matches), min(len(matches), _MOST_FOUND))
                if matches
                else lab_text.SEARCH_EMPTY
            )
            _draw(matches[:_MOST_FOUND], base, settings)
            return
        counts = {name: len(in_group(leaves, name)) for name in GROUPS}
        group = st.selectbox(
            lab_text.MORE_GROUPS,
            list(GROUPS),
            key="more group",
            format_func=lambda name: f"{lab_text.GROUPS[name]} ({counts[name]})",
        )
        _draw(in_group(leaves, group), base, settings)


def in_group(leaves: list[Leaf], group: str) -> list[Leaf]:
    """Return the parameters of a group that this scenario has."""
    by_path = {leaf.path: leaf for leaf in leaves}
    return [by_path[path] for path in GROUPS[group] if path in by_path]


def matching(leaves: list[Leaf], search: str, base: Scenario) -> list[Leaf]:
    """Return the parameters whose path, name or help holds all words, those in the name first."""
    parts = search.lower().split()

    def place(leaf: Leaf) -> int | None:
        name = f"{leaf.path} {setting_name(base, leaf.path)}".lower()
        whole = f"{name} {leaf.help}".lower()
        if all(part in name for part in parts):
            return 0
        return 1 if all(part in whole for part in parts) else None

    ranked = [(place(leaf), number, leaf) for number, leaf in enumerate(leaves)]
    return [
        leaf
        for rank, _, leaf in sorted(
            (match for match in ranked if match[0] is not None), key=lambda match: match[:2]
        )
    ]


def _draw(leaves: list[Leaf], base: Scenario, settings: Settings) -> None:
    for leaf in leaves:
        widgets.parameter(leaf, base, settings, key=f"more {leaf.path}")
        widgets.put_back(leaf, base, settings, key=f"more {leaf.path}")
