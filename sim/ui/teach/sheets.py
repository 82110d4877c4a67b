"""Downloads of a lesson on paper; none of them holds an answer."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.lessons import Lesson
from sim.paper import paper_words
from sim.paper.pack import pack, shipped
from sim.paper.sheets import hand_in, plan_page, worksheet
from sim.ui.components import downloads
from sim.ui.components.copy_link import absolute
from sim.ui.components.downloads import File
from sim.ui.text import teach_text


def offer(lesson: Lesson) -> None:
    """Draw the buttons, each with its file made when it is pressed."""
    here = absolute("/")
    pages = (
        (paper_words.WORKSHEET, partial(worksheet, lesson, here), "worksheet"),
        (paper_words.HAND_IN, partial(hand_in, lesson), "hand_in"),
        (paper_words.PLANS, partial(plan_page, lesson), "plans"),
    )
    files = [
        File(label, make, f"{lesson.id}_{name}.html", "text/html", f"{name} {lesson.id}")
        for label, make, name in pages
    ]
    zip_file = File(
        paper_words.PACK,
        lambda: pack(lesson, shipped(lesson), here),
        f"{lesson.id}_pack.zip",
        "application/zip",
        f"pack {lesson.id}",
    )
    downloads.offer(*files, zip_file, in_a_row=True)
    st.caption(teach_text.ON_PAPER_NOTE)
