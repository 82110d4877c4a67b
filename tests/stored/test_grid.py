"""Results computed in advance: which are nearest, and that they are those of the model as it is."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

import sim
from benchmarks.grid import PLANS, FinishedRuns, computed, day_of, nodes_of, with_one_test
from sim.measures import value_at
from sim.scenario import get_path, load
from sim.stored import grid
from sim.stored.grid import Grid
from tests.reference.comparing import twelve_digits

WEAR, DOSE, START, PATTERN = (
    "network.wear",
    "dose.dose_mg_per_kg",
    "practice.start_d",
    "practice.pattern",
)
PRESET = load("practice_in_window")
MOST_BYTES = 3e6
SHIPPED = sorted(PLANS)


def made(nodes, scales=None, arms=("in_window", "late"), run=None, n_seeds=2):
    """Return a grid of wear, dose, start and pattern whose numbers name run and seed."""
    nodes = np.array(nodes, dtype=float)
    run = (
        np.arange(nodes.shape[0] * len(arms)).reshape(-1, len(arms))
        if run is None
        else np.array(run)
    )
    rows = int(run.max()) + 1
    return Grid(
        preset=PRESET.id,
        fingerprints={arm: PRESET.fingerprint(arm, 0) for arm in arms},
        day_d=30.0,
        controls=(WEAR, DOSE, START, PATTERN),
        scales={
            WEAR: (0.0, 0.5, 1.0),
            DOSE: (0.0, 0.25, 0.5, 1.0),
            START: (3.0, 6.0, 12.0),
            PATTERN: ("A", "B"),
            **(scales or {}),
        },
        arms=arms,
        measures=("answer.b",),
        nodes=nodes,
        run=run,
        n_seeds=np.full(rows, n_seeds, dtype=np.int8),
        numbers=np.arange(rows)[:, None, None] + np.arange(5)[None, :, None] / 10.0,
    )


USUAL = (1.0, 0.5, 3.0, 1.0)
NODES = (
    USUAL,
    (0.5, 0.5, 3.0, 1.0),
    (0.0, 0.5, 3.0, 1.0),
    (1.0, 0.25, 3.0, 1.0),
    (1.0, 1.0, 3.0, 1.0),
    (1.0, 0.5, 6.0, 1.0),
    (1.0, 0.5, 12.0, 1.0),
    (1.0, 0.5, 3.0, 0.0),
    (0.5, 1.0, 6.0, 1.0),
)


def nearest(changes, arms=("in_window", "late"), of=None):
    return (of or made(NODES)).nearest(PRESET, changes, arms)


def test_settings_that_were_computed_are_exact_and_their_runs_are_told():
    found = nearest({DOSE: 0.25})
    assert found.is_exact and found.values[DOSE] == 0.25 and found.n_seeds == 2
    assert found.arms["late"]["answer.b"].tolist() == [7.0, 7.1]  # run 7, seeds 0 and 1
    assert nearest({}).is_exact


@pytest.mark.parametrize(("asked", "value"), [(0.3, 0.25), (0.4, 0.5), (0.7, 0.5), (0.8, 1.0)])
def test_the_nearest_value_is_told_with_the_settings_it_belongs_to(asked, value):
    found = nearest({DOSE: asked})
    assert not found.is_exact
    assert found.values == {WEAR: 1.0, DOSE: value, START: 3.0, PATTERN: "B"}


def test_a_step_of_any_control_counts_alike():
    """From day 3 to 6 is one step, and so is it from day 6 to 12; the unit does not matter."""
    assert nearest({WEAR: 0.6, DOSE: 0.9, START: 5.0}).values[START] == 6.0
    found = nearest({DOSE: 0.55, START: 8.0})
    assert (found.values[DOSE], found.values[START]) == (0.5, 6.0)


def test_of_settings_equally_near_those_nearer_to_the_preset_are_told():
    assert nearest({DOSE: 0.375}).values[DOSE] == 0.5
    assert nearest({DOSE: 0.75}).values[DOSE] == 0.5
    assert nearest({WEAR: 0.25}).values[WEAR] == 0.5
    assert nearest({START: 9.0}).values[START] == 6.0


def test_another_choice_has_no_neighbour():
    assert nearest({PATTERN: "A"}).is_exact
    assert nearest({PATTERN: "C"}) is None
    assert nearest({PATTERN: "A", WEAR: 0.0}) is None  # with A nothing was computed near there


def test_settings_a_step_from_everything_have_no_neighbour():
    assert nearest({START: 17.9}).values[START] == 12.0
    assert nearest({START: 18.0}) is None
    assert nearest({DOSE: 0.0}) is None and nearest({DOSE: 0.01}).values[DOSE] == 0.25


def test_another_changed_setting_or_arm_has_no_neighbour():
    assert nearest({"stdp.rate": 1.0}) is None
    assert nearest({DOSE: 0.25, "window.capture_gain": 2.0}) is None
    assert nearest({}, ("in_window", "nothing")) is None
    assert nearest({}, ()) is None


def test_a_control_that_acts_on_none_of_the_arms_does_not_count():
    assert nearest({START: 25.0}, ("late",)).values == {WEAR: 1.0, DOSE: 0.5, PATTERN: "B"}
    assert nearest({START: 25.0}, ("late",)).is_exact  # this arm has a day of its own
    of = made(NODES, arms=("practice_only",))
    assert nearest({DOSE: 3.0}, ("practice_only",), of).is_exact


def test_settings_of_which_an_arm_has_no_run_are_passed_over():
    run = np.arange(18).reshape(-1, 2)
    run[3, 1] = -1  # low dose, late
    of = made(NODES, run=run)
    assert nearest({DOSE: 0.25}, ("in_window",), of).is_exact
    assert nearest({DOSE: 0.26}, of=of).values[DOSE] == 0.5


def test_arms_are_told_by_the_same_seeds():
    """The arms of a comparison share their draws, also where one arm has more runs."""
    of = made(NODES)
    of.n_seeds[6] = 5  # low dose, in the window
    assert nearest({DOSE: 0.25}, of=of).n_seeds == 2
    assert nearest({DOSE: 0.25}, ("in_window",), of).n_seeds == 5
    assert nearest({DOSE: 0.25}, of=of).arms["in_window"]["answer.b"].size == 2


def test_a_grid_survives_its_file(tmp_path):
    grid = made(NODES)
    grid.save(tmp_path / "a.npz")
    again = Grid.load(tmp_path / "a.npz")
    again.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert again.nearest(PRESET, {DOSE: 0.3}, ["late"]).values[DOSE] == 0.25


def test_a_grid_of_another_model_or_preset_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "FOLDER", tmp_path)
    grid.get.cache_clear()
    assert grid.get(PRESET) is None
    made(NODES).save(tmp_path / f"{PRESET.id}.npz")
    grid.get.cache_clear()
    assert grid.get(PRESET) is not None
    for other in (PRESET.with_changes({"stdp.rate": 1.0}), load("no_direction")):
        assert grid.get(other) is None
    replace(made(NODES), fingerprints={"in_window": "0" * 64}).save(tmp_path / f"{PRESET.id}.npz")
    grid.get.cache_clear()
    assert grid.get(PRESET) is None
    (tmp_path / f"{PRESET.id}.npz").write_bytes(b"PK\3\4 no more")
    grid.get.cache_clear()
    assert grid.get(PRESET) is None
    grid.get.cache_clear()


def test_grids_that_ship_are_those_of_the_plan_and_small():
    """Fails after a change of a preset or of the model: run ``python -m benchmarks.grid``."""
    files = list(grid.FOLDER.glob("*.npz"))
    assert sorted(file.stem for file in files) == SHIPPED
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


@pytest.mark.parametrize("name", SHIPPED)
def test_a_grid_that_ships_holds_its_plan_whole(name):
    preset, plan = load(name), PLANS[name]
    shipped = grid.get(preset)
    assert shipped is not None and shipped.day_d == day_of(preset)
    assert set(preset.first_arms()) <= set(shipped.arms)
    arms = preset.first_arms()
    for values, n_seeds in nodes_of(preset, plan).items():
        found = shipped.nearest(preset, dict(zip(plan.alone, values)), arms)
        assert found.is_exact and found.n_seeds >= n_seeds
        assert all(np.isfinite(numbers["rate_exc_hz"]).all() for numbers in found.arms.values())


@pytest.mark.parametrize("name", ["no_direction", "practice_in_window"])
def test_settings_drawn_from_a_grid_are_as_a_run_made_now(name):
    """A whole run with all its tests; the grid's had only the last one."""
    preset, shipped = load(name), grid.get(load(name))
    rng = np.random.default_rng(len(name))
    node = int(rng.integers(len(shipped.nodes)))
    columns = np.flatnonzero(shipped.run[node] >= 0)
    arm = shipped.arms[int(rng.choice(columns))]
    values = {
        path: shipped.control_value(preset, path, number)
        for path, number in zip(shipped.controls, shipped.nodes[node])
    }
    kept = shipped.nearest(preset, values, [arm]).arms[arm]
    seed = int(rng.integers(kept["answer.b"].size))
    result = sim.run(preset.with_changes(values), arm=arm, seed=seed)
    for measure, numbers in kept.items():
        now = value_at(result, measure, shipped.day_d)
        assert twelve_digits(np.array(numbers[seed]), np.array(now)), measure


def test_the_nearest_is_found_in_less_than_ten_milliseconds():
    shipped, took_s = grid.get(PRESET), []
    for dose in np.linspace(0.0, 1.0, 21):
        began_s = time.perf_counter()
        assert shipped.nearest(PRESET, {DOSE: float(dose), WEAR: 0.8}, PRESET.first_arms())
        took_s.append(time.perf_counter() - began_s)
    assert np.median(took_s) < 0.01


def test_a_writing_that_was_stopped_goes_on(tmp_path, monkeypatch):
    """Finished runs are not computed again, also behind a line that was cut off."""
    asked = []

    def run_numbered(tasks):
        asked.extend(tasks)
        yield from ((number, None) for number in range(len(tasks)))

    monkeypatch.setattr("benchmarks.grid.run_numbered", run_numbered)
    monkeypatch.setattr("benchmarks.grid.value_at", lambda result, name, day: 0.5)
    preset, plan = load("no_direction"), PLANS["no_direction"]
    whole = computed(preset, plan, FinishedRuns(tmp_path / "done"))
    n_runs = len(asked)
    lines = (tmp_path / "done").read_text().split("\n")
    (tmp_path / "done").write_text("\n".join([*lines[:11], lines[11][:20]]))
    again = computed(preset, plan, FinishedRuns(tmp_path / "done"))
    assert len(asked) - n_runs == n_runs - 10
    np.testing.assert_array_equal(whole.numbers, again.numbers)
    assert computed(preset, plan, FinishedRuns(tmp_path / "done")) and len(asked) == 2 * n_runs - 10


def test_arms_that_do_the_same_share_their_runs():
    shipped = grid.get(PRESET)
    late = shipped.arms.index("late")
    start = shipped.controls.index(START)
    usual = [
        shipped.control_value(PRESET, path, 0.0) if path == START else get_path(PRESET, path)
        for path in shipped.controls
    ]
    alone = [
        number
        for number, node in enumerate(shipped.nodes)
        if all(
            shipped.control_value(PRESET, path, value) == kept
            for path, value, kept in zip(shipped.controls, node, usual)
            if path != START
        )
    ]
    assert len({shipped.nodes[node, start] for node in alone}) > 5
    assert len({shipped.run[node, late] for node in alone}) == 1


def test_only_the_day_of_the_headline_is_tested():
    assert with_one_test(load("exercise"), {}).time.test_days == (16.0,)
