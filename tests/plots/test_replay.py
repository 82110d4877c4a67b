"""The replay: what is played is what was run, in one file that needs nothing else."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from sim.errors import ResultError
from sim.plots import replay
from sim.plots.words import AS_THE_PRESET, DISCLAIMER, NO_SCRIPTS, PLAN, PLAYER

MEGABYTE = 2**20


@pytest.fixture(scope="module")
def pair(arms):
    """One run of each arm, by label."""
    return {label: results[0] for label, results in arms.items()}


@pytest.fixture(scope="module")
def data(scenario, pair):
    return replay.replay_data(scenario, pair)


def test_spikes_of_the_replay_are_the_first_of_the_rest_of_each_test(data, pair):
    for arm, run in zip(data["arms"], pair.values(), strict=True):
        for test, day in enumerate(data["days"]):
            chosen = run.spikes["spike_probe"] == list(run.probe_d).index(day)
            chosen &= run.spikes["spike_ms"] < data["window_ms"]
            chosen &= np.isin(run.spikes["spike_neuron"], run.sample["cell"])
            played = arm["tests"][test]
            assert len(played["spike_ms"]) == np.count_nonzero(chosen)
            cells = run.sample["cell"][played["spike_cell"]]
            np.testing.assert_array_equal(cells, run.spikes["spike_neuron"][chosen])
            assert played["spike_ms"] == sorted(played["spike_ms"])


def test_the_replay_is_no_longer_than_the_rest_that_was_simulated(data, pair):
    rest_ms = next(iter(pair.values())).scenario.probe.rest_s * 1000.0
    assert data["window_ms"] == min(replay.WINDOW_MS, rest_ms)


def test_edges_are_the_strongest_synapses_with_what_became_of_them(data, pair):
    run = next(iter(pair.values()))
    start, end = run.sample["weight"][[0, -1]]
    edges = data["arms"][0]["tests"][-1]["edges"]
    assert 0 < len(edges) <= replay.MOST_EDGES
    weight = {(a, b): (one, other) for a, b, one, other in
              zip(run.sample["pre"].tolist(), run.sample["post"].tolist(), start, end,
                  strict=True)}
    for pre, post, shown, kind in edges:
        before, now = weight[pre, post]
        assert kind == (2 if np.isnan(now) else 1 if np.isnan(before) else 0)
        assert shown == pytest.approx(before if kind == 2 else now, abs=0.006)
    there = [shown for _, _, shown, kind in edges if kind != 2]
    assert min(there) >= np.sort(end[np.isfinite(end)])[-len(there)] - 0.006


def test_answers_and_days_are_those_of_the_result(data, pair):
    for arm, run in zip(data["arms"], pair.values(), strict=True):
        answers = [test["answer"] for test in arm["tests"]]
        np.testing.assert_allclose(answers, run.probes["answer"], atol=0.001)
    assert data["days"] == sorted(next(iter(pair.values())).probe_d.tolist())


def test_many_tests_are_thinned_and_the_first_and_last_are_kept(scenario, pair):
    label, run = next(iter(pair.items()))
    days = np.linspace(0.0, 3.0, 200)
    many = replace(run, probe_d=days, probes={name: np.repeat(array[:1], 200, axis=0)
                                              for name, array in run.probes.items()},
                   sample=run.sample | {"weight": np.repeat(run.sample["weight"][:1], 200, axis=0)})
    kept = replay.replay_data(scenario, {label: many})["days"]
    assert len(kept) == replay.MOST_TESTS
    assert (kept[0], kept[-1]) == (0.0, 3.0)


@pytest.mark.parametrize("n_arms", [0, 5])
def test_no_arm_and_too_many_arms_are_refused(n_arms, scenario, pair):
    run = next(iter(pair.values()))
    with pytest.raises(ResultError, match="1 to 4"):
        replay.replay_data(scenario, {str(k): run for k in range(n_arms)})


def test_runs_without_a_common_day_are_refused(scenario, pair):
    run = next(iter(pair.values()))
    with pytest.raises(ResultError, match="no test day in common"):
        replay.replay_data(scenario, {"one": run, "two": replace(run, probe_d=run.probe_d + 0.2)})


def test_the_page_is_small_loads_nothing_and_holds_the_disclaimer(scenario, pair):
    page = replay.replay_html(scenario, pair)
    assert len(page.encode()) < MEGABYTE
    assert DISCLAIMER in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", page)
    assert not re.search(r"\b(fetch|XMLHttpRequest|importScripts|eval)\s*\(", page)
    for sentence in (*scenario.leaves_out, *scenario.misreadings):
        assert sentence in page
    packed = re.search(r'<script type="application/json" id="replay">(.*?)</script>', page, re.S)
    assert json.loads(packed.group(1)) == json.loads(
        json.dumps(replay.replay_data(scenario, pair)))


def test_where_no_script_may_run_the_page_says_what_to_do(scenario, pair):
    page = replay.replay_html(scenario, pair)
    assert f"<noscript><p><strong>{NO_SCRIPTS}</strong></p></noscript>" in page


def test_the_page_says_where_its_runs_come_from(scenario, pair):
    link = "https://example.org/?preset=tiny&seed=3"
    page = replay.replay_html(scenario, pair, note="Seen <b>twice</b>.", link=link,
                              changes=["dose at day 1", "7 sessions"])
    text = html.unescape(page)
    for run in pair.values():
        assert f"seed {run.seed}, fingerprint {run.provenance.fingerprint[:12]}" in text
        assert run.provenance.package_version in text
    assert link in text and "dose at day 1; 7 sessions" in text
    assert "Seen &lt;b&gt;twice" in page and "<b>" not in page
    assert AS_THE_PRESET in replay.replay_html(scenario, pair, changes=[])
    assert AS_THE_PRESET not in replay.replay_html(scenario, pair)


def test_the_calendar_of_a_page_is_that_of_its_runs(data, pair):
    for lane, run in zip(data["calendar"]["arms"], pair.values(), strict=True):
        assert [one["day"] for one in lane["sessions"]] == pytest.approx(
            run.session_d.tolist(), abs=0.02)
        assert not lane["expected"]


def test_texts_of_a_scenario_can_not_leave_their_place(scenario, pair):
    nasty = scenario.model_copy(update={"title": "</script><script>alert(1)</script>"})
    page = replay.replay_html(nasty, {"</script><img onerror=x>": next(iter(pair.values()))})
    assert "<script>alert" not in page
    assert "<img" not in page


def test_no_text_of_the_player_uses_forbidden_words(forbidden):
    texts = [one for text in (*PLAYER.values(), *PLAN.values())
             for one in ([text] if isinstance(text, str) else text)]
    assert len(texts) > 30
    assert [text for text in texts if forbidden.search(text)] == []
