"""Every output is declared once, whole, and a run yields exactly what is declared."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import assays
from sim.measures import MEASURES
from sim.measures.measure import from_output
from sim.outputs import AXES, COLLECTIONS, OUTPUTS, Arrays, Output, check, output_named
from sim.result import Result

from .test_parameters import UNITS

ROOT = Path(__file__).parents[2]
ALL = (*OUTPUTS, *assays.OUTPUTS)
FREE_AXES = {"step", "test", "session", "spike", "neuron", "cell", "synapse"}
QUICK = {
    "assay_kick.trials": 1,
    "assay_basin.trials": 1,
    "assay_challenge.trials": 1,
    "assay_reversal.max_trials": 8,
    "assay_balance.rest_s": 0.5,
    "assay_leaving.rest_s": 1.0,
}


@pytest.fixture(scope="module")
def result(tiny) -> Result:
    """A run with practice and a dose, and with all assays."""
    switches = {f"{assay.TABLE}.enabled": True for assay in assays.ASSAYS}
    return sim.run(tiny.with_changes(switches | QUICK), arm="treated", seed=1)


@pytest.mark.parametrize("output", ALL, ids=lambda output: output.name)
def test_an_output_says_what_it_is(output: Output):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", output.name)
    assert len(output.label.split()) >= 1 and "_" not in output.label
    assert re.search(r"[^.]\.$", output.meaning) and len(output.meaning.split()) >= 3
    assert output.collection in ("", *COLLECTIONS)
    assert output.axes and set(output.axes) <= AXES.keys() | FREE_AXES


@pytest.mark.parametrize("output", ALL, ids=lambda output: output.name)
def test_the_name_of_an_output_ends_in_its_unit(output: Output):
    ending = next((end for end in UNITS if output.name.endswith(end)), None)
    if ending is not None:
        assert output.unit.lower() in [unit.lower() for unit in np.atleast_1d(UNITS[ending])]
    elif output.name.endswith("_bits"):
        assert output.unit == "bits"
    else:
        assert output.unit in ("", "base weights")


def test_names_and_labels_differ():
    assert len({output.name for output in ALL}) == len(ALL)
    labels = [(output.collection, output.label) for output in ALL]
    assert len(set(labels)) == len(labels)


def test_a_result_has_a_field_for_every_output_and_collection():
    fields = {field.name for field in dataclasses.fields(Result)}
    of_result = {output.name for output in OUTPUTS if not output.collection}
    others = {"scenario", "arm", "arm_label", "seed", "provenance"}
    assert fields == of_result | set(COLLECTIONS) | others


def test_the_docstring_of_a_result_lists_every_output():
    text = inspect.getdoc(Result)
    for output in OUTPUTS:
        assert f"``{output.name}`` ({output.shape})" in text and output.meaning in text


def test_a_run_yields_exactly_what_is_declared(result):
    assert result.arrays().keys() == {output.key for output in ALL}
    check(result.arrays(), assays.OUTPUTS)


def test_the_shape_of_each_output_is_the_declared_one(result):
    lengths = {
        "step": result.t_d.size,
        "test": len(result.scenario.time.test_days),
        "session": result.session_d.size,
        "spike": result.spikes["spike_ms"].size,
        "neuron": result.scenario.network.n_cells,
        "cell": result.sample["cell"].size,
        "synapse": result.sample["pre"].size,
    } | {axis: len(names) for axis, names in AXES.items()}
    assert all(lengths.values()) and len(set(lengths.values())) == len(lengths)
    for output in ALL:
        shape = tuple(lengths[axis] for axis in output.axes)
        assert result.arrays()[output.key].shape == shape, output.name


def test_an_assay_that_is_off_yields_nothing(tiny_result):
    assert tiny_result.arrays().keys() == {output.key for output in OUTPUTS}


@pytest.mark.parametrize(
    "key, spoil, said",
    [
        ("series.window", None, "no series.window"),
        ("t_d", None, "no t_d"),
        ("probes.answer", lambda array: array[:, :4], "probes.answer has shape"),
        ("probes.rate_exc_hz", lambda array: array[:-1], "probes.rate_exc_hz has shape"),
        ("series.surge", lambda array: array[:, np.newaxis], "declared: step"),
        ("sample.weight", lambda array: array.T, "sample.weight has shape"),
    ],
)
def test_what_is_missing_or_has_another_shape_is_refused(tiny_result, key, spoil, said):
    arrays = tiny_result.arrays()
    if spoil is None:
        del arrays[key]
    else:
        arrays[key] = spoil(arrays[key])
    with pytest.raises(ValueError, match=re.escape(said)):
        check(arrays, assays.OUTPUTS)


@pytest.mark.parametrize(
    "collection, slip, meant",
    [("series", "windoe", "window"), ("probes", "answers", "answer"), ("sample", "posts", "post")],
)
def test_a_slip_in_a_name_suggests_the_right_one(tiny_result, collection, slip, meant):
    with pytest.raises(KeyError, match=f"no output '{slip}' here; did you mean '{meant}'"):
        getattr(tiny_result, collection)[slip]


def test_a_slip_is_noticed_where_measures_are_declared_and_where_series_are_recorded():
    with pytest.raises(KeyError, match="did you mean 'autocorr_slow'"):
        output_named("autocorr_slo")
    with pytest.raises(KeyError, match="did you mean 'scale'"):
        Arrays(scale=np.zeros(3))["scael"][1] = 1.0


def test_the_output_of_an_assay_that_is_off_says_how_to_get_it(tiny_result):
    with pytest.raises(KeyError, match="need its table switched on"):
        tiny_result.probes["kick_size"]


def looked_up() -> list[tuple[str, str, str]]:
    """Return file, collection and name of every look-up that is written out in the program."""
    found = []
    for path in sorted((ROOT / "sim").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr in COLLECTIONS
                and isinstance(node.slice, ast.Constant)
                and isinstance(node.slice.value, str)
            ):
                found.append((path.name, node.value.attr, node.slice.value))
    return found


def test_every_look_up_in_the_program_is_declared():
    declared = {output.key for output in ALL}
    look_ups = looked_up()
    assert len(look_ups) > 30
    assert [at for at in look_ups if f"{at[1]}.{at[2]}" not in declared] == []


def test_measures_take_the_words_of_their_output():
    by_name = {measure.name: measure for measure in MEASURES}
    shared = [output for output in ALL if output.name in by_name]
    assert len(shared) > 40
    for output in shared:
        plain, measure = from_output(output), by_name[output.name]
        assert (measure.unit, measure.label, measure.help, measure.group) == (
            plain.unit,
            plain.label,
            plain.help,
            plain.group,
        )
