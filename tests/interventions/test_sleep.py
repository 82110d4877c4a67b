"""Nights in whole runs: absence, balance, replay out of spikes, and spines without sleep."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.interventions import Dose, Practice, Sleep
from tests.reference.comparing import differences
from tests.small import small_scenario

PRACTICE = Practice(
    name="practice", pattern="B", start_d=0.5, days=3, every_d=0.5, repeats=3, teacher_hz=400.0
)
NOTHING = {"downscale": 0.0, "replay": 0.0, "settle": 0.0}


def nights(**changes):
    return Sleep(name="nights", **({"to_d": 3.0} | changes))


def lived(*acts, seed=3, **changes):
    return run(small_scenario(acts, **changes), arm="all", seed=seed)


@pytest.mark.parametrize("changes", [NOTHING, {"from_d": 1.0, "to_d": 1.0}], ids=str)
def test_nights_that_do_nothing_are_absence_to_the_last_bit(changes):
    beside = (PRACTICE, Dose(name="dose", at_d=(0.4,)))
    assert differences(lived(*beside), lived(*beside, nights(**changes))) == []


@pytest.mark.parametrize("process", ["downscale", "replay", "settle"])
def test_each_part_of_sleep_does_something_by_itself(process):
    """Settling shows in spines; the rest shows in weights."""
    part = nights(**{name: value for name, value in NOTHING.items() if name != process})
    assert differences(lived(PRACTICE), lived(PRACTICE, part)) != []


def test_nothing_differs_before_the_first_day_with_nights():
    absent, present = lived(PRACTICE), lived(PRACTICE, nights(from_d=1.5))
    assert differences(absent, present, before_d=1.5 - 1e-9) == []
    assert differences(absent, present) != []


def test_two_spells_of_nights_are_one_long_spell():
    whole = lived(PRACTICE, nights())
    halves = lived(PRACTICE, Sleep(name="later", from_d=1.0, to_d=3.0), nights(to_d=1.0))
    assert differences(whole, halves) == []


def test_always_awake_is_deprivation_of_every_night():
    assert (
        differences(
            lived(PRACTICE, nights(night_h=0.0)),
            lived(PRACTICE, nights(deprived_d=(0.0, 1.0, 2.0))),
        )
        == []
    )


def test_a_night_scales_most_synapses_down_and_spares_tagged_ones():
    """Rows H11 and V20 of the plan: 10 to 25 %, about four synapses in five."""
    result = lived(PRACTICE, nights(replay=1.0))
    ends = np.isin(result.t_d, (1.0, 2.0, 3.0))
    for name, low, high in (
        ("night_scaled", -0.25, -0.10),
        ("night_tagged", 0.0, 0.0),
        ("night_share", 0.5, 0.95),
    ):
        series = result.series[name]
        assert (series[~ends] == 0.0).all(), name
        assert ((series[ends] >= low) & (series[ends] <= high)).all(), name


def test_growth_by_waking_is_gone_in_the_morning_and_stays_after_a_night_awake():
    result = lived(nights(deprived_d=(1.0,)))
    waking = {day: result.series["waking"][round(day * 48.0) - 1] for day in (1.0, 2.0, 3.0)}
    assert abs(waking[1.0]) < 1e-6
    assert waking[2.0] > 0.1
    assert waking[3.0] < 0.5 * waking[2.0]


def test_replay_without_learning_changes_no_weight():
    """What replay strengthens comes out of spikes through STDP, not out of a rule of its own."""
    changes = {"stdp__rate": 0.0, "spines__enabled": False}
    replayed = lived(nights(downscale=0.0), **changes)
    assert differences(lived(**changes), replayed) == []


def test_growth_by_waking_makes_no_spine_safer():
    changes = {"stdp__rate": 0.0, "homeostasis__enabled": False}
    awake = lived(nights(night_h=0.0, replay=0.0, settle=0.0), **changes)
    absent = lived(**changes)
    assert awake.series["waking"].max() > 0.1
    for name in ("spine_count", "spine_born", "spine_lost"):
        assert awake.series[name].tobytes() == absent.series[name].tobytes()


@pytest.mark.parametrize("awake", [{"night_h": 0.0}, {"replay": 0.0}], ids=["sleep", "replay"])
def test_without_sleep_or_replay_fewer_newborn_spines_survive(awake):
    """Row H12. Many young spines, so that few days and a small network show it."""
    changes = {
        "time__length_d": 10.0,
        "time__test_days": [0.0, 10.0],
        "spines__young_loss_per_d": 0.6,
        "spines__settle_per_d": 0.3,
        "spines__loss_per_d": 0.02,
    }

    def survival(**sleep):
        series = lived(nights(to_d=10.0, **sleep), **changes).series
        return series["spine_born"][-1] / series["spine_gained"][-1]

    assert survival(**awake) < 0.85 * survival()
