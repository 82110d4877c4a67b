"""The raster: which spikes, in which row, and how many of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim import plots


def test_rows_are_sorted_by_group(result):
    view = plots.raster(result, 3.0)
    assert view.group_names == ("A", "B", "C", "D", "cue", "rest", "inhibitory")
    assert list(np.diff(view.row_bounds)) == [20, 20, 20, 20, 10, 20, 25]
    for group in range(7):
        rows = view.row[view.group == group]
        inside = (rows >= view.row_bounds[group]) & (rows < view.row_bounds[group + 1])
        assert inside.all()


def test_rest_and_first_cues_are_shown(result):
    view = plots.raster(result, 3.0)
    probe = result.scenario.probe
    assert view.duration_ms == 500.0 + 3 * (probe.gap_ms + probe.cue_ms)
    assert view.cues_ms == ((650.0, 900.0), (1050.0, 1300.0), (1450.0, 1700.0))
    assert view.cuts_ms == (500.0, 900.0, 1300.0)
    assert view.t_ms.max() < view.duration_ms
    of_test = (result.spikes["spike_probe"] == 2) & (
        result.spikes["spike_ms"] < view.duration_ms)
    assert view.n_spikes == view.t_ms.size == np.count_nonzero(of_test)
    assert view.label == "1.7 s of model day 3"


def test_the_shaded_part_of_a_cue_is_what_counts_for_the_answer(result):
    # 150 ms would be ignored, but never more than half of a cue of 250 ms
    spans = [(band.x0, band.x1) for band in plots.raster(result, 3.0).bands]
    assert spans == [(775.0, 900.0), (1175.0, 1300.0), (1575.0, 1700.0)]


def test_above_50000_spikes_an_even_part_is_drawn_and_the_label_says_so(result):
    n = 120_000
    spikes = {"spike_probe": np.full(n, 2, dtype=np.int16),
              "spike_ms": np.linspace(0.0, 1500.0, n, dtype=np.float32),
              "spike_neuron": np.arange(n, dtype=np.int32) % 135}
    view = plots.raster(replace(result, spikes=spikes), 3.0)
    assert view.t_ms.size == 50_000
    assert view.n_spikes == n
    assert "50000 of 120000 spikes drawn" in view.label
    assert (view.t_ms[0], view.t_ms[-1]) == (0.0, 1500.0)
    header, rows = plots.table(view)
    rate_hz = [row[2] for row in rows]
    expected = n / 135 / 1.7  # each cell fires equally often
    assert np.allclose(rate_hz, expected, rtol=0.02)
    assert header[2].endswith("(Hz)")
