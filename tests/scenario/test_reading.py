"""Files, presets and texts: all roads lead to a scenario or to one kind of error."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario import library, load, parse_assignment, parse_value, preset_path, presets
from sim.scenario.line_numbers import line_numbers

MINIMAL = 'schema = 1\nid = "mine"\ntitle = "Mine"\n[[arm]]\nid = "only"\n'


def _problem(source):
    with pytest.raises(ScenarioError) as caught:
        load(source)
    (problem,) = caught.value.problems
    return problem


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder that stands for the one of the presets."""
    (tmp_path / "mine.toml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "README.md").write_text("no preset", encoding="utf-8")
    monkeypatch.setattr(library, "presets_folder", lambda: tmp_path)
    return tmp_path


def test_id_path_and_text_give_equal_scenarios(folder):
    path = folder / "mine.toml"
    assert load("mine") == load(path) == load(str(path)) == load(MINIMAL)
    assert presets() == ("mine",)
    assert preset_path("mine") == path


def test_presets_of_an_installed_package_come_from_inside_it(tmp_path, monkeypatch):
    package = tmp_path / "sim"
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "beside.toml").write_text(MINIMAL)
    package.mkdir()
    monkeypatch.setattr(library, "PACKAGE", package)
    assert presets() == ("beside",)
    (package / "_scenarios").mkdir()
    (package / "_scenarios" / "inside.toml").write_text(MINIMAL)
    assert presets() == ("inside",)


def test_an_unknown_preset_is_reported_with_the_list_and_the_nearest(folder):
    problem = _problem("mime")
    assert (problem.where, problem.found) == ("preset", "no preset 'mime'")
    assert (problem.allowed, problem.suggestion) == ("one of: mine", "mine")


@pytest.mark.parametrize("name", ["run.npz", "folder/RUN.NPZ"])
def test_a_result_file_is_refused_as_what_it_is(name):
    problem = _problem(name)
    assert problem.where == name.rpartition("/")[2]
    assert (problem.found, problem.allowed) == ("a result file (.npz)", "a preset or a .toml file")


def test_a_missing_file_is_reported_with_its_folder_and_the_nearest(folder):
    problem = _problem(str(folder / "mien.toml"))
    assert (problem.where, problem.found) == ("mien.toml", f"no such file in {folder}")
    assert problem.suggestion == "mine.toml"


def test_files_that_can_not_be_read_are_reported(tmp_path):
    (tmp_path / "latin.toml").write_bytes(MINIMAL.encode() + b"# caf\xe9\n")
    (tmp_path / "big.toml").write_bytes(b"#" * 64_001)
    assert "line 6 that are no UTF-8" in _problem(tmp_path / "latin.toml").found
    assert _problem(tmp_path / "big.toml").allowed == "at most 64000 bytes"
    assert "folder" in _problem(tmp_path).found
    assert "file" in _problem(Path("a\0b.toml")).found
    assert "file" in _problem(Path("x" * 5000 + ".toml")).found


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(path) == load(MINIMAL)


def test_a_mistake_in_a_file_names_the_file_without_its_folder(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL.replace("[[arm", "titel = 1\n[[arm"))
    mistake = r"^mine\.toml:4: titel: .* did you mean title\?$"
    with pytest.raises(ScenarioError, match=mistake) as error:
        load(path)
    assert str(tmp_path) not in str(error.value)


@pytest.mark.parametrize(
    ("line", "column", "allowed", "suggestion"),
    [
        ("length_d = 0,5", 13, "use a point: 0.5", "0.5"),
        ("set = { a = -0,5 }", 18, "use a point: -0.5", "-0.5"),
        ("length_d = .5", 12, "a digit before the point", "0.5"),
        ("length_d = 5.", 13, "a digit after the point", "5.0"),
        ("length_d = 012", 13, "without leading zeros", "12"),
        ("enabled = True", 11, "lower case", "true"),
        ("level = starter", 9, "text in quotes", '"starter"'),
        ("level = \u201cstarter\u201d", 9, "straight quotes", '"starter"'),
        ("length_d: 3", 9, "an equals sign", "length_d = 3"),
        ("length_d = 28 d", 15, "the number alone", "28"),
        ('title = "open', 14, "name = value", None),
    ],
)
def test_a_syntax_error_has_line_column_and_remedy(line, column, allowed, suggestion):
    problem = _problem(f"schema = 1\n[time]\n{line}\n")
    assert problem.where == "text:3"
    assert f"column {column} " in problem.found
    assert allowed in problem.allowed
    assert problem.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 5000,
        "x = " + "[" * 300 + "]" * 300 + "\n",
        "a." * 30_000 + "a = 1",
        "x = 0x" + "f" * 6000,
        "x = " + "9" * 6000,
        "x = {a=" * 3000,
        "arm = 3\nintervention = 'x'\nexpect = {}\ntime = []\n",
        "[[arm]]\nuse = [[1], {}]\nset = { a = {}, b = [] }\n[[intervention]]\nkind = []\n",
        "[[expect]]\nless = 3\nmore = []\nday = 'x'\n",
        "intervention = [{ name = 3, kind = 'dose' }, [], 3]\n",
        "schema = 1e400\nid = 3\ntitle = '\ud800'\n",
    ],
)
def test_hostile_text_raises_nothing_but_a_scenario_error(text):
    with pytest.raises(ScenarioError):
        load(text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"a{number}=1\n" for number in range(7000)),
        'x = "' + "9" * 60_000,
        "x = " + "0," * 30_000,
        "[[arm]]\nid='a'\n" * 3000,
        "[[arm]]\nid='a'\n[arm.set]\n" + "".join(f"stdp.a{n}=1\n" for n in range(4000)),
        "[[intervention]]\nname='a'\nkind='dose'\n" * 700
        + "[[arm]]\nuse=['a']\nset={a.at_d=1}\n" * 700,
        "[[arm]]\nuse=[" + "'x'," * 15_000 + "]\n",
    ],
)
def test_a_hostile_file_is_refused_in_short_time(text):
    start_s = time.perf_counter()
    with pytest.raises(ScenarioError) as caught:
        load(text)
    assert time.perf_counter() - start_s < 5.0  # generous for a busy machine; seconds, not minutes
    assert len(caught.value.problems) <= 300


_VALUE = st.sampled_from(
    ["1", "-2.5", "true", "'x'", "[]", "[1, 'a']", "{}", "{ a = 1 }", "nan", "'dose'", "0,5", "{"]
)
_KEY = st.sampled_from(
    ["schema", "id", "name", "kind", "use", "set", "day", "less", "length_d", "a.b", "'time.x'"]
)
_HEADER = st.sampled_from(
    ["[time]", "[[arm]]", "[[intervention]]", "[arm.set]", "[[expect]]", "[stdp]", "[x.y]", "[arm]"]
)
_LINE = st.one_of(_HEADER, st.tuples(_KEY, _VALUE).map(" = ".join))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(_LINE, max_size=12))
def test_any_shuffled_file_is_read_or_refused_with_lines(lines):
    text = "\n".join(lines) + "\n"
    with pytest.raises(ScenarioError) as caught:
        load(text)
    for problem in caught.value.problems:
        name, _, line = problem.where.partition(":")
        assert name == "text"
        assert 1 <= int(line) <= len(lines) + 1


def test_line_numbers_see_through_strings_comments_and_nesting():
    text = (
        'a = """one\n[b]\n"""  # [c]\n'
        "'q.r'.s = [\n  1, # two\n  { t = '#', u = [2,\n 3] },\n]\n"
        "[[d]]\ne = 1979-05-27 07:32:00\n[d.f]\ng = 'x=\"'\n[[d]]\n[[d.h]]\ni = -1.5e-3\n"
    )
    lines = line_numbers(text)
    assert ("b",) not in lines
    assert lines[("q.r", "s", 1, "u", 1)] == 7
    assert lines[("q.r", "s", 1, "t")] == 6
    assert (lines[("d", 0)], lines[("d", 0, "e")], lines[("d", 0, "f", "g")]) == (9, 10, 12)
    assert (lines[("d", 1)], lines[("d", 1, "h", 0, "i")]) == (13, 15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("practice.start_d=28", 28),
        ("practice.start_d = 28.5", 28.5),
        ("stdp.enabled=false", False),
        ("stdp.shape=additive", "additive"),
        ("title=Two words", "Two words"),
        ('title="a = b"', "a = b"),
        ("ketamine.at_d=[14.0, 21]", (14.0, 21)),
    ],
)
def test_an_assignment_of_the_command_line_is_parsed(text, value):
    path, got = parse_assignment(text)
    assert path == text.partition("=")[0].strip()
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "path", "allowed", "suggestion"),
    [
        ("practice.start_d", "", "PATH=VALUE", None),
        ("=3", "", "PATH=VALUE", None),
        ("a b=3", "", "PATH=VALUE", None),
        ("a.b=", "a.b", "a number, true", None),
        ("a.b=0,5", "a.b", "use a point: 0.5", "0.5"),
        ("a.b=.5", "a.b", "a digit before the point", "0.5"),
        ("a.b=True", "a.b", "lower case", "true"),
        ("a.b=1\nc = 2", "a.b", "a number, true", None),
        ("a.b=" + "[" * 1500, "a.b", "a number, true", None),
    ],
)
def test_an_assignment_that_can_not_be_read_is_reported(text, path, allowed, suggestion):
    with pytest.raises(ScenarioError) as caught:
        parse_assignment(text)
    (problem,) = caught.value.problems
    assert (problem.where, problem.path, problem.suggestion) == ("--set", path, suggestion)
    assert allowed in problem.allowed


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=30))
def test_any_value_text_is_read_or_refused(text):
    with contextlib.suppress(ScenarioError):
        assert parse_value(text, where="link") is not None
