"""The raster: which spikes, in which row, and how many of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim import plots


def test_rows_are_sorted_by_group(result):
    panel = plots.raster(result, 3.0).panel
    assert panel.group_names == ("A", "B", "C", "D", "cue", "rest", "inhibitory")
    assert list(np.diff(panel.row_bounds)) == [20, 20, 20, 20, 10, 20, 25]
    for group in range(7):
        rows = panel.row[panel.group == group]
        inside = (rows >= panel.row_bounds[group]) & (rows < panel.row_bounds[group + 1])
        assert inside.all()


def test_rest_and_first_cues_are_shown(result):
    panel = plots.raster(result, 3.0).panel
    assert panel.duration_ms == 1000.0 + 3 * 250.0
    assert panel.cues_ms == ((1000.0, 1250.0), (1250.0, 1500.0), (1500.0, 1750.0))
    assert panel.cuts_ms == (1000.0, 1250.0, 1500.0)
    assert panel.t_ms.max() < panel.duration_ms
    of_test = (result.spikes["spike_probe"] == 2) & (result.spikes["spike_ms"] < panel.duration_ms)
    assert panel.n_spikes == panel.t_ms.size == np.count_nonzero(of_test)
    assert panel.label == "1.8 s of model day 3"


def test_shaded_is_what_counts_of_a_cue_and_of_the_same_moment_without_it(result):
    # 150 ms would be ignored, but never more than half of a cue of 250 ms
    spans = [(band.x0, band.x1) for band in plots.raster(result, 3.0).panel.bands]
    assert spans == [
        (325.0, 450.0),
        (462.5, 587.5),
        (600.0, 725.0),  # 200 to 750 ms, five moments
        (1125.0, 1250.0),
        (1375.0, 1500.0),
        (1625.0, 1750.0),
    ]


def test_the_title_counts_the_trials_with_and_without_the_cue(result):
    shares = {"answer": [0.2, 0.6, 0.0, 0.0, 0.2], "uncued": [0.4, 0.0, 0.0, 0.2, 0.4]}
    probes = result.probes | {name: np.tile(row, (3, 1)) for name, row in shares.items()}
    title = plots.raster(replace(result, probes=probes), 3.0).title
    assert title == (
        "In the test on day 3 the cue leads to A in 1 and to B in 3 of 5 trials; at the same "
        "moments without a cue, A is active in 2 and B in 0."
    )


def test_above_50000_spikes_an_even_part_is_drawn_and_the_label_says_so(result):
    n = 120_000
    spikes = {
        "spike_probe": np.full(n, 2, dtype=np.int16),
        "spike_ms": np.linspace(0.0, 1500.0, n, dtype=np.float32),
        "spike_neuron": np.arange(n, dtype=np.int32) % 135,
    }
    view = plots.raster(replace(result, spikes=spikes), 3.0)
    panel = view.panel
    assert panel.t_ms.size == 50_000
    assert panel.n_spikes == n
    assert "50000 of 120000 spikes drawn" in panel.label
    assert (panel.t_ms[0], panel.t_ms[-1]) == (0.0, 1500.0)
    header, rows = plots.table(view)
    rate_hz = [row[2] for row in rows]
    expected = n / 135 / 1.75  # each cell fires equally often
    assert np.allclose(rate_hz, expected, rtol=0.02)
    assert header[2].endswith("(Hz)")
