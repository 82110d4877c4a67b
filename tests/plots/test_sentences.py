"""Sentences about results: their numbers are those of the runs."""

from __future__ import annotations

import re
import statistics

import pytest

from sim import plots
from sim.errors import ScenarioError
from sim.plots import words

NUMBER = r"(\d+\.\d\d)"


def shares(results, test: int, pattern: int) -> list[float]:
    return [float(result.probes["answer"][test, pattern]) for result in results]


@pytest.mark.parametrize(("day", "test"), [(None, 2), (1.0, 1)])
@pytest.mark.parametrize(("pattern", "number"), [("A", 0), ("B", 1)])
def test_counts_and_ends_are_those_of_all_runs_together(many, day, test, pattern, number):
    text = plots.result_sentence(many, day, pattern)
    expected = []
    for results in many.values():
        counts = [round(12 * share) for share in shares(results, test, number)]
        rival = round(12 * sum(shares(results, test, 1 - number)))
        alone = round(12 * sum(float(result.probes["uncued"][test, number]) for result in results))
        expected.append(tuple(map(str, (sum(counts), min(counts), max(counts), rival, alone))))
    end = f"and to {'BA'[number]} in (\\d+); without it"
    found = re.search(
        rf"Practice early: the cue leads to {pattern} in (\d+) of 240 trials on day "
        rf"{3 if day is None else 1} \(20 runs, (\d+) to (\d+) of 12 in each\) "
        rf"{end}, {pattern} is active in (\d+)\.",
        text,
    )
    assert found.groups() == expected[0]
    found = re.search(
        rf"Practice late: to {pattern} in (\d+) of 240 \((\d+) to (\d+) of 12 in "
        rf"each\) {end}, {pattern} in (\d+)\.",
        text,
    )
    assert found.groups() == expected[1]


def test_the_result_of_many_arms_stays_short(many):
    early, late = many.values()
    text = plots.result_sentence(
        {f"A fairly long name of arm {k}": late if k % 2 else early for k in range(12)}
    )
    assert len(text) < 400
    assert "The other 10 arms lie between." in text
    assert len(plots.result_sentence({"x" * 300: early, "y" * 300: late})) < 400


def test_one_seed_is_called_no_proof(many):
    few = {label: results[:1] for label, results in many.items()}
    assert plots.result_sentence(few).endswith("One run is not proof.")
    assert "proof" not in plots.result_sentence(many)


def test_a_day_without_test_is_refused(many):
    with pytest.raises(ScenarioError, match="test day"):
        plots.result_sentence(many, 2.0)


def test_title_names_the_means_of_the_last_day(many):
    title = plots.answer_over_days(many).title
    means = [f"{statistics.fmean(shares(results, 2, 1)):.2f}" for results in many.values()]
    assert re.findall(NUMBER, title) == means


def test_difference_counts_seeds_in_both_directions(scenario, many):
    early, late = many.values()
    pairs = list(zip(shares(early, 2, 1), shares(late, 2, 1)))
    higher, lower = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    text = plots.difference_sentence(scenario, early, late)
    assert f"higher in {higher}, lower in {lower}" in text
    assert "clearly higher" in text
    assert "clearly lower" in plots.difference_sentence(scenario, late, early)
    assert "no clear difference" in plots.difference_sentence(scenario, early, early)


def test_difference_pairs_only_the_same_seeds(scenario, many):
    early, late = many.values()
    assert "5 seeds" in plots.difference_sentence(scenario, early[:10], late[5:])
    assert "no seed" in plots.difference_sentence(scenario, early[:5], late[5:])


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "clearly higher"),
        (0.95, "higher"),
        (0.8, "probably higher"),
        (0.6, "no clear difference"),
    ],
)
def test_words_for_a_share_of_seeds_change_above_their_limits(share, text):
    assert words.difference_words(share) == text


def test_a_change_that_does_not_show_is_called_staying():
    assert words.change(4.91, 4.94, "Hz") == "stays at 4.9 Hz"
    assert words.change(1.0, 5.4) == "goes from 1.0 to 5.4"


def test_a_list_of_changes_does_not_repeat_its_verb():
    texts = ["goes from 1 to 2 (x)", "goes from 1 to 3 (y)", "stays at 4 (z)"]
    assert words.changes(texts) == "goes from 1 to 2 (x), from 1 to 3 (y) and stays at 4 (z)"


@pytest.mark.parametrize(
    ("first_d", "last_d", "text"),
    [
        (3.0, 3.0, "day 3"),
        (3.0, 7.0, "days 3 to 7"),
        (2.0 + 0.5 / 24, 2.0 + 2.5 / 24, "day 2, 0.5 h to 2.5 h after its start"),
        (2.5, 2.5, "day 2, 12 h after its start"),
        (2.25, 4.25, "days 2.25 to 4.25"),
    ],
)
def test_what_is_shorter_than_a_day_is_told_in_hours(first_d, last_d, text):
    assert words.days(first_d, last_d) == text
