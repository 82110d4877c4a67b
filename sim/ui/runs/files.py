"""Files of the history, a copy for another machine, and deleting everything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

import streamlit as st

from sim.errors import Problem
from sim.export.escape import table_cell, table_comment
from sim.export.table_files import READ_SHEET, READ_TABLE
from sim.plots import DISCLAIMER
from sim.ui import text
from sim.ui.components import downloads
from sim.ui.components.copy_link import absolute
from sim.ui.components.downloads import File
from sim.ui.components.open_file import OpenedFile, open_file
from sim.ui.store import browser
from sim.ui.store.copy_file import MOST_BYTES
from sim.ui.store.history import Item
from sim.ui.text import runs_text

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
        lines.write(f"# {table_comment(line)}\n")
    writer = csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(runs_text.COLUMNS)
    for item in items:
        run = item.run
        for number in run.numbers:
            row = (
                run.when,
                item.name,
                run.title,
                run.preset,
                number.arm,
                number.measure,
                number.unit,
                number.low,
                number.median,
                number.high,
                run.done,
                run.wanted,
                item.address().settings.seed,
                runs_text.yes_no(item.notes.star),
                run.package,
                run.model,
                run.sentence,
                f"{app}/lab?{run.query}",
            )
            writer.writerow(["" if value is None else table_cell(value) for value in row])
    return lines.getvalue().encode("utf-8-sig")  # without the mark Excel mistakes characters


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
    """Draw the field that opens a copy."""
    file = open_file(runs_text.OPEN_COPY, key="open copy", ending=".json", most_bytes=MOST_BYTES)
    if file is not None:
        st.session_state["runs taken"] = take(file)
        st.rerun()  # the parts above do not know of the new runs yet


def take(file: OpenedFile) -> tuple[int, tuple[Problem, ...]]:
    """Take in a copy.

    Returns
    -------
    n_entries : int
        How many entries were new here.
    problems : tuple of Problem
    """
    if file.text is None:
        return 0, (Problem(file.name, "", file.size, f"at most {MOST_BYTES} bytes"),)
    return browser.from_file(file.name, file.text)


def _say(taken: tuple[int, tuple[Problem, ...]] | None) -> None:
    if taken is None:
        return
    count, problems = taken
    if count:
        st.success(runs_text.taken(count))
    elif not problems:
        st.info(runs_text.NOTHING_NEW)
    if problems:
        lines = [f"- {text.plain(str(problem))}" for problem in problems[:_MOST_PROBLEMS]]
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
