"""The calendar: how long, how fine, what happens every day and how the network is tested."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from sim.params import Params, par


class TimeParams(Params):
    """Length of the run and steps of its two clocks."""

    length_d: float = par(
        30.0,
        unit="days",
        gt=0,
        le=365,
        step=1,
        label="Length of the experiment",
        help="Model days.",
        source="chosen",
    )
    step_h: float = par(
        0.5,
        unit="h",
        ge=0.01,
        le=6,
        step=0.5,
        label="Time step of the slow processes",
        help="Step of the slow clock.",
        source="chosen",
    )
    dt_ms: float = par(
        0.5,
        unit="ms",
        ge=0.01,
        le=1,
        step=0.05,
        label="Time step of the cells",
        help="Step of the fast clock.",
        source="chosen",
    )
    test_days: tuple[float, ...] = par(
        (0.0, 2.0, 4.0, 8.0, 12.0, 16.0, 22.0, 30.0),
        unit="model day",
        label="Days of the tests",
        help="Days on which the network is tested.",
        source="chosen",
    )

    @model_validator(mode="after")
    def _tests_in_order(self) -> Self:
        days = self.test_days
        if not days or any(later <= day for day, later in zip(days, days[1:])):
            raise ValueError("test_days must be a growing list of at least one day")
        if days[0] < 0 or days[-1] > self.length_d:
            raise ValueError(f"test_days must lie between day 0 and day {self.length_d:g}")
        steps = [round(day * 24.0 / self.step_h) for day in days]
        if len(set(steps)) < len(steps):
            raise ValueError(f"test_days must lie at least one step of {self.step_h:g} h apart")
        return self

    @model_validator(mode="after")
    def _steps_fit(self) -> Self:
        if abs(24.0 / self.step_h - round(24.0 / self.step_h)) > 1e-9:
            raise ValueError("step_h must divide 24 h: 0.5, 1, 1.5, 2, 3, 4 or 6")
        if abs(1.0 / self.dt_ms - round(1.0 / self.dt_ms)) > 1e-9:
            raise ValueError("dt_ms must divide 1 ms: 1, 0.5, 0.25, 0.2, 0.1, 0.05 ...")
        return self


class EverydayParams(Params):
    """Everyday life of the network: it rests and meets the cue."""

    rest_s: float = par(
        1.0,
        unit="s",
        ge=0.1,
        le=60,
        step=0.5,
        label="Everyday rest, simulated each day",
        help="Resting activity a day, with learning; it stands for the whole day.",
        source="chosen",
    )
    cues: int = par(
        1,
        ge=0,
        le=20,
        step=1,
        label="Everyday cues a day",
        help="Times a day the network meets the cue, with learning.",
        source="chosen",
    )
    gap_ms: float = par(
        150.0,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Rest before an everyday cue",
        help="Rest before an everyday cue.",
        source="chosen",
    )
    cue_ms: float = par(
        250.0,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Length of an everyday cue",
        help="Duration of an everyday cue.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of an everyday cue",
        help="Input to each cue cell during an everyday cue.",
        source="chosen",
    )


class ProbeParams(Params):
    """How the network is tested; it does not learn in tests."""

    settle_ms: float = par(
        300.0,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Time to settle before every episode",
        help="Time before every episode that nobody looks at.",
        source="chosen",
    )
    rest_s: float = par(
        6.0,
        unit="s",
        gt=0,
        le=60,
        step=0.5,
        label="Rest in a test",
        help="Resting activity in a test.",
        source="chosen",
    )
    trials: int = par(
        12,
        ge=1,
        le=200,
        step=1,
        label="Test cues in a test",
        help="Moments of the rest at which the network is asked, once with the cue and once "
        "without.",
        source="chosen",
    )
    lead_ms: float = par(
        1000.0,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Rest before the first test cue",
        help="Rest before the first moment at which the network is asked.",
        source="chosen",
    )
    cue_ms: float = par(
        400.0,
        unit="ms",
        ge=50,
        le=5000,
        step=50,
        label="Length of a test cue",
        help="Duration of a cue.",
        source="chosen",
    )
    ignore_ms: float = par(
        150.0,
        unit="ms",
        ge=0,
        le=1000,
        step=10,
        label="Start of a test cue that is not counted",
        help="Start of the cue that does not count for the answer.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of a test cue",
        help="Input to each cue cell while the cue is shown.",
        source="chosen",
    )
    active_hz: float = par(
        12.0,
        unit="Hz",
        gt=0,
        le=100,
        step=1,
        label="Lowest rate of an active pattern",
        help="A pattern can be active above this rate only.",
        source="chosen",
    )
    active_ratio: float = par(
        1.5,
        ge=1,
        le=10,
        step=0.1,
        label="Lead of an active pattern over the others",
        help="An active pattern is this many times above every other one.",
        source="Luboeinski and Tetzlaff 2021, analysis code",
    )
    surge_s: float = par(
        4.0,
        unit="s",
        gt=0,
        le=60,
        step=0.5,
        label="Length of a surge measurement",
        help="Length of an episode that measures the surge, once with and once without drug.",
        source="chosen",
    )
    surge_every_h: float = par(
        1.0,
        unit="h",
        gt=0,
        le=2,
        step=0.5,
        label="Time between surge measurements",
        help="How often the surge is measured while the drug acts.",
        source="chosen",
    )
    surge_block_min: float = par(
        0.05,
        ge=0,
        le=1,
        step=0.01,
        label="Smallest block that can cause a surge",
        help="Block of inhibitory cells below which the surge counts as none.",
        source="chosen",
    )

    @model_validator(mode="after")
    def _a_catch_trial_lies_within_the_rest(self) -> Self:
        if self.rest_s * 1000.0 < self.cue_ms:
            raise ValueError(
                f"rest_s of at least {self.cue_ms / 1000.0:g}, the length of a test "
                "cue: the same moments are looked at without one"
            )
        return self
