"""What is made once is handed out again, to all who ask at the same time, from a bounded memory."""

from __future__ import annotations

import ast
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.memo import Memo, bytes_of

PAGE = 4096  # bytes of an array in these tests


def test_a_value_is_made_once_and_the_one_unused_for_longest_is_dropped():
    memo, made = Memo(2 * PAGE), []

    def value_of(key):
        return memo.get(key, lambda: made.append(key) or np.full(PAGE, ord(key), np.uint8))

    assert [value_of(key)[0] for key in "abacab"] == [ord(key) for key in "abacab"]
    assert made == list("abcb")  # c took the place of b, which was used before a
    assert memo.n_bytes == 2 * PAGE


def test_a_value_that_is_larger_than_the_memory_is_handed_out_and_not_held():
    memo = Memo(PAGE)
    for _ in range(2):
        assert memo.get("large", lambda: np.zeros(PAGE + 1, np.uint8)).nbytes == PAGE + 1
        assert memo.n_bytes == 0


def test_a_value_that_cannot_be_made_is_not_kept():
    memo = Memo(PAGE)
    with pytest.raises(ZeroDivisionError):
        memo.get("key", lambda: 1 / 0)
    assert memo.get("key", lambda: 1) == 1


def test_of_many_who_ask_at_the_same_time_one_makes_the_value_and_all_have_it():
    memo, made, values = Memo(PAGE), [], []
    all_ask = threading.Barrier(8)

    def make():
        made.append("value")
        threading.Event().wait(0.1)  # long enough for the others to ask
        return "value"

    def ask():
        all_ask.wait(10)
        values.append(memo.get("key", make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert values == ["value"] * 8
    assert made == ["value"]


def test_after_an_error_whoever_waits_tries_again():
    memo, errors = Memo(PAGE), []
    all_ask = threading.Barrier(4)

    def make():
        threading.Event().wait(0.1)
        raise ValueError("not now")

    def ask():
        all_ask.wait(10)
        try:
            memo.get("key", make)
        except ValueError as error:
            errors.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert errors == ["not now"] * 4
    assert memo.get("key", lambda: 1) == 1


@dataclass
class Drawing:
    """A value with parts."""

    array: np.ndarray
    texts: tuple[str, ...]


def test_bytes_count_what_a_value_holds():
    drawing = Drawing(np.zeros(1000), ("x" * 1000,))
    assert bytes_of(drawing.array) == 8000
    assert 9000 < bytes_of(drawing) < 9500
    assert 18_000 < bytes_of({"one": drawing, "other": [drawing]}) < 19_500


def test_nothing_is_shared_by_the_caches_of_streamlit_which_complain_before_a_server_runs():
    for path in Path(sim.__path__[0]).rglob("*.py"):
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not names & {"cache_data", "cache_resource"}, path
