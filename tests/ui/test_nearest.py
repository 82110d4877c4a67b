"""A moved control is answered at once, by the nearest settings that were computed in advance."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.lessons import guess_words
from sim.scenario import load
from sim.stored import grid
from sim.ui.lab import nearest
from sim.ui.settings.state import Settings, Vary, defaults
from sim.ui.text import lab_text, nearest_text, plain
from tests.ui.panels import outcome_of
from tests.ui.touring import open_page
from tests.wording import too_long_in

WEAR, DOSE, START = "network.wear", "dose.dose_mg_per_kg", "practice.start_d"
LOW = {DOSE: 0.25}
PRESET = load("practice_in_window")
NEAREST, EXACT = "Nearest settings computed in advance", "**Computed in advance**"
pytestmark = pytest.mark.usefixtures("own_pool")


def opened(**query):
    return open_page("lab", **query)


def nearest_answer_on(at):
    """Return what is said of settings computed in advance; empty if nothing is."""
    said = [
        element.value for element in at.info if EXACT in element.value or NEAREST in element.value
    ]
    assert len(said) <= 1
    return clean(said[0]) if said else ""


def clean(words_said):
    """Return words as they are read, without what Markdown and line breaks need."""
    return words_said.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def dose(at, value):
    return at.button_group(key=DOSE).set_value(value).run()


def changed(changes, **parts):
    return Settings(
        **{**defaults(PRESET)._asdict(), "changes": tuple(sorted(changes.items())), **parts}
    )


def test_a_moved_control_is_answered_without_a_run(own_pool):
    at = opened()
    assert nearest_answer_on(at) == ""  # the result itself is there
    dose(at, 0.25)
    assert not at.exception and own_pool.n_queued == 0
    kept = grid.get(PRESET).nearest(PRESET, LOW, PRESET.first_arms()).arms["in_window"]["answer.b"]
    share = (f"{100 * kept.mean():.0f} %", f"{100 * kept.min():.0f} to {100 * kept.max():.0f}")
    assert EXACT in nearest_answer_on(at) and nearest_text.PICTURES_BY_RUN in nearest_answer_on(at)
    assert f"{kept.size} networks, seeds 0 to {kept.size - 1}" in nearest_answer_on(at)
    assert f"On day 30 the test cue leads to B in **{share[0]}" in nearest_answer_on(at) and (
        share[1] in nearest_answer_on(at) or kept.min() == kept.max()
    )
    assert "Practice two weeks later (Dose: size = 0.25 mg/kg)" in nearest_answer_on(at)
    dose(at, 0.5)
    assert nearest_answer_on(at) == ""


def test_what_is_not_as_asked_is_named_with_both_values():
    at = opened()
    at.slider(key=WEAR).set_value(0.8).run()
    assert NEAREST in nearest_answer_on(at) and nearest_text.EXACT_BY_RUN in nearest_answer_on(at)
    assert re.search("Wear of pattern A [0-9.]+ instead of 0.8", nearest_answer_on(at))
    assert "Dose" not in nearest_answer_on(at)
    at.slider(key=START).set_value(5.5).run()
    assert re.search("first session day [0-9.]+ instead of day 5.5", nearest_answer_on(at))


def test_the_old_result_stays_and_is_marked_as_old():
    at = opened()
    before = outcome_of(at)
    dose(at, 0.25)
    assert outcome_of(at) is before
    assert lab_text.stale([plain("Dose: size")]) in [element.value for element in at.warning]
    assert any(
        clean(element.value).startswith(":gray[Practice in the window: the cue leads to B")
        for element in at.markdown
    )


def test_other_luck_alone_is_not_answered():
    """The numbers are of other networks: they would not tell what the new ones do."""
    at = opened()
    at.button(key="luck").click().run()
    assert (
        lab_text.stale(["luck"]) in [element.value for element in at.warning]
        and nearest_answer_on(at) == ""
    )
    dose(at, 0.25)
    assert EXACT in nearest_answer_on(at)


def test_nothing_is_told_before_a_guess(own_pool):
    at = opened(ask="Which one?")
    dose(at, 0.25)
    assert (
        guess_words.LEAD in [element.value for element in at.caption]
        and nearest_answer_on(at) == ""
    )
    dose(at, 0.5)
    at.button(key="guess declined").click().run()
    assert nearest_answer_on(at) == ""
    dose(at, 0.25)
    assert EXACT in nearest_answer_on(at) and own_pool.n_queued == 0


@pytest.mark.parametrize(
    "settings",
    [
        changed({"stdp.rate": 1.0}),
        changed({**LOW, "time.length_d": 31.0}),
        changed(LOW, own=(("in_window", WEAR, 0.5),)),
        changed(LOW, arms=("nothing", "in_window")),
        changed(LOW, arms=("in_window", "in_window_copy")),
        changed({}, vary=Vary(DOSE, (0.0, 0.5), "answer.b")),
        changed({START: 300.0}, arms=("late",)),
    ],
    ids=["other setting", "other beside", "own value", "other arm", "copy", "sweep", "refused"],
)
def test_settings_beyond_the_grid_are_not_answered(settings):
    assert nearest.nearest_computed(None, changed(LOW), PRESET) is not None
    assert nearest.nearest_computed(None, settings, PRESET) is None


def test_a_single_run_is_answered_too():
    assert set(nearest.nearest_computed(None, changed(LOW, arms=("late",)), PRESET).arms) == {
        "late"
    }


def test_a_page_without_grids_is_as_before(monkeypatch, tmp_path):
    monkeypatch.setattr(grid, "FOLDER", tmp_path)
    grid.get.cache_clear()
    at = dose(opened(), 0.25)
    grid.get.cache_clear()
    assert not at.exception and nearest_answer_on(at) == ""
    assert lab_text.stale([plain("Dose: size")]) in [element.value for element in at.warning]


def near(**numbers):
    usual = {
        "answer.a": [0.5, 0.5],
        "answer.b": [0.5, 0.25],
        "answer.none": [0.0, 0.25],
        "fused": [0.0, 0.0],
        "strength.cue_to_b": [1.0, 3.0],
        "kick_size": [np.nan] * 2,
    }
    found = {name: np.array(values) for name, values in {**usual, **numbers}.items()}
    return grid.Near({WEAR: 1.0}, True, 30.0, 2, dict.fromkeys(PRESET.first_arms(), found))


def said(answer, base=PRESET, monkeypatch=None):
    texts = []
    monkeypatch.setattr(nearest, "nearest_computed", lambda *_: answer)
    monkeypatch.setattr(nearest.st, "info", texts.append)
    nearest.sentence(None, defaults(base), base)
    return clean(texts[0])


def test_shares_are_means_with_the_lowest_and_the_highest_network(monkeypatch):
    told = said(near(), monkeypatch=monkeypatch)
    assert "**38 % (25 to 50)** of the trials of *Practice in the window*, to A in 50 %" in told
    assert nearest_text.NO_PATTERN not in told and "fuse" not in told


def test_what_a_share_does_not_tell_is_said_beside_it(monkeypatch):
    """No answer at all, and patterns that have grown into one."""
    told = said(near(**{"answer.none": [0.75, 1.0], "fused": [0.0, 1.0]}), monkeypatch=monkeypatch)
    assert f"{nearest_text.NO_PATTERN} in 88 %" in told
    assert "The patterns fuse in 1 of 2 networks of *Practice in the window*." in told


@pytest.mark.parametrize(
    ("name", "number"), [("exercise", "**2 (1 to 3)**"), ("well_worn_path", "**no value**")]
)
def test_another_headline_is_told_by_its_own_measure(name, number, monkeypatch):
    base = load(name)
    answer = near()._replace(day_d=base.headline_day)
    answer = answer._replace(
        arms={arm: next(iter(answer.arms.values())) for arm in base.first_arms()}
    )
    told = said(answer, base, monkeypatch)
    assert number in told and f"on day {base.headline_day:g}" in told


def test_sentences_are_short(monkeypatch):
    lead, *_ = said(near(), monkeypatch=monkeypatch).split("\n")
    assert too_long_in(lead) == []
