"""The replay: what is played is what was run, in one file that needs nothing else."""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest

import sim
from sim import stored
from sim.errors import ResultError
from sim.memo import Memo
from sim.model.trials import shares, trials
from sim.plots.player import replay
from sim.plots.player.page import replay_html
from sim.plots.words import AS_THE_PRESET, DISCLAIMER, NO_SCRIPTS, PLAN, PLAYER
from tests.wording import forbidden_in

MEGABYTE = 2**20


@pytest.fixture(scope="module")
def pair(arms):
    """One run of each arm, by label."""
    return {label: results[0] for label, results in arms.items()}


@pytest.fixture(scope="module")
def data(scenario, pair):
    return replay.replay_data(scenario, pair)


def spikes_of(packed: str) -> list[tuple[int, int]]:
    """Unpack a stretch as the player does: three bytes a spike."""
    raw = b64decode(packed)
    return [(raw[at] + 256 * raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3)]


def test_rest_and_trials_of_the_replay_are_stretches_of_each_test(data, pair):
    film = data["film"]
    for arm, run in zip(data["arms"], pair.values(), strict=True):
        asked = trials(run.scenario.probe, run.scenario.time.dt_ms)
        rest_ms, first_ms = film["rest_ms"], asked[0].moment_ms
        for day, test in zip(data["days"], arm["tests"], strict=True):
            wanted = {
                "rest": [(first_ms - rest_ms, rest_ms)],
                "cue": [(trial.start_ms, 250.0) for trial in asked[: replay.MOST_TRIALS]],
                "no_cue": [(trial.moment_ms, 250.0) for trial in asked[: replay.MOST_TRIALS]],
            }
            here = run.spikes["spike_probe"] == list(run.probe_d).index(day)
            here &= np.isin(run.spikes["spike_neuron"], run.sample["cell"])
            for name, spans in wanted.items():
                packed = [test[name]] if name == "rest" else test[name]
                for trial, (start_ms, length_ms) in zip(packed, spans, strict=True):
                    since = run.spikes["spike_ms"] - start_ms
                    chosen = here & (since >= 0.0) & (since < length_ms)
                    played = spikes_of(trial)
                    assert [ms for ms, _ in played] == since[chosen].astype(int).tolist()
                    np.testing.assert_array_equal(
                        run.sample["cell"][[at for _, at in played]],
                        run.spikes["spike_neuron"][chosen],
                    )


def test_the_second_before_the_first_trial_is_played_or_what_there_is_of_it(scenario, pair):
    assert replay.replay_data(scenario, pair)["film"] == {
        "rest_ms": 200.0,
        "trial_ms": 250.0,
        "moments_ms": [200.0, 337.5, 475.0, 612.5],
    }


def test_played_trials_are_the_first_ones_with_the_answers_that_the_test_counts(scenario, pair):
    for run in pair.values():
        asked = trials(run.scenario.probe, run.scenario.time.dt_ms)
        film = replay.Film(200.0, 250.0, [trial.moment_ms for trial in asked])  # all, not the first
        for test, day in enumerate(run.probe_d):
            answers = replay.played_test(run, day, film)["answers"]
            for name, kind in (("answer", "cue"), ("uncued", "no_cue")):
                np.testing.assert_allclose(shares(np.array(answers[kind])), run.probes[name][test])
    played = replay.replay_data(scenario, pair)["arms"]
    assert {len(test["answers"]["cue"]) for arm in played for test in arm["tests"]} == {4}
    assert {arm["n_trials"] for arm in played} == {5}


def test_edges_are_the_strongest_synapses_with_what_became_of_them(data, pair):
    run = next(iter(pair.values()))
    start, end = run.sample["weight"][[0, -1]]
    edges = data["arms"][0]["tests"][-1]["edges"]
    assert 0 < len(edges) <= replay.MOST_EDGES
    weight = {
        (a, b): (first, last)
        for a, b, first, last in zip(
            run.sample["pre"].tolist(), run.sample["post"].tolist(), start, end, strict=True
        )
    }
    for pre, post, shown, kind in edges:
        before, now = weight[pre, post]
        assert kind == (2 if np.isnan(now) else 1 if np.isnan(before) else 0)
        assert shown == pytest.approx(before if kind == 2 else now, abs=0.006)
    there = [shown for _, _, shown, kind in edges if kind != 2]
    assert min(there) >= np.sort(end[np.isfinite(end)])[-len(there)] - 0.006


def test_answers_and_days_are_those_of_the_result(data, pair):
    for arm, run in zip(data["arms"], pair.values(), strict=True):
        for name in ("answer", "uncued"):
            np.testing.assert_allclose(
                [test[name] for test in arm["tests"]], run.probes[name], atol=0.001
            )
    assert data["days"] == sorted(next(iter(pair.values())).probe_d.tolist())


def test_many_tests_are_thinned_and_the_first_and_last_are_kept(scenario, pair):
    label, run = next(iter(pair.items()))
    days = np.linspace(0.0, 3.0, 200)
    many = replace(
        run,
        probe_d=days,
        probes={name: np.repeat(array[:1], 200, axis=0) for name, array in run.probes.items()},
        sample=run.sample | {"weight": np.repeat(run.sample["weight"][:1], 200, axis=0)},
    )
    kept = replay.replay_data(scenario, {label: many})["days"]
    assert len(kept) == replay.MOST_TESTS
    assert (kept[0], kept[-1]) == (0.0, 3.0)


def test_of_many_tests_fewer_trials_are_played(monkeypatch, scenario, pair):
    # 200 ms of rest and 500 ms for each trial, in nine tests
    for played_ms, n_trials in ((9 * 1300.0, 2), (9 * 100.0, 1)):
        monkeypatch.setattr(replay, "MOST_PLAYED_MS", played_ms)
        assert len(replay.replay_data(scenario, pair)["film"]["moments_ms"]) == n_trials


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
    page = replay_html(scenario, pair)
    assert len(page.encode()) < MEGABYTE
    assert DISCLAIMER in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", page)
    assert not re.search(r"\b(fetch|XMLHttpRequest|importScripts|eval)\s*\(", page)
    for sentence in (*scenario.leaves_out, *scenario.misreadings):
        assert sentence in page
    packed = re.search(r'<script type="application/json" id="replay">(.*?)</script>', page, re.S)
    assert json.loads(packed.group(1)) == json.loads(json.dumps(replay.replay_data(scenario, pair)))


def test_a_file_of_the_first_screen_is_below_400_kilobytes():
    scenario, found = sim.load("practice_in_window"), stored.results("practice_in_window")
    page = replay_html(scenario, {arm: found[arm][0] for arm in scenario.first_arms()})
    assert len(page.encode()) < 400_000


def test_where_no_script_may_run_the_page_says_what_to_do(scenario, pair):
    page = replay_html(scenario, pair)
    assert f"<noscript><p><strong>{NO_SCRIPTS}</strong></p></noscript>" in page


def test_the_page_says_where_its_runs_come_from(scenario, pair):
    link = "https://example.org/?preset=tiny&seed=3"
    page = replay_html(
        scenario,
        pair,
        note="Seen <b>twice</b>.",
        link=link,
        changes=["dose at day 1", "7 sessions"],
    )
    text = html.unescape(page)
    for run in pair.values():
        assert f"seed {run.seed}, fingerprint {run.provenance.fingerprint[:12]}" in text
        assert run.provenance.package_version in text
    assert link in text and "dose at day 1; 7 sessions" in text
    assert "Seen &lt;b&gt;twice" in page and "<b>" not in page
    assert AS_THE_PRESET in replay_html(scenario, pair, changes=[])
    assert AS_THE_PRESET not in replay_html(scenario, pair)


def test_the_calendar_of_a_page_is_that_of_its_runs(data, pair):
    for lane, run in zip(data["calendar"]["arms"], pair.values(), strict=True):
        assert [session["day"] for session in lane["sessions"]] == pytest.approx(
            run.session_d.tolist(), abs=0.02
        )
        assert not lane["expected"]


def test_texts_of_a_scenario_can_not_leave_their_place(scenario, pair):
    nasty = scenario.model_copy(update={"title": "</script><script>alert(1)</script>"})
    page = replay_html(nasty, {"</script><img onerror=x>": next(iter(pair.values()))})
    assert "<script>alert" not in page
    assert "<img" not in page


def test_no_text_of_the_player_uses_forbidden_words():
    texts = [
        line
        for text in (*PLAYER.values(), *PLAN.values())
        for line in ([text] if isinstance(text, str) else text)
    ]
    assert len(texts) > 30
    assert [word for text in texts for word in forbidden_in(text, is_picture=True)] == []


def test_a_page_packs_the_tests_of_a_run_once_and_without_spikes_anew(arms, monkeypatch):
    monkeypatch.setattr(replay, "PACKED", Memo(2**20))
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
