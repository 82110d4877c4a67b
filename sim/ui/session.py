"""What one visitor has: settings, the job under way, the results on show."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from sim.result import Result
from sim.scenario import Scenario
from sim.ui.jobs import Job
from sim.ui.state import Address, Settings, from_query, to_query


class Shown(NamedTuple):
    """Results on the page and what they belong to; ``arms`` maps labels to runs, seed by seed."""

    settings: Settings
    scenario: Scenario
    arms: dict[str, list[Result]]
    n_seeds: int
    is_first_look: bool


def begin() -> Address | None:
    """Read the address at the first script run of a visit; return it then, later None."""
    if "settings" in st.session_state:
        return None
    address = from_query({name: st.query_params.get_all(name) for name in st.query_params})
    st.session_state["settings"] = address.settings
    st.session_state["notes"] = address.notes
    return address


def settings() -> Settings:
    """Return the settings of this visit."""
    return st.session_state["settings"]


def change(new: Settings) -> None:
    """Take over other settings; notes about the address or the last job are done with."""
    st.session_state["problem"] = None
    st.session_state["settings"] = new
    st.session_state["notes"] = ()


def ask_to_run() -> None:
    """Remember that Run was pressed below the controls."""
    st.session_state["wants_run"] = True


def takes_wish_to_run() -> bool:
    """Return whether `ask_to_run` was called since the last question."""
    return st.session_state.pop("wants_run", False)


def notes() -> tuple[str, ...]:
    """Return what was wrong with the address."""
    return st.session_state.get("notes", ())


def write_address() -> None:
    """Let the address of the page hold the settings."""
    wanted = to_query(settings())
    current = {name: st.query_params.get_all(name) for name in st.query_params}
    if current != {name: [part] if isinstance(part, str) else part
                   for name, part in wanted.items()}:
        st.query_params.from_dict(wanted)


def job() -> Job | None:
    """Return the job under way or just ended."""
    return st.session_state.get("job")


def shown() -> Shown | None:
    """Return the results on show."""
    return st.session_state.get("shown")
