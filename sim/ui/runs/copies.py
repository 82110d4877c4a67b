"""Files of the history, a copy for another machine, and deleting everything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from sim.errors import Problem
from sim.export.escape import cell, comment
from sim.export.words import READ_SHEET, READ_TABLE
from sim.files import packaged_text
from sim.plots import DISCLAIMER
from sim.ui import text
from sim.ui.components import downloads
from sim.ui.components.copy_link import absolute
from sim.ui.components.downloads import File
from sim.ui.runs.history import Item
from sim.ui.store import browser
from sim.ui.store.copy_file import MOST_BYTES
from sim.ui.text import runs_text

_COMPONENT = "plasticity_lab_openfile"
_MOST_PROBLEMS = 5  # named one by one


def draw(items: Sequence[Item]) -> None:
    """Draw downloads, upload, and the way to delete everything."""
    if items:
        st.markdown(runs_text.TABLE_LEAD)
        app = absolute("")  # the file is made elsewhere, where no browser is known
        downloads.offer(
            _file(runs_text.HISTORY_CSV, lambda: to_csv(items, app), "runs.csv", "text/csv"),
            _file(runs_text.HISTORY_JSON, lambda: to_json(items), "runs.json", "application/json"),
            in_a_row=True,
        )
    st.subheader(runs_text.COPY_TITLE, anchor=False)
    st.markdown(runs_text.COPY_LEAD)
    copy = browser.to_file()  # here, where there is a session that knows it
    downloads.offer(
        _file(runs_text.DOWNLOAD_COPY, lambda: copy, "copy.json", "application/json"), in_a_row=True
    )
    _open()
    _say(st.session_state.get("runs taken"))
    st.subheader(runs_text.DELETE_TITLE, anchor=False)
    st.markdown(runs_text.DELETE_LEAD)
    if st.button(runs_text.DELETE_TITLE, key="delete all", icon=":material/delete_forever:"):
        _confirm()
    if st.session_state.pop("runs deleted", False):
        st.success(runs_text.DELETED)


def _file(label: str, make: Callable[[], str], name: str, mime: str) -> File:
    return File(label, make, f"plasticity-lab_{name}", mime, name, ":material/download:")


def to_csv(items: Sequence[Item], app: str = "") -> bytes:
    """Return the history as a table: one row for each run and arm; no cell is a formula.

    Parameters
    ----------
    items : sequence of Item
    app : str
        Address of the app, for the addresses of the runs.
    """
    lines = io.StringIO()
    for line in (DISCLAIMER, READ_TABLE, READ_SHEET):
        lines.write(f"# {comment(line)}\n")
    writer = csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(runs_text.COLUMNS)
    for item in items:
        run = item.run
        for one in run.numbers:
            row = (
                run.when,
                item.name,
                run.title,
                run.preset,
                one.arm,
                one.measure,
                one.unit,
                one.low,
                one.median,
                one.high,
                run.done,
                run.wanted,
                item.address().settings.seed,
                runs_text.yes_no(item.notes.star),
                run.package,
                run.model,
                run.sentence,
                f"{app}/lab?{run.query}",
            )
            writer.writerow(["" if value is None else cell(value) for value in row])
    return lines.getvalue().encode("utf-8-sig")  # without the mark Excel takes letters for others


def to_json(items: Sequence[Item]) -> str:
    """Return the history with its notes as JSON."""
    runs = [
        {
            "id": item.key,
            **item.run.model_dump(mode="json"),
            "notes": item.notes.model_dump(mode="json"),
        }
        for item in items
    ]
    return json.dumps({"disclaimer": DISCLAIMER, "runs": runs}, ensure_ascii=False, indent=1)


def _open() -> None:
    """Draw the field that opens a copy; Streamlit's own has two roles that contradict."""
    mount = st.components.v2.component(
        _COMPONENT,
        css=packaged_text("sim.ui.components", "open_file", "open_file.css"),
        js=packaged_text("sim.ui.components", "open_file", "open_file.js"),
    )
    given = mount(
        data={"label": runs_text.OPEN_COPY, "ending": ".json", "most_bytes": MOST_BYTES},
        key="open copy",
        on_file_change=lambda: None,
    ).file
    if given is not None:
        st.session_state["runs taken"] = take(given)
        st.rerun()  # the parts above do not know of the new runs yet


def take(given: Any) -> tuple[int, tuple[Problem, ...]]:
    """Take in a file as the browser hands it over: foreign, so that anything may be wrong.

    Returns
    -------
    n_entries : int
        How many entries were new here.
    problems : tuple of Problem
    """
    given = given if isinstance(given, dict) else {}
    name = str(given.get("name"))[:80]
    if isinstance(text := given.get("text"), str):
        return browser.from_file(name, text)
    found = f"{given.get('bytes')} bytes"[:40]
    return 0, (Problem(name, "", found, f"at most {MOST_BYTES} bytes"),)


def _say(taken: tuple[int, tuple[Problem, ...]] | None) -> None:
    if taken is None:
        return
    count, problems = taken
    if count:
        st.success(runs_text.taken(count))
    elif not problems:
        st.info(runs_text.NOTHING_NEW)
    if problems:
        lines = [f"- {text.plain(str(one))}" for one in problems[:_MOST_PROBLEMS]]
        if len(problems) > _MOST_PROBLEMS:
            lines.append(f"- {runs_text.more_problems(len(problems) - _MOST_PROBLEMS)}")
        st.error("\n".join([runs_text.NOT_USED, "", *lines]))


@st.dialog(runs_text.DELETE_TITLE)
def _confirm() -> None:
    st.markdown(runs_text.DELETE_ASK)
    with st.container(horizontal=True):
        is_over = st.button(runs_text.DELETE_YES, key="delete yes", on_click=_delete)
        is_over |= st.button(runs_text.DELETE_NO, key="delete no", type="primary")
    if is_over:
        st.rerun()  # closes the dialog


def _delete() -> None:
    browser.remove_everything()
    st.session_state["runs deleted"] = True
    st.session_state["runs taken"] = None
