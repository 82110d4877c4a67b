"""Recent drawings are handed out again, and few of them are kept."""

from __future__ import annotations

import pytest

from sim.plots.memo import Memo
from sim.plots.player import replay


def test_a_value_is_made_once_and_the_one_unused_for_longest_is_dropped():
    memo, made = Memo(2), []

    def value_of(key):
        return memo.get(key, lambda: made.append(key) or key)

    assert [value_of(key) for key in "abacab"] == list("abacab")
    assert made == list("abcb")  # c took the place of b, which was used before a


def test_a_value_that_cannot_be_made_is_not_kept():
    memo = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("key", lambda: 1 / 0)
    assert memo.get("key", lambda: 1) == 1


def test_a_page_packs_the_tests_of_a_run_once_and_without_spikes_anew(arms, monkeypatch):
    monkeypatch.setattr(replay, "PACKED", Memo(8))
    packed = []
    test = replay.played_test
    monkeypatch.setattr(replay, "played_test", lambda *args: packed.append(args) or test(*args))
    first = {label: runs[0] for label, runs in arms.items()}
    scenario = next(iter(first.values())).scenario
    data = replay.replay_data(scenario, first)
    n_packed = len(packed)
    assert n_packed == len(data["days"]) * len(first)
    assert replay.replay_data(scenario, first) == data
    assert len(packed) == n_packed
    silent = {label: run.without_spikes() for label, run in first.items()}
    assert replay.replay_data(scenario, silent)["arms"] != data["arms"]
