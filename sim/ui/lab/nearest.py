"""The result of the nearest settings computed in advance, said as soon as a control has moved.

The numbers ship with the package, see `sim.stored.grid`. They are told beside the settings that
they belong to, never as the result; Run makes that.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from sim.errors import ScenarioError
from sim.measures import by_name
from sim.model.network import PATTERNS
from sim.plots.panels.lines import Line
from sim.plots.style import arm_style
from sim.plots.words import NO_VALUE
from sim.scenario import Scenario, get_path
from sim.scenario.names import setting_name, setting_value
from sim.stored import grid
from sim.ui.running.outcome import Outcome
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, changed, scenario_of
from sim.ui.text import nearest_text

_ANSWERS = {f"answer.{pattern.lower()}": pattern for pattern in PATTERNS}
_PERCENT = "\N{NO-BREAK SPACE}%"


def nearest_computed(shown: Outcome | None, settings: Settings, base: Scenario) -> grid.Near | None:
    """Return what the nearest computed settings gave; None where none come near.

    Parameters
    ----------
    shown : Outcome or None
        The old results. If nothing but their seeds differs from what is asked for, there is none
        either: the numbers are of other networks and do not tell what other seeds do.
    settings : Settings
    base : Scenario
        The preset.
    """
    shipped = grid.get(base)
    if shipped is None or settings.vary is not None or settings.own:
        return None
    if shown is not None and settings == shown.settings._replace(
        seeds=settings.seeds, seed=settings.seed
    ):
        return None
    near = shipped.nearest(base, dict(settings.changes), settings.arms)
    return near if near is not None and _can_run(settings) else None


def sentence(shown: Outcome | None, settings: Settings, base: Scenario) -> None:
    """Write what the nearest computed settings gave; nothing where none come near."""
    near = nearest_computed(shown, settings, base)
    if near is None:
        return
    answer = (
        _answers(near, settings, base)
        if base.headline in _ANSWERS
        else _measure(near, settings, base)
    )
    lead = nearest_text.lead(_instead(near, settings, base), near.n_seeds)
    fused = _fused(near, settings, base)
    end = nearest_text.PICTURES_BY_RUN if near.is_exact else nearest_text.EXACT_BY_RUN
    st.info("  \n".join([lead, " ".join([answer, *fused, end])]))


def points(shown: Outcome, settings: Settings) -> tuple[Line, ...]:
    """Return what the nearest computed settings gave as hollow points of the first picture.

    Parameters
    ----------
    shown : Outcome
        The old results of the picture, of the same arms.
    settings : Settings
    """
    near = nearest_computed(shown, settings, load(settings.preset))
    if near is None or settings.arms != shown.settings.arms:
        return ()
    return tuple(
        Line(
            nearest_text.point(place + 1),
            np.array([near.day_d]),
            np.array([near.arms[arm]["answer.b"].mean()]),
            arm_style(place),
            variant=1,
            joined=False,
        )
        for place, arm in enumerate(settings.arms)
    )


def _can_run(settings: Settings) -> bool:
    """Return whether the settings asked for make a scenario; those that do not get no answer."""
    try:
        scenario_of(settings)
    except ScenarioError:
        return False
    return True


def _instead(near: grid.Near, settings: Settings, base: Scenario) -> list[str]:
    """Return each control whose computed value is not the one asked for."""
    asked = dict(settings.changes)
    return [
        nearest_text.other_value(
            setting_name(base, path),
            *(setting_value(base, path, setting) for setting in (value, asked_value)),
        )
        for path, value in near.values.items()
        if value != (asked_value := asked.get(path, get_path(base, path)))
    ]


def _labels(near: grid.Near, settings: Settings, base: Scenario) -> dict[str, str]:
    """Return the names of the arms with the settings that were computed."""
    scenario = scenario_of(changed(settings._replace(changes=()), base, near.values))
    return {arm: scenario.arm_names()[arm] for arm in settings.arms}


def _answers(near: grid.Near, settings: Settings, base: Scenario) -> str:
    pattern, arms = _ANSWERS[base.headline], []
    rival = "A" if pattern != "A" else "B"
    for arm, label in _labels(near, settings, base).items():
        share = {
            name: near.arms[arm][f"answer.{name.lower()}"] for name in (pattern, rival, "none")
        }
        others = [rival]
        if share["none"].mean() > max(share[pattern].mean(), share[rival].mean()):
            others.append("none")
        arms.append(
            nearest_text.answer(
                label,
                _spread(share[pattern], _percent),
                [(name, _percent(float(share[name].mean()))) for name in others],
            )
        )
    return nearest_text.answers(pattern, near.day_d, arms)


def _measure(near: grid.Near, settings: Settings, base: Scenario) -> str:
    measure = by_name(base.headline)
    arms = [
        nearest_text.value(label, _spread(near.arms[arm][measure.name], "{:.3g}".format))
        for arm, label in _labels(near, settings, base).items()
    ]
    return nearest_text.measure(
        measure.label, measure.unit, near.day_d if measure.per_test else None, arms
    )


def _fused(near: grid.Near, settings: Settings, base: Scenario) -> list[str]:
    counts = {arm: int(near.arms[arm]["fused"].sum()) for arm in settings.arms}
    return [
        nearest_text.fused_in(label, counts[arm], near.arms[arm]["fused"].size)
        for arm, label in _labels(near, settings, base).items()
        if counts[arm]
    ]


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f}{_PERCENT}"


def _spread(values: np.ndarray, said: Any) -> str:
    """Return the mean over networks, lowest and highest in brackets; NaN has no value."""
    known = values[np.isfinite(values)]
    if not known.size:
        return NO_VALUE
    low, high = said(float(known.min())), said(float(known.max()))
    spread = (
        f" ({low.removesuffix(_PERCENT)} to {high.removesuffix(_PERCENT)})" if low != high else ""
    )
    return f"{said(float(known.mean()))}{spread}"
