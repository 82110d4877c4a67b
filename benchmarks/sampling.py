"""How many seconds of activity each measure needs, and what a time step of 1 ms would do.

    python benchmarks/sampling.py measure FOLDER            # every question
    python benchmarks/sampling.py measure FOLDER reading    # one of `QUESTIONS`
    python benchmarks/sampling.py write FOLDER              # the tables of docs/accuracy.md

Each question leaves one file in the folder. The preset is `practice_in_window`, tested on day 30
alone, which changes nothing else: tests leave no trace in a network.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sim
from benchmarks.pages import replace_part
from sim.engine import Run
from sim.engine.probe import run_probe
from sim.engine.settle import BASELINE_S
from sim.many.claims import arms_of
from sim.measures import value_at
from sim.model.activity import BIN_MS, count_bins, states
from sim.model.episode import Segment, Spikes, run_episode
from sim.model.network import PATTERNS
from sim.phrases import rounded
from sim.result import Result
from sim.runs import Task, run_many, worker_count
from sim.scenario import Scenario
from tests.science.time_step import REST_BANDS, fresh

PRESET, ARM, DAY, DOSE_D = "practice_in_window", "in_window", 30.0, 2.0
SEEDS = range(20)
SHARES = (1.0, 1 / 2, 1 / 3, 1 / 4)  # of the seconds that are sampled now
REPEATS = 4  # other noise in the same network
ONSET_EDGES_S = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 12.0)
STEPS_MS = (1.0, 0.5, 0.25)
T_95 = 2.093  # of Student's t with 19 degrees of freedom

READINGS = (
    "answer.b",
    "answer.a",
    "uncued.a",
    "uncued.b",
    "occupancy.a",
    "flexible_rest",
    "dwell.a_ms",
    "transition_entropy_bits",
    "rate_exc_hz",
    "rate_inh_hz",
    "strength.cue_to_b",
    "strength.cue_to_a",
    "window_peak",
    "surge_peak",
)
OUTCOMES = ("answer.b", "answer.a", "occupancy.a", "strength.cue_to_b", "strength.cue_to_a")
LEARNED = ("window_peak", "strength.cue_to_b", "strength.cue_to_a", "answer.b", "rate_exc_hz")
# Where the engine lets the network be active; each module has the function under its own name.
PLACES = ("sim.engine.probe", "sim.engine.step", "sim.engine.settle")

# Arms that are tested again and again; those that notice another surge, another everyday life.
ARMS = ("nothing", "practice_only", "in_window", "late")
DOSED = ("in_window", "late")
PRACTISED = ("practice_only", "in_window", "late")


class Variant(NamedTuple):
    """Durations other than those of the preset."""

    changes: dict[str, float | int]
    arms: tuple[str, ...]  # that are run
    baseline_s: float = BASELINE_S  # has no parameter


VARIANTS = {
    "surge 1/2": Variant({"probe.surge_s": 2.0}, DOSED),
    "surge 1/3": Variant({"probe.surge_s": 4 / 3}, DOSED),
    "surge 1/4": Variant({"probe.surge_s": 1.0}, DOSED),
    "everyday rest 1/2": Variant({"everyday.rest_s": 0.5}, PRACTISED),
    "everyday rest 1/3": Variant({"everyday.rest_s": 1 / 3}, PRACTISED),
    "everyday rest 1/4": Variant({"everyday.rest_s": 0.25}, PRACTISED),
    "baseline of 2 s": Variant({}, PRACTISED, baseline_s=2.0),
    "step of 1 ms": Variant({"time.dt_ms": 1.0}, PRACTISED),
    "step of 0.25 ms": Variant({"time.dt_ms": 0.25}, PRACTISED),
}


class Advice(NamedTuple):
    """What the study recommends for one kind of episode."""

    kind: str
    now: str
    advised: str
    saved: float  # share of the seconds of these episodes
    claims: str


ADVICE = (
    Advice("test", "8 tests", "only on days that are read", 7 / 8, "none: same bits"),
    Advice("test", "6 s, 12 cues", "6 s, 12 cues", 0.0, "`occupancy.a`, `uncued.a`"),
    Advice("surge", "4 s with and without", "2 s", 0.46, "`surge_peak`, `answer.a`"),
    Advice("everyday", "1 s and a cue a day", "the same", 0.0, "all: it learns"),
    Advice("practice", "6 repeats of 0.75 s", "the same", 0.0, "all: it learns"),
    Advice("baseline", "10 s", "2 s would do, not tried", 0.8, "none expected"),
)


def preset() -> Scenario:
    """Return the preset with one test, on its last day."""
    return sim.load(PRESET).with_changes({"time.test_days": (DAY,)})


def with_claims_of(scenario: Scenario, arms: Sequence[str]) -> Scenario:
    """Return a scenario with the claims that some of its arms can answer.

    A claim that one arm beats several is held against those that are there.
    """
    claims = []
    for claim in scenario.expect:
        less = tuple(arm for arm in claim.less if arm in arms)
        claim = claim.model_copy(update={"less": less})
        if set(arms_of(claim)) <= set(arms) and (less or claim.more is None):
            claims.append(claim)
    return scenario.model_copy(update={"expect": tuple(claims)})


@contextmanager
def episodes_run_by(run: Callable[..., Spikes]) -> Iterator[None]:
    """Let ``run`` stand in for `run_episode` wherever the engine calls it."""
    with ExitStack() as stack:
        for place in PLACES:
            stack.enter_context(patch(f"{place}.run_episode", run))
        yield


def with_other_noise(kinds: Sequence[str], draw: int) -> Callable[..., Spikes]:
    """Return `run_episode` with other random input in episodes of some kinds.

    The network, its wiring and all other episodes stay as the seed has them.
    """

    def run(world: object, segments: object, *, kind: str, number: int = 0, **named: object):
        number += 1000 * draw if kind in kinds else 0
        return run_episode(world, segments, kind=kind, number=number, **named)

    return run


def over_seeds(measured: Callable[[Any], Any], seeds: Sequence[Any]) -> list[Any]:
    """Return what is measured of each seed, or of a run of each seed, in order, on all cores."""
    with ThreadPoolExecutor(worker_count(None)) as pool:
        return list(pool.map(measured, seeds))


def begun(scenario: Scenario, seed: int) -> Run:
    """Return a run of which the first step of the calendar is done: the network has settled."""
    run = Run(scenario, ARM, seed, None)
    run.go_on(1)
    return run


def finished(scenario: Scenario, arm: str, seed: int) -> Run:
    """Return a run that has come to its end, with its network."""
    run = Run(scenario, arm, seed, None)
    run.go_on(run.plan.t_d.size)
    return run


def another_test(run: Run, share: float, repeat: int) -> Result:
    """Return the result of a finished run with another test of its last day.

    Parameters
    ----------
    run : Run
    share : float
        Of the seconds and cues of the usual test.
    repeat : int
        Tests with different numbers meet different noise.
    """
    world, usual = run.world, run.scenario.probe
    probe = usual.model_copy(
        update={
            "rest_s": usual.rest_s * share,
            "trials": round(usual.trials * share),
            "lead_ms": usual.lead_ms * min(share, 1.0),
        }
    )
    world.scenario = run.scenario.model_copy(update={"probe": probe})
    last = run.step - 1
    values = run_probe(world, step=last + repeat, acute=run.plan.at(last).acute).values
    world.scenario = run.scenario
    result = run.result().without_spikes()
    probes = {
        name: np.concatenate([result.probes[name][:-1], [value]]) for name, value in values.items()
    }
    return replace(result, probes=probes)


# What is asked. Each function returns plain data for one file.


def spent() -> dict:
    """Seconds of activity and of CPU time by kind of episode, of one arm and of all eight."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def timed(world, segments, *, kind: str, **named: object) -> Spikes:
        began_s = time.thread_time()
        spikes = run_episode(world, segments, kind=kind, **named)
        settle_s = world.scenario.probe.settle_ms / 1000.0
        activity_s = sum(segment.duration_ms for segment in segments) / 1000.0
        counts[kind] = [
            before + more
            for before, more in zip(
                counts[kind], (activity_s, settle_s, time.thread_time() - began_s), strict=True
            )
        ]
        return spikes

    scenario, answer = sim.load(PRESET), {}
    sim.run(scenario, arm=ARM, seed=0)  # compiles, and settles the network
    with episodes_run_by(timed):
        for name, tasks in (
            ("one arm", [Task(scenario, ARM, 0)]),
            ("eight arms", [Task(scenario, arm.id, 0) for arm in scenario.arm]),
        ):
            counts.clear()
            began_s = time.process_time()
            list(run_many(tasks, jobs=1))
            answer[name] = {"cpu_s": time.process_time() - began_s, "kinds": dict(counts)}
    costs: dict[str, list[float]] = {}
    for _ in range(5):  # in turns: the machine is not equally busy all the time
        for dt_ms in STEPS_MS:
            variant = scenario.with_changes({"time.dt_ms": dt_ms})
            begun(variant, 0)  # settles, which a later run need not do again
            began_s = time.process_time()
            sim.run(variant, arm=ARM, seed=0)
            costs.setdefault(str(dt_ms), []).append(time.process_time() - began_s)
    return answer | {"cpu_s at step": costs}


def reading(
    seeds: Sequence[int] = SEEDS, repeats: int = REPEATS, arms: Sequence[str] = ARMS
) -> dict:
    """Readings of one network tested again and again, in tests of several lengths."""
    scenario = with_claims_of(preset(), arms)

    def of_seed(seed: int) -> list[list[list[Result]]]:
        runs = (finished(scenario, arm, seed) for arm in arms)
        return [
            [[another_test(run, share, repeat) for repeat in range(repeats)] for share in SHARES]
            for run in runs
        ]

    results = over_seeds(of_seed, seeds)  # by seed, arm, share, repeat
    values = {
        arm: {
            name: [
                [
                    [value_at(result, name, DAY) for result in by_arm[place][length]]
                    for by_arm in results
                ]
                for length in range(len(SHARES))
            ]  # by share, seed, repeat
            for name in READINGS
        }
        for place, arm in enumerate(arms)
    }
    claims = [
        [
            [
                (claim.text, claim.passed, claim.median)
                for claim in sim.check_claims(
                    scenario,
                    [by_share[length][repeat] for by_arm in results for by_share in by_arm],
                )
            ]
            for repeat in range(repeats)
        ]
        for length in range(len(SHARES))
    ]
    return {"values": values, "claims": claims}


def surge(seeds: Sequence[int] = range(10), repeats: int = 3) -> dict:
    """Surge and window of one network dosed again and again, measured for several lengths."""
    scenario = preset()
    dose, end = (round(day * 24.0 / scenario.time.step_h) for day in (DOSE_D, DOSE_D + 2.0))

    def before_dose(seed: int) -> Run:
        run = Run(scenario, ARM, seed, None)
        run.go_on(dose)
        return run

    def dosed(past: Run, share: float) -> list[float]:
        shorter = scenario.with_changes({"probe.surge_s": scenario.probe.surge_s * share})
        run = past.branch(shorter, ARM)
        run.go_on(end)
        series = run.recorder.series
        in_first_hour = series["surge"][dose : dose + run.plan.period(1.0)].mean()
        day_later = series["window"][dose + run.plan.period(24.0)]
        return [in_first_hour, series["surge"].max(), series["window"].max(), day_later]

    pasts = over_seeds(before_dose, seeds)
    values = []
    for share in SHARES:
        draws = []
        for draw in range(repeats):
            with episodes_run_by(with_other_noise(("surge",), draw)):
                draws.append(over_seeds(partial(dosed, share=share), pasts))
        values.append(np.transpose(draws, (2, 1, 0)).tolist())
    names = ("surge_first_hour", "surge_peak", "window_peak", "window")
    return {  # by measure, share, seed, repeat
        name: [by_measure[place] for by_measure in values] for place, name in enumerate(names)
    }


def noise(seeds: Sequence[int] = range(5), repeats: int = 3) -> dict:
    """Outcomes of one network that lives through other noise in episodes of one kind."""
    scenario, values = preset(), {}

    def lived(seed: int) -> list[float]:
        result = another_test(finished(scenario, ARM, seed), 4.0, 0)
        return [value_at(result, name, DAY) for name in LEARNED]

    kinds = ("surge", "everyday", "practice")
    for label, drawn in {**{kind: (kind,) for kind in kinds}, "all of these": kinds}.items():
        draws = []
        for draw in range(repeats):
            with episodes_run_by(with_other_noise(drawn, draw)):
                draws.append(over_seeds(lived, seeds))
        values[label] = dict(zip(LEARNED, np.transpose(draws, (2, 1, 0)).tolist()))
    return values


def variant(name: str, seeds: Sequence[int] = SEEDS) -> dict:
    """Outcomes and claims of the arms with other durations, or another time step."""
    changes, arms, baseline_s = VARIANTS[name]
    whole = preset().with_changes(changes)
    scenario = with_claims_of(whole, arms)
    began_s = time.process_time()
    with patch("sim.engine.settle.BASELINE_S", baseline_s):
        results = sorted(
            run_many([Task(whole, arm, seed) for seed in seeds for arm in arms]),
            key=lambda result: result.seed,
        )
    return {
        "cpu_s": time.process_time() - began_s,
        "values": {
            arm: {
                measure: [value_at(result, measure, DAY) for result in results if result.arm == arm]
                for measure in (*OUTCOMES, "window_peak", "surge_peak", "rate_exc_hz")
            }
            for arm in arms
        },
        "claims": [
            (claim.text, claim.passed, claim.median)
            for claim in sim.check_claims(scenario, results)
        ],
    }


def steps(seeds: Sequence[int] = SEEDS, rest_s: float = 60.0) -> dict:
    """Measures of fresh networks with the same connections at several time steps."""
    return {
        str(dt_ms): np.transpose(
            over_seeds(partial(fresh, dt_ms=dt_ms, rest_s=rest_s), seeds)
        ).tolist()
        for dt_ms in STEPS_MS
    }


def onset(seeds: Sequence[int] = SEEDS, repeats: int = REPEATS) -> dict:
    """Share of A and excitatory rate at rest, from the beginning of an episode on."""
    scenario = preset()
    n_exc, duration_ms = scenario.network.n_exc, 1000.0 * ONSET_EDGES_S[-1]
    edges = np.array(ONSET_EDGES_S) * 1000.0

    def of_seed(seed: int) -> np.ndarray:
        world = begun(scenario, seed).world
        patterns = world.scenario.network.group_slices()[: len(PATTERNS)]
        windows = np.empty((repeats, 2, edges.size - 1))
        for repeat in range(repeats):
            spikes = run_episode(world, (Segment(duration_ms),), kind="test", step=repeat)
            rate_hz = count_bins(spikes.t_ms, spikes.neuron, patterns, duration_ms)
            in_a = states(rate_hz, world.scenario.probe) == PATTERNS.index("A")
            first = (edges[:-1] / BIN_MS).astype(int)
            windows[repeat, 0] = np.add.reduceat(in_a, first) * BIN_MS / np.diff(edges)
            counts = np.histogram(spikes.t_ms[spikes.neuron < n_exc], edges)[0]
            windows[repeat, 1] = counts / n_exc / np.diff(edges) * 1000.0
        return windows.mean(axis=0)

    values = np.array(over_seeds(of_seed, seeds))  # seed, quantity, window
    return {"share of A": values[:, 0].T.tolist(), "excitatory rate": values[:, 1].T.tolist()}


QUESTIONS: dict[str, Callable[[], dict]] = {
    "onset": onset,
    "spent": spent,
    "reading": reading,
    "surge": surge,
    "noise": noise,
    "steps": steps,
    **{name: partial(variant, name) for name in VARIANTS},
}


def file_of(folder: Path, name: str) -> Path:
    """Return the file of the answer to a question."""
    return folder / f"{name.replace('/', '_')}.json"


def measure(folder: Path, names: Sequence[str]) -> None:
    """Answer some questions, and leave a file for each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or QUESTIONS:
        began_s = time.process_time()
        answer = QUESTIONS[name]()
        file_of(folder, name).write_text(json.dumps(answer), encoding="utf-8")
        sys.stderr.write(f"{name}: {time.process_time() - began_s:.0f} CPU s\n")


# What is written.


class Spread(NamedTuple):
    """Where the scatter of a measure over seeds comes from."""

    error: float  # standard error of one sample: SD over other noise in the same network
    seeds: float  # SD over seeds, that error included
    share: float  # of the variance over seeds that comes from sampling


def spread(values: np.ndarray) -> Spread:
    """Return the spread of a measure from its values, (n_seeds, n_repeats).

    The variance over seeds of one sample is that of the means over repeats, and of what the means
    have averaged out. Values that are missing are left out.
    """
    n_repeats = values.shape[1]
    within = float(np.nanmean(np.nanvar(values, axis=1, ddof=1)))
    means = float(np.nanvar(np.nanmean(values, axis=1), ddof=1))
    total = means + within * (1.0 - 1.0 / n_repeats)
    share = min(within / total, 1.0) if total > 0.0 else float("nan")
    return Spread(within**0.5, total**0.5, share)


def percent(share: float) -> str:
    """Return a share as text; nothing if there is none."""
    return f"{share:.0%}" if np.isfinite(share) else ""


def difference(values: np.ndarray, others: np.ndarray) -> str:
    """Return the mean over 20 seeds of a difference within a seed, with its 95 % interval."""
    of_seed = np.asarray(values) - np.asarray(others)
    half = T_95 * np.nanstd(of_seed, ddof=1) / np.sqrt(np.isfinite(of_seed).sum())
    middle = round(float(np.nanmean(of_seed)), 12)
    return f"{middle:+.2g} ({middle - half:+.2g} to {middle + half:+.2g})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "\n".join(
        [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
        + [f"| {' | '.join(row)} |" for row in rows]
    )


def spent_table(answer: dict) -> str:
    """Return seconds and CPU time by kind of episode."""
    columns = ("one arm", "eight arms")
    rows = []
    for kind in answer["one arm"]["kinds"]:
        cells = [kind]
        for column in columns:
            counted_s, settling_s, cpu_s = answer[column]["kinds"][kind]
            share = cpu_s / answer[column]["cpu_s"]
            cells += [f"{counted_s:.0f} + {settling_s:.0f}", f"{share:.0%}"]
        rows.append(cells)
    rest = ["all else (calendar, weights, spines)"]
    total = ["together"]
    for column in columns:
        kinds = answer[column]["kinds"].values()
        rest += ["", f"{1.0 - sum(kind[2] for kind in kinds) / answer[column]['cpu_s']:.0%}"]
        total += [
            f"{sum(kind[0] for kind in kinds):.0f} + {sum(kind[1] for kind in kinds):.0f}",
            f"{answer[column]['cpu_s']:.1f} CPU s",
        ]
    head = ("episodes", "one arm, s", "of its CPU time", "eight arms, s", "of their CPU time")
    return table(head, [*rows, rest, total])


def reading_table(values: dict[str, list]) -> str:
    """Return the error of a measure, and its share of the variance over seeds, for all lengths."""
    rows = []
    for name, by_share in values.items():
        spreads = [spread(np.array(sample, dtype=float)) for sample in by_share]
        middles = [np.nanmedian(np.array(sample, dtype=float)) for sample in by_share]
        if spreads[0].error == 0.0:
            continue
        rows.append(
            [
                f"`{name}`",
                ", ".join(rounded(middles[place]) for place in (0, 1, 3)),
                *(rounded(sample.error, 2) for sample in spreads),
                *(percent(spreads[place].share) for place in (0, 1, 3)),
            ]
        )
    head = (
        "measure",
        "median now, 1/2, 1/4",
        "error now",
        "1/2",
        "1/3",
        "1/4",
        "share now",
        "1/2",
        "1/4",
    )
    return table(head, rows)


def noise_table(noise_values: dict, readings: dict) -> str:
    """Return how much of the variance over seeds other noise in one kind of episode makes."""
    rows = []
    for name in LEARNED:
        over_all = spread(np.array(readings[ARM][name][0])).seeds
        cells = [f"`{name}`", f"{over_all:.2g}"]
        for by_name in noise_values.values():
            error = spread(np.array(by_name[name])).error
            cells.append(f"{rounded(error, 2)} ({percent((error / over_all) ** 2)})")
        rows.append(cells)
    return table(("measure", "SD over seeds", *noise_values), rows)


def claims_table(answers: dict[str, dict]) -> str:
    """Return the medians of claims and whether they hold, for each change of a duration."""
    by_claim: dict[str, dict[str, str]] = defaultdict(dict)
    columns = []
    for share, repeats in zip(("now", "tests 1/2", "1/3", "1/4"), answers["reading"]["claims"]):
        columns.append(share)
        for claims in zip(*repeats, strict=True):
            medians = [median for _, _, median in claims]
            holds = sum(passed for _, passed, _ in claims)
            word = "" if holds == len(claims) else f", **holds {holds} of {len(claims)}**"
            by_claim[claims[0][0]][share] = f"{min(medians):.2f} to {max(medians):.2f}{word}"
    for name in VARIANTS:
        if name in answers:
            columns.append(name)
            for text, passed, median in answers[name]["claims"]:
                by_claim[text][name] = f"{median:.2f}{'' if passed else ' **fails**'}"
    return table(
        ("claim", *columns),
        [
            [text, *(cells.get(column, "") for column in columns)]
            for text, cells in by_claim.items()
        ],
    )


def variants_table(answers: dict[str, dict]) -> str:
    """Return what other durations change in the outcomes, against the preset as it is."""
    names = [name for name in VARIANTS if name in answers and not name.startswith("step")]
    usual = answers["reading"]["values"]
    rows = []
    for arm in PRACTISED:
        for measure in OUTCOMES:
            now = np.array(usual[arm][measure][0])[:, 0]
            cells = [f"{arm}, `{measure}`", f"{now.mean():.2f} ({now.std(ddof=1):.2f})"]
            for name in names:
                values = answers[name]["values"].get(arm)
                cells.append(difference(values[measure], now) if values else "")
            if now.std() > 0.0 or any(cell and not cell.startswith("+0 ") for cell in cells[2:]):
                rows.append(cells)
    return table(("outcome", "now, mean (SD)", *names), rows)


def onset_table(answer: dict) -> str:
    """Return how a network at rest comes away from the state in which an episode begins."""
    rows = [
        [
            f"{first:g} to {last:g}",
            *(
                f"{np.mean(values[place]):.2f} ({np.std(values[place], ddof=1):.2f})"
                for values in answer.values()
            ),
        ]
        for place, (first, last) in enumerate(zip(ONSET_EDGES_S, ONSET_EDGES_S[1:]))
    ]
    return table(("s after settling", "share of time in A", "excitatory rate (Hz)"), rows)


def advice_table(cost: dict) -> str:
    """Return the recommended durations, and the CPU time that they save."""
    rows = []
    for advice in ADVICE:
        saved = (
            advice.saved * cost[arms]["kinds"][advice.kind][2] / cost[arms]["cpu_s"]
            for arms in ("one arm", "eight arms")
        )
        rows.append(
            [
                advice.kind,
                advice.now,
                advice.advised,
                *(f"{share:.0%}" if share else "" for share in saved),
                advice.claims,
            ]
        )
    head = ("episode", "now", "recommended", "saved of an arm", "of eight arms", "claims at stake")
    return table(head, rows)


def cpu_table(costs: dict[str, list[float]]) -> str:
    """Return the CPU time of an arm at several time steps, and its ratio to that at 0.5 ms."""
    usual = np.array(costs["0.5"])
    return table(
        ("step", "CPU s of an arm", "times that of 0.5 ms"),
        [
            [f"{dt_ms} ms", f"{np.median(spent_s):.2f}", f"{np.median(spent_s / usual):.2f}"]
            for dt_ms, spent_s in costs.items()
        ],
    )


def steps_table(answer: dict) -> str:
    """Return differences between time steps in fresh networks with the same connections."""
    rows = []
    for place, (name, (unit, _)) in enumerate(REST_BANDS.items()):
        coarse, usual, fine = (np.array(answer[str(dt_ms)][place]) for dt_ms in STEPS_MS)
        rows.append(
            [
                f"{name} ({unit})" if unit else name,
                f"{fine.mean():.3g}",
                difference(usual, fine),
                difference(coarse, fine),
                difference(coarse, usual),
            ]
        )
    head = ("measure", "at 0.25 ms", "0.5 less 0.25 ms", "1 less 0.25 ms", "1 less 0.5 ms")
    return table(head, rows)


def arm_steps_table(answers: dict[str, dict]) -> str:
    """Return differences between time steps in what the arms come to."""
    coarse, fine = (answers[f"step of {step} ms"]["values"] for step in ("1", "0.25"))
    rows = []
    for arm in PRACTISED:
        for name in OUTCOMES:
            usual = np.array(answers["reading"]["values"][arm][name][0])[:, 0]
            if usual.std() > 0.0:
                rows.append(
                    [
                        f"{arm}, `{name}`",
                        f"{np.mean(fine[arm][name]):.2f}",
                        difference(usual, fine[arm][name]),
                        difference(coarse[arm][name], fine[arm][name]),
                        difference(coarse[arm][name], usual),
                    ]
                )
    head = ("outcome", "at 0.25 ms", "0.5 less 0.25 ms", "1 less 0.25 ms", "1 less 0.5 ms")
    return table(head, rows)


def write(folder: Path) -> None:
    """Write the tables; only variants may lack an answer."""
    answers = {
        name: json.loads(path.read_text("utf-8"))
        for name in QUESTIONS
        if (path := file_of(folder, name)).exists()
    }
    readings = answers["reading"]["values"]
    parts = {
        "spent": spent_table(answers["spent"]),
        "onset": onset_table(answers["onset"]),
        "reading": reading_table(readings[ARM]),
        "surge": reading_table(answers["surge"]),
        "noise": noise_table(answers["noise"], readings),
        "claims": claims_table(answers),
        "durations": variants_table(answers),
        "steps": steps_table(answers["steps"]),
        "arm steps": arm_steps_table(answers),
        "cpu": cpu_table(answers["spent"]["cpu_s at step"]),
        "advice": advice_table(answers["spent"]),
    }
    for name, text in parts.items():
        replace_part("accuracy.md", name, text)


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("action", choices=("measure", "write"))
    options.add_argument("folder", type=Path)
    options.add_argument("names", nargs="*", help="questions; all if none is named")
    arguments = options.parse_args()
    if arguments.action == "write":
        write(arguments.folder)
    else:
        measure(arguments.folder, arguments.names)


if __name__ == "__main__":
    main()
