"""Sweep mode: which setting varies, over what range, and which outcome is shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import numpy as np
import streamlit as st

from sim.errors import ResultError
from sim.measures import MEASURES, value_at
from sim.params import Leaf
from sim.plots import MapPoint, Picture, Quantity, SweepPoint, sweep_map, sweep_view
from sim.plots.views.quantities import quantity_of
from sim.scenario import Scenario, parameters
from sim.scenario.names import setting_name
from sim.ui import text
from sim.ui.components import charts
from sim.ui.lab import widgets
from sim.ui.running import sweeping
from sim.ui.running.outcome import Outcome
from sim.ui.settings import session
from sim.ui.settings.state import MAX_SETTINGS, Settings, Vary, value_of
from sim.ui.text import lab_text

_FIRST_VALUES, _FIRST_MAP = 7, 5  # values of a new sweep; of each side of a new map
# Lowest, highest and number of values of a new sweep: where the answer turns, in round steps.
_FIRST_RANGES = {
    "practice.repeats": (0.0, 8.0, 9),
    "practice.days": (0.0, 5.0, 6),
    "dose.dose_mg_per_kg": (0.0, 0.6, 7),
    "network.wear": (0.0, 1.2, 7),
}
_AFTER_DOSE_D, _AFTER_DOSE_VALUES = 4.0, 9  # a start of practice: half days from the dose on
_FIRST_PATHS = ("practice.start_d", "practice.repeats", "dose.dose_mg_per_kg", "network.wear")
_DIGITS = 6
_HEIGHT_PX = 380  # of the picture, under way and after: no jump at the end


def begin(base: Scenario, settings: Settings) -> Settings:
    """Return a first sweep of the first arm."""
    leaves = varied(base, settings)
    path = next((path for path in _FIRST_PATHS if path in leaves), next(iter(leaves)))
    values = _first_values(leaves[path], base, settings)
    vary = Vary(path, values, base.headline)
    return settings._replace(arms=settings.arms[:1], vary=vary)


def controls(base: Scenario, settings: Settings) -> None:
    """Draw the choice of the setting, its range, and the outcome."""
    vary, leaves = settings.vary, varied(base, settings)
    name = partial(setting_name, base)
    first, second, third = st.columns(3)
    with first:
        widgets.choice(
            st.selectbox,
            "sweep path",
            lab_text.SWEEP_PATH,
            vary.path,
            lambda chosen: _with_path(base, leaves[chosen]),
            options=list(leaves),
            format_func=name,
        )
        _outcome(settings)
    with second:
        _range_of(base, settings, leaves[vary.path], vary.values, "values")
    with third:
        others = ["", *(path for path in leaves if path != vary.path)]
        widgets.choice(
            st.selectbox,
            "sweep other",
            lab_text.SWEEP_OTHER,
            vary.other,
            lambda chosen: _with_other(base, leaves.get(chosen)),
            options=others,
            format_func=lambda path: name(path) if path else lab_text.SWEEP_NONE,
        )
        if vary.other:
            _range_of(base, settings, leaves[vary.other], vary.other_values, "other_values")
    missing = len(vary.values) * max(len(vary.other_values), 1) - len(
        sweeping.settings_of(settings)
    )
    if missing:
        st.caption(lab_text.SWEEP_LEFT_OUT.format(count=missing))


def problem(scenario: Scenario, settings: Settings) -> str:
    """Return in words why a sweep would show nothing; empty if it would show something."""
    vary, here = settings.vary, _leaves(scenario, settings.arms)
    for path in filter(None, (vary.path, vary.other)):
        if not any(path in leaves for leaves in here):
            return lab_text.sweep_without(
                setting_name(scenario, path),
                [scenario.arm_names()[arm] for arm in settings.arms],
            )
    return "" if sweeping.settings_of(settings) else lab_text.SWEEP_EMPTY


def picture(shown: Outcome, settings: Settings, *, is_faint: bool) -> None:
    """Draw the outcome of a sweep that is chosen now."""
    try:
        view = view_of(shown, settings.vary.outcome)
    except ResultError as error:  # no run has this outcome
        st.info(text.plain(str(error)))
        return
    charts.panel(view, view.id, key="sweep", is_faint=is_faint, height_px=_HEIGHT_PX)
    if fused := sweeping.fused_sentence(shown.points):
        st.markdown(text.plain(fused))
    st.caption(lab_text.SWEEP_EDGE)


def so_far(shown: Outcome) -> None:
    """Draw what has finished while the rest is under way."""
    with suppress(ResultError):  # no run has this outcome yet
        charts.bare(view_of(shown, shown.settings.vary.outcome), height_px=_HEIGHT_PX)


def view_of(shown: Outcome, outcome: str) -> Picture:
    """Return the picture of a sweep: dots over one setting, or a map over two."""
    vary, measured = shown.settings.vary, quantity_of(outcome)
    now = _leaves(shown.scenario, shown.settings.arms)
    here, is_one = _common(now, vary.path)
    if not vary.other:
        points = [
            SweepPoint(point.value, point.arm, _outcomes(point, outcome)) for point in shown.points
        ]
        return sweep_view(
            points,
            parameter=axis_of(shown.scenario, here),
            outcome=measured,
            current=float(here.value) if is_one else None,
            planned=[value for value, _ in sweeping.settings_of(shown.settings)],
        )
    there, is_other_one = _common(now, vary.other)
    return sweep_map(
        [MapPoint(point.value, point.other, _outcomes(point, outcome)) for point in shown.points],
        x=axis_of(shown.scenario, here),
        y=axis_of(shown.scenario, there),
        outcome=measured,
        current=((float(here.value), float(there.value)) if is_one and is_other_one else None),
        planned=tuple(zip(*sweeping.settings_of(shown.settings))),
    )


def _leaves(scenario: Scenario, arms: Sequence[str]) -> list[dict[str, Leaf]]:
    """Return the parameters that each arm follows, by path."""
    return [{leaf.path: leaf for leaf in parameters(scenario.for_arm(arm))} for arm in arms]


def _common(now: Sequence[dict[str, Leaf]], path: str) -> tuple[Leaf, bool]:
    """Return a parameter as the first arm that has it does, and whether all those arms agree."""
    with_path = [leaves[path] for leaves in now if path in leaves]
    return with_path[0], all(leaf.value == with_path[0].value for leaf in with_path)


def _outcomes(point: sweeping.Point, outcome: str) -> list[float]:
    """Return the outcome of every run of a point, on the last test day."""
    return [value_at(result, outcome, float(result.probe_d[-1])) for result in point.results]


def axis_of(scenario: Scenario, leaf: Leaf) -> Quantity:
    """Return what the axis of a varied number is called, and its unit."""
    return Quantity(setting_name(scenario, leaf.path), leaf.unit)


def varied(base: Scenario, settings: Settings) -> dict[str, Leaf]:
    """Return the numbers that can be varied: those of the controls, then all others with a step."""
    used = {act for arm in base.arm if arm.id in settings.arms for act in arm.use}
    acts = {act.name for act in base.intervention}
    shown = (settings.vary.path, settings.vary.other) if settings.vary else ()
    leaves = {
        leaf.path: leaf
        for leaf in parameters(base)
        if isinstance(leaf.value, (int, float))
        and not isinstance(leaf.value, bool)
        and (
            leaf.path.partition(".")[0] in used
            or leaf.path.partition(".")[0] not in acts
            or leaf.path in shown
        )
    }
    first = [path for path in (*_FIRST_PATHS, *lab_text.CONTROLS) if path in leaves]
    return {
        path: leaves[path]
        for path in dict.fromkeys((*first, *leaves))
        if path in shown or session.options().opens(path)
    }


def _first_values(
    leaf: Leaf, base: Scenario, settings: Settings, most: int | None = None
) -> tuple[float, ...]:
    """Return the values of a new sweep, at most ``most``: over the edge where one is known."""
    value = float(value_of(settings, base, leaf.path))
    around = (0.0, 2.0 * value) if value > 0 else (value - 1.0, value + 1.0)
    first, last, count = _FIRST_RANGES.get(leaf.path, (*around, _FIRST_VALUES))
    if leaf.path == "practice.start_d":
        dose_d = _first_dose_d(base, settings)
        first, last = 0.0, base.time.length_d - 6.0
        if dose_d is not None:
            first, last, count = dose_d, dose_d + _AFTER_DOSE_D, _AFTER_DOSE_VALUES
    return _spread(
        max(first, leaf.low if leaf.low is not None else -np.inf),
        min(last, leaf.high if leaf.high is not None else np.inf),
        min(count, most or count),
        leaf,
    )


def _first_dose_d(base: Scenario, settings: Settings) -> float | None:
    """Return the day of the first dose; None where the arms have none."""
    if not any("dose.at_d" in leaves for leaves in _leaves(base, settings.arms[:1])):
        return None
    return min(value_of(settings, base, "dose.at_d"), default=None)


def _spread(low: float, high: float, count: int, leaf: Leaf) -> tuple[float, ...]:
    """Return ``count`` values from low to high, whole ones for a whole number."""
    values = np.linspace(low, high, count)
    if isinstance(leaf.value, int):
        return tuple(dict.fromkeys(round(float(number)) for number in values))
    return tuple(dict.fromkeys(round(float(number), _DIGITS) for number in values))


def _with_path(base: Scenario, leaf: Leaf) -> Settings:
    old = session.settings()
    values = _first_values(leaf, base, old, _FIRST_MAP if old.vary.other else None)
    other = old.vary.other if old.vary.other != leaf.path else ""
    return old._replace(
        vary=old.vary._replace(
            path=leaf.path,
            values=values,
            other=other,
            other_values=old.vary.other_values if other else (),
        )
    )


def _with_other(base: Scenario, leaf: Leaf | None) -> Settings:
    """Return the sweep with a second setting, both sides short enough for a map; or without."""
    old, vary = session.settings(), session.settings().vary
    if leaf is None:
        return old._replace(vary=vary._replace(other="", other_values=()))
    first = {known.path: known for known in parameters(base)}[vary.path]
    values = _spread(vary.values[0], vary.values[-1], min(len(vary.values), _FIRST_MAP), first)
    others = _first_values(leaf, base, old, _FIRST_MAP)
    return old._replace(vary=vary._replace(values=values, other=leaf.path, other_values=others))


def _range_of(
    base: Scenario, settings: Settings, leaf: Leaf, values: tuple[float, ...], field: str
) -> None:
    """Draw ends and number of the values of one setting."""
    room = MAX_SETTINGS // max(
        len(settings.vary.values if field == "other_values" else settings.vary.other_values), 1
    )

    def settle(**new: float) -> Settings:
        now = {"low": values[0], "high": values[-1], "count": len(values)} | new
        ends = sorted((now["low"], now["high"]))
        spread = _spread(*ends, int(now["count"]), leaf)
        old = session.settings()
        return old._replace(vary=old.vary._replace(**{field: spread}))

    left, right = st.columns(2)
    for place, name, at in ((left, "low", values[0]), (right, "high", values[-1])):
        with place:
            widgets.number(
                f"sweep {field} {name}",
                lab_text.range_end(name, leaf.unit),
                float(at),
                lambda chosen, name=name: settle(**{name: chosen}),
                leaf,
            )
    widgets.choice(
        st.slider,
        f"sweep {field} count",
        lab_text.SWEEP_STEPS,
        len(values),
        lambda chosen: settle(count=chosen),
        min_value=min(2, len(values)),
        max_value=max(room, len(values), 3),
    )


def _outcome(settings: Settings) -> None:
    labels = {measure.name: measure.label for measure in MEASURES}
    widgets.choice(
        st.selectbox,
        "sweep outcome",
        lab_text.SWEEP_OUTCOME,
        settings.vary.outcome,
        lambda chosen: session.settings()._replace(
            vary=session.settings().vary._replace(outcome=chosen)
        ),
        options=list(labels),
        format_func=labels.__getitem__,
    )
