"""Whatever stands in the address, the Lab draws itself, and says what it cannot do."""

from __future__ import annotations

import random

import pytest

from sim.runs import Pool
from sim.scenario import load, parameters, presets
from sim.ui.running import shared
from tests.small import small_parts
from tests.ui.panels import outcome_of
from tests.ui.touring import every_picture, open_page, text_on

SMALL = small_parts()


class NoRuns(Pool):
    """A queue in which nothing is ever run: here the page is drawn, not the model."""

    def submit(self, tasks, **more):
        return super().submit([], **more)


@pytest.fixture
def idle(monkeypatch):
    """Let nothing be run."""
    pool = NoRuns(1)
    monkeypatch.setattr(shared, "pool", lambda: pool)
    yield
    pool.close()


def opened(**query):
    return open_page("lab", **query)


def drawn(at):
    """Hold that a page was drawn to its end; return what it says."""
    assert not at.exception, (dict(at.query_params), at.exception[0].message)
    return text_on(at)


def test_a_sweep_of_what_no_arm_does_says_so_and_keeps_run_shut(idle):
    at = opened(arms="nothing", vary="practice.start_d:[3,5]")
    assert "is no part of *Nothing*" in drawn(at)
    assert at.button(key="run").disabled
    at = opened(arms="in_window", vary="practice.start_d:[3,5]", vary2="dose.at_d:[1,2]")
    assert "the path of a number" in drawn(at)


def test_a_sweep_of_what_one_of_its_arms_does_is_drawn(own_pool):
    at = opened(set=SMALL, arms="nothing,in_window", vary="practice.repeats:[1,2]", seeds="1")
    drawn(at)
    at = at.button(key="run").click().run()
    drawn(at)
    assert len(outcome_of(at).points) == 4


def test_another_first_arm_in_a_sweep_is_a_click_like_any_other(idle):
    at = opened()
    at.segmented_control(key="mode").set_value("sweep").run()
    at.selectbox(key="arm0").set_value("nothing").run()
    assert "is no part of *Nothing*" in drawn(at)
    at.selectbox(key="sweep path").set_value("network.wear").run()
    assert "is no part of" not in drawn(at)


@pytest.mark.parametrize(
    "vary",
    [
        "practice.repeats:[-5,1000]",
        "practice.repeats:[3]",
        "practice.pattern:[1,2]",
        "homeostasis.enabled:[1,2]",
        "practice.repeats:[1.5,2.5]",
        "practice.start_d:[29,29.5]",
        "practice.start_d:[3,3]",
        "dose.at_d:[[1],[2]]",
        "practice.repeats:[]",
        "practice.repeats:x",
        "network.p_exc_exc:[1e-300,1]",
        "stdp.rate:[nan,inf]",
    ],
)
def test_values_of_a_sweep_that_do_not_fit_are_moved_or_left_out(idle, vary):
    drawn(opened(set=SMALL, arms="in_window", vary=vary, seeds="1"))


def test_arms_with_networks_of_other_sizes_are_told_in_words_and_their_curves_drawn(own_pool):
    at = opened(set=SMALL, arms="in_window,late", seeds="1", own="late/network.n_rest:30")
    said = drawn(at)
    assert "other sizes" in said and "the cue leads to B in" in said
    for _ in every_picture(at):
        drawn(at)


def test_a_copied_arm_is_there_while_the_settings_are_refused(idle):
    at = opened(arms="in_window,in_window_copy")
    at.session_state["visit"].settings = at.session_state["visit"].settings._replace(
        changes=(("network.p_exc_exc", 0.0),)
    )
    said = drawn(at.run())
    assert at.button(key="run").disabled and "network" in said.lower()


@pytest.mark.parametrize(
    "seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 100))]
)
def test_any_address_is_drawn(idle, seed):
    drawn(opened(**address(random.Random(seed))))


def address(rng):
    """Return a random address: much of it fits together, some of it does not."""
    base = load(rng.choice(presets()))
    arms = [arm.id for arm in base.arm]
    leaves = list(parameters(base))
    some = rng.sample(arms, rng.randint(1, min(4, len(arms))))
    if rng.random() < 0.3:
        some.append(some[0] + "_copy")

    def value(leaf):
        return rng.choice(
            [
                "0",
                "1",
                "-1",
                "3.5",
                "1e9",
                "true",
                "[]",
                "[1,2]",
                "[[1]]",
                "x",
                "",
                "nan",
                "30",
                str(leaf.value),
            ]
        )

    def pair():
        leaf = rng.choice(leaves)
        return f"{leaf.path}:{value(leaf)}"

    query = {
        "preset": base.id,
        "arms": ",".join(some[:5]),
        "seeds": rng.choice(["1", "5", "7"]),
        "set": [pair() for _ in range(rng.randint(0, 4))],
        "own": [f"{rng.choice(some)}/{pair()}" for _ in range(rng.randint(0, 3))],
    }
    if rng.random() < 0.6:
        query["vary"] = f"{rng.choice(leaves).path}:{rng.choice(['[1,2,3]', '[0]', '[-1,99]'])}"
        query["outcome"] = rng.choice(["answer.b", "nonsense", base.headline])
        if rng.random() < 0.5:
            query["vary2"] = f"{rng.choice(leaves).path}:{rng.choice(['[1,2,3]', '[0,0.5]'])}"
    if rng.random() < 0.3:
        query["show"] = [rng.choice(leaves).path for _ in range(3)]
        query["lock"] = [rng.choice(leaves).path]
    return query
