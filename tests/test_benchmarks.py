"""The benchmark draws what it says, measures our engine, and its report can say no."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import growth
from benchmarks.growth import SIMULATORS, Network, Row
from benchmarks.networks import load, plastic, save
from benchmarks.ours import engine
from benchmarks.report import CASES, OURS, ratio, write_report
from benchmarks.where import WEAK_NS, default_network

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def case():
    """Return a plastic network of 300 cells."""
    return plastic(1, 300)


def test_a_case_survives_its_file(case, tmp_path):
    save(case, tmp_path / "case.npz")
    again = load(tmp_path / "case.npz")
    np.testing.assert_array_equal(again.receiver, case.receiver)
    np.testing.assert_array_equal(again.weight, case.weight)
    assert (again.stdp, again.istdp, again.cell) == (case.stdp, case.istdp, case.cell)


def test_no_cell_contacts_itself_and_a_tenth_of_all_pairs_are_linked(case):
    assert (case.senders() != case.receiver).all()
    assert case.receiver.size / 300 / 299 == pytest.approx(0.1, abs=0.005)


def test_the_plastic_network_fires_irregularly_at_the_rates_it_promises(case):
    net = engine(case)
    start_ns = net.weights_ns()
    _, cell = net.run(0, 20_000)
    exc_hz = (cell < case.n_exc).sum() / case.n_exc / 2.0
    inh_hz = (cell >= case.n_exc).sum() / (case.n_cells - case.n_exc) / 2.0
    assert 5.0 < exc_hz < 14.0
    assert 7.0 < inh_hz < 20.0
    assert np.abs(net.weights_ns() - start_ns)[case.istdp_edges()].mean() > 0.0


def test_the_default_network_fires_and_learns_and_weak_input_leaves_it_silent():
    net = default_network()
    start_ns = net.state.weight_ns.copy()
    assert net.run(0, 2000)[1].size > 500
    assert np.count_nonzero(net.state.weight_ns != start_ns) > 1000
    weak = default_network()
    drive = weak.drive._replace(weight_ns=np.full_like(weak.drive.weight_ns, WEAK_NS))
    assert weak._replace(drive=drive).run(0, 2000)[1].size == 0


def test_ours_answers_with_the_line_that_all_peers_answer_with(case, tmp_path):
    save(case, tmp_path / "case.npz")
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "ours.py"),
        "double",
        str(tmp_path / "case.npz"),
        "--seconds",
        "0.2",
        "--chunks",
        "2",
        "--piece-ms",
        "20",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    line = json.loads(done.stdout)
    assert len(line["cpu_s_per_bio_s"]) == 2 and min(line["cpu_s_per_bio_s"]) > 0.0
    assert line["name"] == "plasticity-lab double in pieces of 20 ms"
    assert line["events_per_bio_s"] > 1e4 and line["first_result_cpu_s"] > line["import_s"] > 0.0


def measured(cost_s: float, events: float = 1e6) -> dict:
    """Return a merged line."""
    return {
        "cpu_s_per_bio_s": cost_s,
        "least": cost_s,
        "most": cost_s,
        "events_per_bio_s": events,
        "rate_exc_hz": 8.0,
        "rate_inh_hz": 10.0,
        "first_least": 1.0,
        "peak_memory_mb": 100.0,
    }


OWN = {
    "machine": {"cores": 2},
    "static_ms": 4.0,
    "plastic_ms": 6.0,
    "cold_cpu_s": 5.0,
    "warm_cpu_s": 1.0,
    "two_threads": {"median": 1.9, "least": 1.8, "most": 2.0, "plain": 1.9},
    "arm": {"cpu_s": 1.0, "days": 30.0},
    "bytes_per_synapse": 20.1,
    "where": [],
}


def test_a_goal_that_is_missed_reads_no_and_one_that_is_met_reads_yes():
    peers = {
        (case, name): measured(0.01)
        for case in CASES
        for name in (OURS, f"{OURS} static", "plasticity-lab single")
    }
    peers["plastic_1000", f"{OURS} in pieces of 20 ms"] = measured(0.02)
    peers["plastic_1000", "nest psc"] = measured(0.6)
    lines = {
        line.split("|")[1].strip(): line
        for line in write_report(peers, OWN, "").splitlines()
        if line.count("|") > 2
    }
    assert "| yes |" in lines["P1, 1 000: 50 times faster than nest psc"]
    assert "**no**" in lines["P7: calls of 20 ms cost at most 10 % more"]
    assert "**no**" in lines["P12: default network at most 5 ms"]


def test_networks_that_do_not_do_the_same_are_compared_event_by_event():
    peers = {("cuba", OURS): measured(0.01, 1e6), ("cuba", "other"): measured(0.10, 2e6)}
    assert ratio(peers, "cuba", "other") == pytest.approx(5.0)
    peers["cuba", "other"] = measured(0.10, 1.1e6)
    assert ratio(peers, "cuba", "other") == pytest.approx(10.0)


def test_with_other_numbers_of_inputs_the_plastic_network_fires_alike():
    few, many = plastic(1, 400, 40), plastic(1, 400, 160)
    assert many.receiver.size / few.receiver.size == pytest.approx(4.0, rel=0.05)
    for case in (few, many):
        _, cell = engine(case).run(0, 10_000)
        assert 5.0 < (cell < case.n_exc).sum() / case.n_exc < 14.0


def rows_of_growth(n_cells: tuple[int, ...], n_inputs: tuple[int, ...]) -> list[Row]:
    """Return rows as if cost went with the cells, and with the root of the inputs."""
    return [
        Row(*size, simulator.name, [cost_s, 0.9 * cost_s, 1.2 * cost_s])
        for size in growth.networks(n_cells, n_inputs)
        for number, simulator in enumerate(SIMULATORS, start=1)
        for cost_s in [1e-6 * number * size.n_cells * size.n_inputs**0.5]
    ]


def test_the_figure_of_growth_shows_each_simulator_over_cells_and_over_inputs():
    figure = growth.draw(rows_of_growth((500, 1000, 4000), (50, 100, 800)))
    for axes, sizes in zip(figure.axes, ([500, 1000, 4000], [50, 100, 800])):
        assert len(axes.containers) == len(SIMULATORS)
        assert [text.get_text() for text in axes.get_xticklabels()] == [
            f"{size:,}".replace(",", " ") for size in sizes
        ]
        ours = axes.containers[0].lines[0]
        assert ours.get_xdata().tolist() == sizes
    np.testing.assert_allclose(ours.get_ydata(), 4.0 * np.sqrt(sizes))  # ms, by 4 000 cells
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == [s.name for s in SIMULATORS]


def test_the_table_of_growth_says_how_many_times_cost_grows_when_a_number_doubles():
    table = growth.growth_table(rows_of_growth((500, 1000, 4000), (50, 100, 800)))
    assert table.splitlines()[2] == f"| {OURS} | 2.00 | 1.41 |"


def test_a_simulator_that_is_not_measured_yet_is_left_out_of_the_figure():
    rows = [row for row in rows_of_growth((500, 1000), ()) if row.name == OURS]
    axes = growth.draw(rows).axes
    assert [len(half.containers) for half in axes] == [1, 0]
    table = growth.growth_table(rows).splitlines()
    assert table[2] == f"| {OURS} | 2.00 |  |" and table[-1] == "| nest psc |  |  |"


def test_a_second_start_measures_only_what_is_left(tmp_path, monkeypatch):
    asked = []

    def measure(entry, interpreter, folder):
        asked.append((entry.case, *entry.words))
        assert (folder / f"{entry.case}.npz").exists()
        if len(asked) == 3:
            raise SystemExit("stopped")
        return {"cpu_s_per_bio_s": [0.1, 0.2, 0.3]}

    monkeypatch.setattr(growth, "measure", measure)
    path, sizes = tmp_path / "rows.json", [Network(120, 20), Network(150, 20)]
    words = growth.OUR_SCRIPT, growth.BRIAN, growth.NEST
    arguments = path, sizes, SIMULATORS[:2], dict.fromkeys(words, "python")
    with pytest.raises(SystemExit):
        growth.measured(*arguments)
    rows = growth.measured(*arguments)
    assert len(rows) == 4 and asked[2] == asked[3] and len(set(asked)) == 4
    assert growth.measured(*arguments) == rows and len(asked) == 5

    stored = json.loads(path.read_text())
    path.write_text(json.dumps(stored | {"machine": {"processor": "another"}}))
    with pytest.raises(SystemExit, match="another machine"):
        growth.measured(*arguments)


def test_writing_the_page_of_speed_again_leaves_the_figure_of_growth_there():
    peers = {
        (case, name): measured(0.01)
        for case in CASES
        for name in (OURS, f"{OURS} static", "plasticity-lab single")
    }
    peers["plastic_1000", f"{OURS} in pieces of 20 ms"] = measured(0.02)
    assert "\n<!-- growth -->\n\nA FIGURE\n\n<!-- end of growth -->\n" in write_report(
        peers, OWN, "A FIGURE"
    )
