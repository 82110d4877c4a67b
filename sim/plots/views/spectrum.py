"""The rhythm at rest: power of the excitatory spike count before, during and after the drug."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.assays.spectrum import BIN_MS, GAMMA_HZ, mean_power
from sim.measures.over_seeds import quartiles
from sim.model.activity import count_bins
from sim.phrases import listed, plural
from sim.plots import words
from sim.plots.panels.lines import Band, Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import FEW_ARMS, LEAST_FOR_BAND, Arms, Names, first_dose_d, runs_of
from sim.result import Result

_PIECE_MS = 250.0  # gives steps of 4 Hz
_WEIGHTS = np.array([1.0, 2.0, 3.0, 2.0, 1.0])  # of frequencies side by side: 12 Hz at half height
_SHOWN_HZ = (8.0, 100.0)  # below, visits to patterns make far more power than any rhythm
_ACTS = 0.02  # share of receptors blocked from which on the drug counts as acting
_NEAR_END_MS = 30.0  # a piece whose last spike is nearer to its end than this is complete


def spectrum(arms: Arms) -> Picture:
    """Show the power of the pooled excitatory spike count at rest against frequency.

    Runs that keep no spikes cannot be used. Power is relative to its mean before the drug, seed
    by seed. A line is the median over seeds; the band lies between their quartiles, and of seeds
    too few for it each is drawn as dots.

    Parameters
    ----------
    arms : mapping of label to runs
    """
    runs = runs_of(arms)
    names = Names(runs)
    lines: list[Line] = []
    ratios: dict[str, float] = {}
    used: dict[str, list[int]] = {}
    no_during = False
    for place, (label, results) in enumerate(runs.items()):
        with_spikes = [result for result in results if result.spikes["spike_ms"].size]
        tests = moments(results[0])
        hz, power, used[label] = _relative(with_spikes, list(tests.values()))
        made = [
            _line(hz, runs_at, style, **names.of(_name(results[0], moment, style), place))
            for (style, moment), runs_at in zip(tests.items(), power)
        ]
        lines += made
        no_during |= first_dose_d(results[0]) is not None and "during" not in tests
        ratio = _ratio(made)
        if ratio is not None:
            ratios[label] = ratio
    title = _title(runs, ratios, no_during)
    rest = _of_seeds(runs, used)
    panel = Lines(
        "frequency (Hz)",
        "power (relative to the mean before)",
        tuple(lines),
        bands=(Band(*GAMMA_HZ, words.GAMMA, "cue"),),
        y_range=(0.0, None),
        x_range=(0.0, _SHOWN_HZ[1]),
    )
    return Picture(
        id="spectrum",
        title=title,
        what="How strong each rhythm is in the summed spikes of excitatory cells at rest. "
        f"1 is the mean of a seed at the earliest test. {rest[:1].upper()}{rest[1:]}. "
        f"Power is that of pieces of {_PIECE_MS:g} ms, smoothed over neighbouring frequencies. "
        f"Shaded: gamma, {GAMMA_HZ[0]:g} to {GAMMA_HZ[1]:g} Hz.",
        leaves_out="Few seconds of rest make a rough line: small peaks mean nothing. Power "
        "grows with the rate too, since every spike adds noise. "
        f"Changes slower than {_SHOWN_HZ[0]:g} Hz are visits to patterns, and are not drawn.",
        panels=(panel,),
        alt=f"{title} Chart of power from {_SHOWN_HZ[0]:g} to {_SHOWN_HZ[1]:g} Hz.",
        key=",  ".join(filter(None, (names.key, rest))),
    )


def moments(result: Result) -> dict[str, int]:
    """Return the numbers of the tests before, during and after the drug, as far as there are any.

    The last test before the first dose, the first while the drug acts, and the next one without
    it. Without a dose: the first and the last test.
    """
    last, dose_d = result.probe_d.size - 1, first_dose_d(result)
    if dose_d is None:
        return {"before": 0, "after": last} if last else {"before": 0}
    step = np.searchsorted(result.t_d, result.probe_d - 1e-9)
    step = np.minimum(step, result.t_d.size - 1)
    block = np.maximum(result.series["block_exc"], result.series["block_inh"])[step]
    acts = (block >= _ACTS) & (result.probe_d >= dose_d)
    before = np.flatnonzero((result.probe_d <= dose_d) & ~acts)
    during = np.flatnonzero(acts)
    start = during[0] if during.size else before[-1] if before.size else -1
    after = np.flatnonzero(~acts[start + 1 :]) + start + 1
    chosen = {"before": before[-1:], "during": during[:1], "after": after[:1]}
    return {name: int(tests[0]) for name, tests in chosen.items() if tests.size}


def rest_power(result: Result, test: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Return frequency and power of a test's rest, None if its spikes fill no piece."""
    spikes, rest_ms = result.spikes, result.scenario.probe.rest_s * 1000.0
    here = spikes["spike_probe"] == test
    if not here.any():
        return None
    t_ms, neuron = spikes["spike_ms"][here], spikes["spike_neuron"][here]
    piece_ms = min(_PIECE_MS, rest_ms)
    # A stored result may hold only the beginning of each test.
    kept_ms = min(rest_ms, float(t_ms.max()) + _NEAR_END_MS)
    n_pieces = int((kept_ms + 1e-6) // piece_ms)
    if not n_pieces:
        return None
    inside = t_ms < n_pieces * piece_ms
    rate_hz = count_bins(
        t_ms[inside],
        neuron[inside],
        (slice(0, result.scenario.network.n_exc),),
        n_pieces * piece_ms,
        BIN_MS,
    )
    return mean_power(rate_hz[:, : n_pieces * (rate_hz.shape[1] // n_pieces)].reshape(n_pieces, -1))


def smooth(power: np.ndarray) -> np.ndarray:
    """Return power (n,) averaged over the frequencies beside each; at the ends, those there are."""
    middle = slice(_WEIGHTS.size // 2, _WEIGHTS.size // 2 + power.size)
    return np.convolve(power, _WEIGHTS)[middle] / np.convolve(np.ones(power.size), _WEIGHTS)[middle]


def _relative(
    results: Sequence[Result], tests: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Return frequencies (n,), power (n_tests, n_seeds, n) and the seeds that have it.

    Power is over the mean of its seed at the first of the tests.
    """
    nothing = np.zeros(0), np.zeros((0, 0, 0)), []
    spectra = {
        result.seed: of_tests
        for result in results
        if (of_tests := [rest_power(result, test) for test in tests]) and None not in of_tests
    }
    if not spectra:
        return nothing
    hz = next(iter(spectra.values()))[0][0]
    shown = (hz >= _SHOWN_HZ[0]) & (hz <= _SHOWN_HZ[1])
    if not shown.any():
        return nothing
    # What is not shown must not leak in: visits to patterns are far stronger.
    smoothed = {
        seed: np.array([smooth(power[shown]) for _, power in of_tests])
        for seed, of_tests in spectra.items()
    }
    over = {
        seed: power / power[0].mean() for seed, power in smoothed.items() if power[0].mean() > 0.0
    }
    if not over:
        return nothing
    return hz[shown], np.stack(list(over.values()), axis=1), list(over)


def _line(hz: np.ndarray, power: np.ndarray, style: str, **named: Any) -> Line:
    """Return the median over seeds of power (n_seeds, n), with quartiles or with each seed."""
    low, median, high = quartiles(power)
    if len(power) >= LEAST_FOR_BAND:
        return Line(x=hz, y=median, style=style, low=low, high=high, band=words.QUARTILES, **named)
    dots = tuple((hz, of_seed) for of_seed in power) if len(power) > 1 else ()
    return Line(x=hz, y=median, style=style, dots=dots, **named)


def _of_seeds(runs: Mapping[str, Sequence[Result]], used: Mapping[str, Sequence[int]]) -> str:
    """Return in words which seeds the lines are of, and why not of more."""
    label, seeds = max(used.items(), key=lambda item: len(item[1]))
    if not seeds:
        return ""
    left = len(runs[label]) - len(seeds)
    why = f": {words.no_spikes_of(left)}" if left else ""
    if len(seeds) == 1:
        return f"seed {seeds[0]} alone{why}"
    spread = "band: their quartiles" if len(seeds) >= LEAST_FOR_BAND else "dots: each of them"
    return f"line: median of {plural(len(seeds), 'seed')}, {spread}{why}"


def _name(result: Result, test: int, style: str) -> str:
    day = words.day(float(result.probe_d[test]))
    if first_dose_d(result) is None:
        style = "first" if style == "before" else "last"
    return f"{style}, {day}"


def _ratio(drawn: Sequence[Line]) -> float | None:
    """Return the gamma power of the last line over that of the first, None without both."""
    if len(drawn) < 2:
        return None
    first, last = drawn[0], drawn[-1]
    gamma = (first.x >= GAMMA_HZ[0]) & (first.x <= GAMMA_HZ[1])
    below = float(first.y[gamma].mean()) if gamma.any() else 0.0
    return float(last.y[gamma].mean()) / below if below > 0.0 else None


def _title(runs: dict[str, tuple[Result, ...]], ratios: dict[str, float], no_during: bool) -> str:
    if not any(result.spikes["spike_ms"].size for results in runs.values() for result in results):
        return "These runs keep no spikes, so there is no spectrum to draw."
    if not ratios:
        return "There are too few spikes and tests to compare spectra."
    dosed = [label for label in ratios if first_dose_d(runs[label][0]) is not None]
    ratios = {label: ratios[label] for label in dosed} or ratios
    moment = "after the drug" if dosed else "at the last test"
    first = "before" if dosed else "at the first"
    if len(runs) == 1:
        times = f"{next(iter(ratios.values())):.2f}"
    elif len(ratios) <= FEW_ARMS:
        times = listed([f"{ratio:.2f} ({label})" for label, ratio in ratios.items()])
    else:
        times = f"{min(ratios.values()):.2f} to {max(ratios.values()):.2f}"
    head = (
        f"Power from {GAMMA_HZ[0]:g} to {GAMMA_HZ[1]:g} Hz {moment} is {times} times that {first}."
    )
    return f"{head} No test took place while the drug acted." if no_during else head
