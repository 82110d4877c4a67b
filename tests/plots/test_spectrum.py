"""The spectrum at rest: a known rhythm is found, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import plots
from sim.assays.spectrum import BIN_MS, band_power, mean_power
from sim.plots.views.spectrum import moments, rest_power, smooth


def with_spikes(result, rhythm_hz=(40.0, 40.0, 40.0), rest_ms=2000.0, end_ms=2400.0):
    """Return a run with a rest of 2 s whose cells all fire in one rhythm, test by test."""
    probe = result.scenario.probe.model_copy(update={"rest_s": rest_ms / 1000.0})
    times = [np.arange(0.0, end_ms, 1000.0 / hz) for hz in rhythm_hz]
    spikes = {
        "spike_probe": np.repeat(np.arange(len(times)), [train.size for train in times]),
        "spike_ms": np.concatenate(times),
        "spike_neuron": np.zeros(sum(train.size for train in times), dtype=np.int32),
    }
    return replace(
        result, spikes=spikes, scenario=result.scenario.model_copy(update={"probe": probe})
    )


def test_a_rhythm_is_a_peak_at_its_frequency(result):
    hz, power = rest_power(with_spikes(result), 0)
    shown = (hz > 4.0) & (hz < 60.0)
    assert hz[shown][power[shown].argmax()] == 40.0


def test_powers_add_up_to_the_variance_of_the_rate():
    rate = np.random.default_rng(3).normal(10.0, 2.0, (8, 125))  # odd: no Nyquist term
    hz, power = mean_power(rate)
    assert hz[1] == pytest.approx(1000.0 / (125 * BIN_MS))
    assert 2.0 * power.sum() / 125**2 == pytest.approx(rate.var(axis=1).mean())
    assert band_power(rate, (0.0, 1e9)) == pytest.approx(rate.var(axis=1).mean())


def test_a_line_is_smooth_and_keeps_its_level_to_the_ends(arms):
    assert smooth(np.full(24, 3.0)) == pytest.approx(3.0)
    assert smooth(np.arange(2.0)).size == 2
    noise = np.random.default_rng(5).exponential(1.0, 24)
    assert np.abs(np.diff(smooth(noise))).mean() < 0.4 * np.abs(np.diff(noise)).mean()
    run = arms["Practice early"][0]
    line = plots.spectrum({"one": [run]}).panel.lines[0]
    hz, power = rest_power(run, moments(run)["before"])
    raw = power[(hz >= line.x[0]) & (hz <= line.x[-1])]
    assert np.abs(np.diff(line.y)).mean() < 0.7 * np.abs(np.diff(raw / raw.mean())).mean()


def test_without_a_test_under_the_drug_two_lines_are_drawn_and_it_is_said(result):
    assert set(moments(result)) == {"before", "after"}
    view = plots.spectrum({"one": [result]})
    assert "No test took place while the drug acted." in view.title


def test_a_test_under_the_drug_is_the_line_in_between(result):
    block = np.zeros(result.t_d.size)
    block[np.abs(result.t_d - 1.0) < 0.05] = 0.3
    acted = replace(result, series={**result.series, "block_exc": block})
    assert moments(acted) == {"before": 0, "during": 1, "after": 2}
    view = plots.spectrum({"one": [with_spikes(acted)]})
    assert [line.style for line in view.panel.lines] == ["before", "during", "after"]
    assert "No test" not in view.title


def test_without_a_dose_the_first_and_the_last_test_are_compared(arms):
    view = plots.spectrum({"Nothing": arms["Nothing"]})
    assert [line.name for line in view.panel.lines] == ["first, day 0", "last, day 3"]
    assert "at the last test" in view.title and "drug" not in view.title


def test_power_is_relative_to_its_mean_before(arms):
    view = plots.spectrum({"one": arms["Practice early"]})
    assert view.panel.lines[0].y.mean() == pytest.approx(1.0)


def test_a_title_tells_the_ratio_of_the_gamma_power_that_is_drawn(arms):
    view = plots.spectrum({"one": arms["Practice early"]})
    first, last = (line.y[(line.x >= 30.0) & (line.x <= 80.0)].mean() for line in view.panel.lines)
    assert f"is {last / first:.2f} times" in view.title


def test_runs_without_spikes_are_left_out_and_none_at_all_is_said(arms):
    early = arms["Practice early"]
    bare = [run.without_spikes() for run in early]
    both, alone = (plots.spectrum({"x": runs}) for runs in ([early[0], bare[1]], early[:1]))
    assert both.panel.lines[0].y == pytest.approx(alone.panel.lines[0].y)
    assert both.key == "seed 0 alone: the other run keeps no spikes" and alone.key == "seed 0 alone"
    assert "Seed 0 alone" in both.what
    view = plots.spectrum({"x": bare})
    assert view.panel.lines == () and "keep no spikes" in view.title
    assert plots.to_echarts(view) and plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_a_test_of_which_only_the_beginning_is_kept_uses_that(result):
    whole, part = (with_spikes(result, rest_ms=3000.0, end_ms=end) for end in (3500.0, 1000.0))
    cut = replace(
        whole,
        spikes={
            name: array[whole.spikes["spike_ms"] < 1000.0] for name, array in whole.spikes.items()
        },
    )
    for run in (part, cut):
        hz, power = rest_power(run, 0)
        assert power[hz == 40.0] == pytest.approx(rest_power(whole, 0)[1][hz == 40.0], rel=0.05)


def test_arms_of_one_picture_are_numbered(arms):
    view = plots.spectrum(arms)
    assert len(view.panel.lines) == 6 and view.key
    assert "Nothing" not in view.title  # no drug, so no before and after


def test_a_line_of_many_seeds_is_their_median_between_their_quartiles(result):
    """Each seed is drawn over its own mean before, so that only the shape has a band."""
    rhythms = [(hz, 40.0, hz) for hz in (25.0, 30.0, 40.0, 50.0, 62.5)]
    runs = [
        replace(with_spikes(result, rhythm_hz=hz), seed=seed) for seed, hz in enumerate(rhythms)
    ]
    alone = np.array([plots.spectrum({"x": [run]}).panel.lines[0].y for run in runs])
    view = plots.spectrum({"x": [*runs, result.without_spikes()]})
    line = view.panel.lines[0]
    assert line.y == pytest.approx(np.median(alone, axis=0))
    assert line.low == pytest.approx(np.percentile(alone, 25, axis=0))
    assert line.high == pytest.approx(np.percentile(alone, 75, axis=0))
    assert view.key == (
        "line: median of 5 seeds, band: their quartiles: the other run keeps no spikes"
    )
    header, _ = plots.table(view)
    assert any(name.endswith("quartiles from") for name in header)
    assert not any("95 %" in name for name in header)
    few = plots.spectrum({"x": runs[:3]})
    assert few.panel.lines[0].low is None and len(few.panel.lines[0].dots) == 3
    assert few.key == "line: median of 3 seeds, dots: each of them"
    for picture in (view, few):
        assert (
            plots.to_echarts(picture)["series"] and plots.to_png(picture, dpi=40)[:4] == b"\x89PNG"
        )
