r"""Sleep: waking makes ordinary synapses grow; a night replays, scales down and settles spines.

::

    awake:  dS/dt = (1 - S) / tau_wake           S: need for sleep, 0 to 1
    asleep: dS/dt = -S / tau_sleep
    w   = scale (1 + R) (1 + g) (h + z)          g: growth by waking, of each synapse
    g   = a (S - S_0) / (1 + ((1 + z) / large)^4)

Waking strengthens and sleep renormalises (Tononi and Cirelli 2014); S follows the two-process model
of sleep. Large synapses take part in neither: in mouse cortex about 80 % scale, and the largest do
not (row H11). S_0 is the need on the morning after a normal night, 8 h asleep after 16 h awake, and
a is such that this night takes the share ``downscale`` from a small synapse: nights and days are in
balance. What is tagged as the night begins is spared: its fast weight h takes over what g loses.

A night begins with replay: the network is active without a cue, and learns. Young spines settle
asleep, if they are tagged by then or if both their cells were active in the replay (row H12)::

    settling of a young spine = settle_per_d (1 - q + q boost u)      asleep; without boost u awake

q is the share of settling that needs sleep, u is 1 for what was used and 0 otherwise. The growth by
waking says nothing about use, and does not make a spine safer.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.model.dopamine import reward_factor
from sim.model.episode import Acute, Segment, run_episode
from sim.model.world import World, writes

TAU_WAKE_H, TAU_SLEEP_H = 18.0, 4.0  # chosen after the two-process model
NIGHT_H = 8.0  # a normal one
_SCALED = (-0.25, -0.10)  # a change over a night that counts for `night_share`


class Rhythm(NamedTuple):
    """When the network sleeps, and what sleep does; explained in `sim.interventions.sleep`."""

    from_d: float
    to_d: float
    bedtime_h: float
    night_h: float
    deprived_d: tuple[float, ...]
    downscale: float
    large: float
    replay: float
    replay_s: float
    settle: float
    settle_boost: float
    used_hz: float

    def asleep_h(self, t_d: float, step_h: float) -> float:
        """Return for how many of the ``step_h`` hours from day ``t_d`` on it is asleep."""
        lost = {math.floor(day) for day in self.deprived_d}
        today = math.floor(t_d + 1e-9)
        asleep_h = 0.0
        for day in (today - 1, today):
            begins_h = (day - t_d) * 24.0 + self.bedtime_h
            ends_h = begins_h + self.night_h
            if day not in lost:
                asleep_h += max(0.0, min(step_h, ends_h) - max(0.0, begins_h))
        return asleep_h if asleep_h > 1e-6 else 0.0


def need_after(need: float, awake_h: float, asleep_h: float) -> float:
    """Return the need for sleep S after so many hours awake, and then asleep."""
    evening = 1.0 - (1.0 - need) * math.exp(-awake_h / TAU_WAKE_H)
    return evening * math.exp(-asleep_h / TAU_SLEEP_H)


def morning_need() -> float:
    """Return S_0: a normal day and night lead from it back to it."""
    from_0, from_1 = (need_after(need, 24.0 - NIGHT_H, NIGHT_H) for need in (0.0, 1.0))
    return from_0 / (1.0 - (from_1 - from_0))


def growth(rhythm: Rhythm, need: float, slow: np.ndarray) -> np.ndarray:
    """Return g of each synapse, (P,), from the need for sleep and its slow weight."""
    morning = morning_need()
    rise = need_after(morning, 24.0 - NIGHT_H, 0.0) - morning
    gain = rhythm.downscale / (1.0 - rhythm.downscale) / rise
    return gain * (need - morning) / (1.0 + ((1.0 + slow) / rhythm.large) ** 4)


class Sleeper:
    """The sleep of one run; without a rhythm it changes nothing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rhythm: Rhythm | None = None  # the one of now
        self.need = morning_need()
        self.is_asleep = False
        self.slept_d = 0.0  # since spines were drawn last
        self.spared = np.zeros(world.alive.size, dtype=bool)  # tagged when the night began
        self.used = self.spared
        self.night_factor = np.ones(world.alive.size)

    @writes("waking", "fast")
    def live(
        self, step: int, t_d: float, rhythm: Rhythm | None, learning: float, acute: Acute
    ) -> dict[str, float]:
        """Go through the calendar step from day ``t_d`` on, awake or asleep.

        Parameters
        ----------
        step : int
        t_d : float
        rhythm : Rhythm or None
            None: no nights.
        learning : float
            Factor on the learning rate.
        acute : Acute
            What acts on receptors and cells.

        Returns
        -------
        dict of str to float
            ``waking``, the mean growth by waking, where scaling by sleep is on; on the step that
            ends a night what `wake_up` returns.
        """
        world, step_h = self.world, self.world.scenario.time.step_h
        values: dict[str, float] = {}
        self.rhythm = rhythm
        asleep_h = rhythm.asleep_h(t_d, step_h) if rhythm is not None else 0.0
        if self.is_asleep and asleep_h == 0.0:
            values |= self.wake_up()
        if rhythm is None:
            self.need, world.waking = morning_need(), 0.0
            return values
        if asleep_h > 0.0 and not self.is_asleep:
            self.fall_asleep(rhythm, step, learning, acute)
        self.slept_d += asleep_h / 24.0
        evening = need_after(self.need, step_h - asleep_h, 0.0)
        self.need = need_after(evening, 0.0, asleep_h)
        if rhythm.downscale > 0.0:
            before = growth(rhythm, evening, world.slow)
            world.waking = growth(rhythm, self.need, world.slow)
            if asleep_h > 0.0:
                self.scale_down((1.0 + world.waking) / (1.0 + before))
            values["waking"] = float(np.mean(world.waking[world.alive]))
        return values

    def fall_asleep(self, rhythm: Rhythm, step: int, learning: float, acute: Acute) -> None:
        """Replay, and find which synapses are tagged then and which were used."""
        world = self.world
        used = np.zeros(world.alive.size, dtype=bool)
        if rhythm.replay > 0.0:
            rate = rhythm.replay * learning * reward_factor(world.scenario.dopamine, 0.0)
            spikes = run_episode(
                world,
                (Segment(rhythm.replay_s * 1000.0),),
                kind="sleep",
                step=step,
                learning=rate,
                acute=acute,
            )
            count = np.bincount(spikes.neuron, minlength=world.dead.size)
            active = count > rhythm.used_hz * rhythm.replay_s
            used = active[world.graph.pre] & active[world.graph.post]
        self.is_asleep = True
        self.spared = np.abs(world.fast - 1.0) > world.scenario.consolidation.tag_threshold
        self.used = used | self.spared
        self.night_factor = np.ones(world.alive.size)

    def scale_down(self, factor: np.ndarray) -> None:
        """Let a ``factor`` that has acted on all weights, (P,), leave the spared ones alone."""
        world = self.world
        held = (world.fast + world.slow) / factor - world.slow
        world.fast = np.where(self.spared, held, world.fast)
        self.night_factor *= np.where(self.spared, 1.0, factor)

    def wake_up(self) -> dict[str, float]:
        """End the night, and return what scaling did in it.

        Returns
        -------
        dict of str to float
            ``night_scaled`` and ``night_tagged``, the median change in synapses that were not
            tagged and that were, where there were any; ``night_share``, the share of synapses it
            took 10 to 25 % from.
        """
        self.is_asleep = False
        alive, change = self.world.alive, self.night_factor - 1.0
        low, high = _SCALED
        values = {
            "night_share": float(np.mean((change >= low) & (change <= high), where=alive)),
        }
        for name, which in (("night_scaled", ~self.spared), ("night_tagged", self.spared)):
            if (alive & which).any():
                values[name] = float(np.median(change[alive & which]))
        return values

    def settling(self, settled: np.ndarray, draws: np.ndarray, days: float) -> np.ndarray:
        """Return which young spines settle in an interval, (P,) bool.

        Parameters
        ----------
        settled : (P,) bool array
            Those that settle if sleep plays no part.
        draws : (P,) array
            The uniform numbers that decided this.
        days : float
            Length of the interval.
        """
        slept_d, self.slept_d = self.slept_d, 0.0
        if self.rhythm is None or self.rhythm.settle == 0.0:
            return settled
        q = self.rhythm.settle
        worth_d = (1.0 - q) * days + q * self.rhythm.settle_boost * slept_d * self.used
        hazard = self.world.scenario.spines.settle_per_d * worth_d
        return self.world.young & (draws < -np.expm1(-hazard))
