"""Cue and reward: a habit is learned, as in misuse.

The cue comes with a pattern and with a reward. It is practice by another name: a window does not
ask what it is used for. New spines after the drug need D1 receptors in mice (row B14). Reward
counts as far as dopamine gates learning, see `sim.model.dopamine`.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.base import Intervention, Session
from sim.interventions.practice import GAP_MS, REPEAT_MS
from sim.model.network import PATTERN_WORDS
from sim.params import par


class CueReward(Intervention, title="Rewarded cue"):
    """Pairings of the cue with a pattern and a reward, on days in a row."""

    kind: Literal["cue_reward"] = "cue_reward"
    pattern: Literal["A", "B", "C", "D"] = par(
        "A",
        words=PATTERN_WORDS,
        label="What is rewarded",
        help="Pattern that is rewarded as the answer to the cue.",
        source="chosen",
    )
    start_d: float = par(
        3.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="First day",
        help="Day and time of the first pairings.",
        source="chosen",
    )
    days: int = par(
        5,
        ge=0,
        le=60,
        step=1,
        label="Number of days",
        help="Days in a row with pairings.",
        source="chosen",
    )
    repeats: int = par(
        6, ge=0, le=100, step=1, label="Pairings a day", help="Pairings a day.", source="chosen"
    )
    reward: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Size of the reward",
        help="Size of the reward. It counts only if dopamine gates learning.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of the cue",
        help="Input to each cue cell during a pairing.",
        source="chosen",
    )
    teacher_hz: float = par(
        900.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Help for the pattern",
        help="Extra input to each cell of the pattern during a pairing.",
        source="chosen",
    )

    def sessions(self) -> tuple[Session, ...]:
        """Return the pairings of each day; none if there is nothing to do in them."""
        if self.repeats == 0:
            return ()
        return tuple(
            Session(
                self.start_d + k,
                self.pattern,
                self.repeats,
                REPEAT_MS,
                GAP_MS,
                self.cue_hz,
                self.teacher_hz,
                self.reward,
                is_practice=False,
            )
            for k in range(self.days)
        )

    def last_d(self) -> float:
        """Return the start of the last pairings, in days."""
        return self.start_d + max(self.days - 1, 0)
