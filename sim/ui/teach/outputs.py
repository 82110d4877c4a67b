"""Things for a teacher to take along: a copied link, a QR code, a replay file, code to embed."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from sim.export.file_names import file_name
from sim.export.replay_file import replay as replay_file
from sim.export.stamp import stamp_of
from sim.phrases import shortened
from sim.result import Result
from sim.runs import Task
from sim.scenario import Scenario
from sim.ui import text
from sim.ui.components import downloads, qr
from sim.ui.components.copy_link import absolute, copy_link
from sim.ui.components.downloads import File
from sim.ui.running import shared
from sim.ui.settings.state import Settings
from sim.ui.text import teach_text

_FRAME_PX = 900  # height of an embedded page
_MOST_TITLE = 120


def share(path: str, *, key: str, what: str) -> None:
    """Draw the button that copies a link, and its QR code on demand."""
    copy_link(path, key=f"copy_{key}")
    if st.toggle(teach_text.SHOW_QR.format(what=text.plain(what)), key=f"qr_{key}"):
        qr.show(absolute(path))


def replay(settings: Settings, scenario: Scenario, path: str, *, key: str, note: str = "") -> None:
    """Draw the download of a replay, made when it is pressed; say so if no run is there yet."""
    arms = finished_runs(settings, scenario)
    if not arms:
        st.caption(teach_text.NO_REPLAY)
        return
    stamp = stamp_of(scenario, arms, settings.changes, absolute(path), own=settings.own, note=note)
    downloads.offer(
        File(
            teach_text.GET_REPLAY,
            partial(replay_file, stamp, scenario, arms),
            file_name(stamp, "replay", "html"),
            "text/html",
            f"replay_{key}",
        ),
        in_a_row=True,
    )


def finished_runs(settings: Settings, scenario: Scenario) -> dict[str, list[Result]]:
    """Return the runs of the first seed by label, if all are stored or were just made here."""
    tasks = [Task(scenario, arm, settings.seed) for arm in settings.arms]
    if not shared.pool().has_all(tasks):
        return {}
    batch = shared.pool().submit(tasks)
    return {
        scenario.arm_names()[task.arm]: [batch.results[place]]
        for place, task in enumerate(batch.tasks)
    }


def embed(path: str, title: str) -> None:
    """Draw the code that puts a page of the app into another page."""
    source = escape(f"{absolute(path)}&embed=true")
    st.caption(teach_text.EMBED)
    st.code(
        f'<iframe src="{source}" title="{escape(shortened(title, _MOST_TITLE))}" '
        f'width="100%" height="{_FRAME_PX}"></iframe>',
        language="html",
        wrap_lines=True,
    )
    st.caption(teach_text.EMBED_HINT)
