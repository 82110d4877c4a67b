"""Practice: the cue is shown while a teacher's input drives the pattern that is to answer."""

from __future__ import annotations

from typing import Literal

from sim.interventions.base import Intervention, Session
from sim.model.network import PATTERN_WORDS
from sim.params import par

# One repeat, and the rest before it; other interventions that let the network practise share them.
REPEAT_MS = 600.0
GAP_MS = 150.0


class Practice(Intervention, title="Practice"):
    """Sessions of repeated practice of one pattern, on days in a row."""

    kind: Literal["practice"] = "practice"
    pattern: Literal["A", "B", "C", "D"] = par(
        "B",
        words=PATTERN_WORDS,
        label="What is practised",
        help="Pattern that is practised as the answer to the cue.",
        source="chosen",
    )
    start_d: float = par(
        3.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="First session",
        help="Day and time of the first session.",
        source="chosen after H01a",
    )
    days: int = par(
        5,
        ge=0,
        le=60,
        step=1,
        label="Number of sessions",
        help="Days in a row with a session.",
        source="chosen",
    )
    every_d: float = par(
        1.0,
        unit="days",
        ge=0,
        le=30,
        step=0.5,
        label="Time between sessions",
        help="Time from one session to the next.",
        source="chosen",
    )
    repeats: int = par(
        6,
        ge=0,
        le=100,
        step=1,
        label="Repeats in a session",
        help="Repeats in a session.",
        source="chosen",
    )
    repeat_ms: float = par(
        REPEAT_MS,
        unit="ms",
        gt=0,
        le=5000,
        step=50,
        label="Length of a repeat",
        help="Duration of a repeat.",
        source="chosen",
    )
    gap_ms: float = par(
        GAP_MS,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Rest before a repeat",
        help="Rest before each repeat.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of the cue",
        help="Input to each cue cell during a repeat: a gentler cue than the test's.",
        source="chosen",
    )
    teacher_hz: float = par(
        900.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Help for the pattern",
        help="Extra input to each cell of the practised pattern. It is a teacher's current; a "
        "therapy it is not.",
        source="chosen",
    )
    reward: float = par(
        0.0,
        ge=0,
        le=1,
        step=0.1,
        label="Size of the reward",
        help="Reward during practice. It counts only if dopamine gates learning.",
        source="chosen",
    )

    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions; none if there is nothing to do in them."""
        if self.repeats == 0:
            return ()
        return tuple(
            Session(
                self.start_d + k * self.every_d,
                self.pattern,
                self.repeats,
                self.repeat_ms,
                self.gap_ms,
                self.cue_hz,
                self.teacher_hz,
                self.reward,
            )
            for k in range(self.days)
        )

    def last_d(self) -> float:
        """Return the start of the last session, in days."""
        return self.start_d + max(self.days - 1, 0) * self.every_d
