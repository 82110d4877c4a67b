"""Sleep: nights, and days awake between them. Without it neither is modelled.

That sleep scales synapses down by about 18 % and spares the largest is row H11; that new spines
need sleep after learning, and the reactivation in it, is row H12; both were seen in mice. The days
begin in the morning: by default a night is the last third of a day, so that tests and practice on
whole days come after sleep, and the network is then what it is without this block.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.interventions.spell import Spell
from sim.model.sleep import NIGHT_H, Rhythm
from sim.params import par


class Sleep(Spell, title="Sleep"):
    """Nights that replay, scale synapses down and let young spines settle."""

    kind: Literal["sleep"] = "sleep"
    from_d: float = par(
        0.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="First day",
        help="Day from which days awake and nights are modelled.",
        source="chosen",
    )
    to_d: float = par(
        30.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="Last day",
        help="Day until which they are; growth by waking is gone from then on.",
        source="chosen",
    )
    bedtime_h: float = par(
        16.0,
        unit="h",
        ge=0,
        le=24,
        step=0.5,
        label="Bedtime, after the start of a day",
        help="Time after the start of a day at which its night begins.",
        source="chosen",
    )
    night_h: float = par(
        NIGHT_H,
        unit="h",
        ge=0,
        le=16,
        step=0.5,
        label="Hours asleep",
        help="Time asleep in a night; 0: always awake.",
        source="chosen",
    )
    deprived_d: tuple[Annotated[float, Field(ge=0)], ...] = par(
        (),
        unit="model day",
        label="Nights spent awake",
        help="Days whose night is spent awake.",
        source="chosen",
    )
    downscale: float = par(
        0.18,
        ge=0,
        le=0.5,
        step=0.01,
        label="Weakening of synapses in a night",
        help="Share that a normal night takes from an ordinary synapse; the day before adds as "
        "much.",
        source="H11",
    )
    large: float = par(
        3.0,
        unit="base weights",
        gt=0,
        le=50,
        step=0.5,
        label="Weight that halves the effect of sleep",
        help="Slow weight that halves what waking and sleep do to a synapse.",
        source="chosen after H11",
    )
    replay: float = par(
        0.5,
        ge=0,
        le=5,
        step=0.1,
        label="Learning in the replay",
        help="Learning rate in the replay at the beginning of a night, against that of waking; "
        "0: no replay.",
        source="chosen after H12",
    )
    replay_s: float = par(
        4.0,
        unit="s",
        gt=0,
        le=60,
        step=0.5,
        label="Length of the replay",
        help="Replay in a night; it stands for all of it.",
        source="chosen",
    )
    settle: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Settling of spines that needs sleep",
        help="Share of the settling of young spines that needs sleep.",
        source="chosen after H12",
    )
    settle_boost: float = par(
        12.0,
        ge=0,
        le=100,
        step=1,
        label="Faster settling of used spines",
        help="How many times faster than elsewhere used young spines settle asleep; the default "
        "makes up for those that are not used.",
        source="chosen",
    )
    used_hz: float = par(
        2.0,
        unit="Hz",
        ge=0,
        le=100,
        step=0.5,
        label="Rate at which a spine is used",
        help="A spine is used if both its cells are above this rate in the replay.",
        source="chosen",
    )

    def rhythm(self) -> Rhythm:
        """Return when the network sleeps, and what sleep does to it."""
        return Rhythm(**{name: getattr(self, name) for name in Rhythm._fields})
