"""The run panels of a page under test."""

from __future__ import annotations

from sim.ui.running.panel import STATES, PanelState


def state_of(at, name: str = "lab") -> PanelState:
    """Return the state of a panel; an empty one before the page has used it."""
    return _states(at).get(name, PanelState())


def outcome_of(at, name: str = "lab"):
    """Return the results that a panel shows, or None."""
    return state_of(at, name).outcome


def has_run(at) -> bool:
    """Return whether any panel has results or runs under way."""
    states = _states(at).values()
    return any(state.outcome is not None or state.batch is not None for state in states)


def with_outcome(outcome, name: str = "lab") -> dict[str, dict[str, PanelState]]:
    """Return an entry of the session in which a panel shows results."""
    return {STATES: {name: PanelState(outcome=outcome)}}


def _states(at) -> dict[str, PanelState]:
    if STATES not in at.session_state:
        return {}
    return at.session_state[STATES]
