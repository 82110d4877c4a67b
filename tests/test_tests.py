"""Tests can fail: each asserts something, and none ends before it does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Calls that fail by themselves when what they say is not so; all that begins with `assert` too.
FAILING = {
    "raises",
    "warns",
    "expect_download",
    "soon",
    "wait_for",
    "wait_for_function",
    "wait_for_url",
    "validate",
}


def called(node):
    """Return the last names of all that is called within a piece of code."""
    functions = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {getattr(function, "attr", getattr(function, "id", "")) for function in functions}


def can_fail(node, helpers=frozenset()):
    """Return whether a piece of code asserts something, or calls what does."""
    names = called(node)
    return (
        any(isinstance(part, ast.Assert) for part in ast.walk(node))
        or any(name.startswith("assert") for name in names)
        or bool(names & (FAILING | helpers))
    )


def functions_of(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def asserting(functions):
    """Return the names of the functions that assert something for tests, also through others."""
    known = frozenset()
    while True:
        more = frozenset(function.name for function in functions if can_fail(function, known))
        if more == known:
            return known
        known = more


def returns(function):
    """Yield every return that ends a test itself, and not a function within it."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return):
            yield node
        if not isinstance(node, (*FUNCTIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def test_every_test_asserts_and_none_returns_before():
    tests, others = [], []
    for path in sorted(TESTS.rglob("*.py")):
        for function in functions_of(path):
            (tests if function.name.startswith("test_") else others).append(function)
    assert len(tests) > 1000
    helpers = asserting(others)
    assert [test.name for test in tests if not can_fail(test, helpers)] == []
    assert [test.name for test in tests if list(returns(test))] == []


@pytest.mark.parametrize(
    ("code", "fails"),
    [
        ("def test_a():\n    run()", False),
        ("def test_a():\n    assert run()", True),
        ("def test_a():\n    with pytest.raises(ValueError):\n        run()", True),
        ("def test_a():\n    np.testing.assert_array_equal(run(), 1)", True),
    ],
)
def test_a_test_that_asserts_nothing_is_noticed(code, fails):
    assert can_fail(ast.parse(code)) == fails


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("def test_a():\n    try:\n        run()\n    except ValueError:\n        return", 1),
        ("def test_a():\n    def inner():\n        return 1\n    assert inner()", 0),
        ("def test_a():\n    if run():\n        return\n    assert other()", 1),
    ],
)
def test_a_test_that_may_return_early_is_noticed(code, count):
    assert len(list(returns(ast.parse(code).body[0]))) == count


def test_a_test_in_a_browser_that_measures_time_has_the_machine_to_itself():
    """Else the other process of the suite decides how long something takes."""
    shared = []
    for path in (TESTS / "browser").glob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        if "pytestmark = pytest.mark.alone" in text:
            continue
        for test in functions_of(path):
            is_alone = any(ast.unparse(mark) == "pytest.mark.alone" for mark in test.decorator_list)
            source = ast.get_source_segment(text, test)
            measures = "BUDGET" in source or "monotonic" in source
            if test.name.startswith("test_") and measures and not is_alone:
                shared.append(f"{path.name}: {test.name}")
    assert shared == []
