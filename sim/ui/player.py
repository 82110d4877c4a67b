"""The network player on the page: the same JavaScript that plays a replay file."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from sim.plots.replay import replay_data, script, style
from sim.result import Result
from sim.scenario import Scenario

_NAME = "plasticity_lab_player"


def player(scenario: Scenario, runs: Mapping[str, Result], *, is_faint: bool) -> None:
    """Play one run of each arm; ``is_faint`` shows that they belong to other settings."""
    mount = st.components.v2.component(_NAME, css=style(), js=script())
    mount(data=replay_data(scenario, runs) | {"faint": is_faint, "named": True}, key="player")
