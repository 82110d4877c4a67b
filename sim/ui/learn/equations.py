"""Equations: copied from the files of the model, with the parameters that each declares."""

from __future__ import annotations

import re
import textwrap

import streamlit as st

from sim.equations import FOLDERS, Head, heads
from sim.scenario.declared import Declared
from sim.ui.learn import links, tables
from sim.ui.learn.address import Selection
from sim.ui.text import learn_text

# What an equation means stands beside it in the file; on the page it stands below it.
_BESIDE = re.compile(r"(?<=[^\s:]) {4,}(?=[^\s=])")


def draw(selection: Selection) -> None:
    """Draw the search over parameters, then the files."""
    st.markdown(learn_text.EQUATIONS_LEAD)
    st.caption(learn_text.CODES)
    search = st.text_input(
        learn_text.SEARCH_PARAMETERS,
        key="learn parameters",
        type="search",
        icon=":material/search:",
        max_chars=60,
        placeholder=learn_text.SEARCH_PARAMETERS_EXAMPLE,
    )
    if search and search.strip():
        _found(search)
    for folder in FOLDERS:
        st.subheader(learn_text.FOLDERS[folder], anchor=False)
        with st.container(gap="xsmall"):
            for head in heads():
                if head.file.split("/")[1] == folder and _has_content(head):
                    _file(head)
    st.divider()
    links.navigation.link(
        "lab", f"{learn_text.NEXT} {learn_text.TO_LAB}", icon=":material/experiment:"
    )


def _found(search: str) -> None:
    rows = tables.found(search, tables.parameters())
    st.caption(
        learn_text.PARAMETERS_FOUND.format(
            shown=len(rows),
            all=len(tables.parameters()),
            hand_set=sum(row.leaf.is_hand_set for row in rows),
        )
    )
    if rows:
        tables.of_parameters(rows)
    else:
        st.info(learn_text.NOTHING_FOUND)


def _rows(head: Head) -> list[Declared]:
    return [row for row in tables.parameters() if row.file == head.file]


def _has_content(head: Head) -> bool:
    return bool(head.equations or _rows(head))


def _file(head: Head) -> None:
    """Draw a file; what is in it is drawn only while it is open."""
    name = head.file.rpartition("/")[2].removesuffix(".py").replace("_", " ")
    label = learn_text.HEAD_LABEL.format(name=name, title=learn_text.prose(head.title))
    part = st.expander(label, key=f"file {head.file}", on_change="rerun")
    if not part.open:
        return
    with part:
        st.markdown(f"`{head.file}`")
        for is_equation, block in head.parts:
            if is_equation:
                below = _BESIDE.sub("\n    ", textwrap.dedent(block))
                st.code(below, language=None, wrap_lines=True)
            else:
                st.markdown(learn_text.prose(block))
        if not head.equations:
            st.caption(learn_text.NO_EQUATIONS)
        rows = _rows(head)
        if rows:
            tables.of_parameters(rows)
        else:
            st.caption(learn_text.NO_PARAMETERS)
