"""The report about a run: the student's words beside the pictures and numbers of the model."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.export.entry import MIME
from sim.export.file_names import file_name
from sim.export.report_docx import report_docx
from sim.export.report_file import report
from sim.export.report_markdown import report_markdown
from sim.export.stamp import Stamp
from sim.plots.words import NOTES
from sim.ui.components import downloads
from sim.ui.components.downloads import File
from sim.ui.running.outcome import Outcome
from sim.ui.running.panel import RunPanel, takes
from sim.ui.settings.state import scenario_of
from sim.ui.store import history
from sim.ui.store.history import Item
from sim.ui.text import runs_text

_PANEL = RunPanel("report")
_LEAST_WORDS = 3  # of a sentence


def has_limits(item: Item) -> bool:
    """Return whether the box Limits holds a sentence."""
    return len(item.notes.limits.split()) >= _LEAST_WORDS


def results_of(item: Item) -> Outcome | None:
    """Return the results of a run, if this visit still has them; those of all seeds first."""
    settings = item.address().settings
    outcomes = [
        outcome._replace(settings=settings)
        for panel in (_PANEL, RunPanel("lab"))
        if (outcome := panel.outcome()) is not None
        and outcome.arms
        and not outcome.is_old(settings)
    ]
    return max(outcomes, key=lambda outcome: outcome.n_seeds, default=None)


def is_possible(item: Item) -> bool:
    """Return whether there can be a report: a sweep has no one run to tell of."""
    return item.address().settings.vary is None


def draw(item: Item) -> None:
    """Draw the download, and beside it what it still needs."""
    st.subheader(runs_text.REPORT, anchor=False)
    if (new := _PANEL.new_outcome()) is not None:
        history.add(new)
        _PANEL.mark_read()
    if not is_possible(item):
        st.info(runs_text.NO_SWEEP)
        return
    shown = results_of(item)
    if item.is_older:
        st.warning(runs_text.MADE_BEFORE)
    _download(item, shown)
    if not has_limits(item):
        st.markdown(runs_text.LIMITS_MISSING)
    if shown is None or shown.is_partial:
        _again(item)
    if _PANEL.problem():
        st.warning(_PANEL.problem())
    _PANEL.follow()


def _download(item: Item, shown: Outcome | None) -> None:
    stamp = _stamp(shown) if shown is not None else None
    notes = item.notes.model_dump(include=set(NOTES))
    kinds = (
        (runs_text.DOWNLOAD_REPORT, report, "html"),
        (runs_text.REPORT_DOCX, report_docx, "docx"),
        (runs_text.REPORT_MARKDOWN, report_markdown, "md"),
    )
    downloads.offer(
        *(
            File(
                label,
                partial(make, stamp, shown.scenario, shown.arms, notes) if stamp else bytes,
                file_name(stamp, "report", ext) if stamp else "",
                MIME[ext],
                "report" if ext == "html" else f"report {ext}",
                ":material/download:",
                is_main=ext == "html",
                is_disabled=stamp is None or not has_limits(item),
            )
            for label, make, ext in kinds
        ),
        in_a_row=True,
    )


def _stamp(shown: Outcome) -> Stamp:
    note = runs_text.stopped(shown.n_seeds, shown.settings.seeds) if shown.is_partial else ""
    return downloads.stamp_of(shown, note)


def _again(item: Item) -> None:
    """Draw the button that makes the results once more."""
    settings = item.address().settings
    scenario = scenario_of(settings)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            runs_text.RUN_AGAIN,
            key="report run",
            icon=":material/play_arrow:",
            on_click=_PANEL.start,
            args=(settings, scenario),
            disabled=_PANEL.is_running(settings),
        )
        st.markdown(f"{runs_text.NEEDS_RESULT} {takes(settings, scenario)}", width="content")
