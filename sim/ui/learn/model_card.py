"""Model card: what the network is, what is assumed, what holds, what fails, and its limits."""

from __future__ import annotations

import streamlit as st

from sim.equations import heads
from sim.model import NetworkParams, TimeParams
from sim.result import package_version
from sim.scenario import MODEL_VERSION, SCHEMA, presets
from sim.ui import text
from sim.ui.learn import acceptance, links, tables
from sim.ui.learn.acceptance import Promise, Test
from sim.ui.learn.address import Selection
from sim.ui.text import learn_text

_FIRST_ROWS = 10


def draw(selection: Selection) -> None:
    """Draw the card, section by section; every count is counted here."""
    for title, section in (
        (learn_text.WHAT_IT_IS, _what),
        (learn_text.LIKE, _like),
        (learn_text.SIMULATED, _simulated),
        (learn_text.ASSUMED, _assumed),
        (learn_text.EMERGES, _emerges),
        (learn_text.HOLDS, _holds),
        (learn_text.LIMITS, _limits),
        (learn_text.WRONG, _wrong),
        (learn_text.VERSIONS, _versions),
    ):
        st.subheader(title, anchor=False)
        section()
    links.next_step(learn_text.TO_EQUATIONS, "equations")


def _what() -> None:
    network, time = NetworkParams(), TimeParams()
    facts = {
        "cells": network.n_cells,
        "excitatory": network.n_exc,
        "inhibitory": network.n_inhibitory,
        "days": time.length_d,
        "step": time.dt_ms,
    }
    st.markdown(" ".join(learn_text.WHAT).format(**facts))


def _like() -> None:
    tables.draw(learn_text.LIKE_COLUMNS, learn_text.LIKE_ROWS)


def _simulated() -> None:
    listed = [
        (head, [row for row in tables.parameters() if row.file == head.file])
        for head in heads()
        if head.file.startswith(("sim/model/", "sim/interventions/"))
    ]
    sections = [(head, rows) for head, rows in listed if rows]
    st.markdown(learn_text.SIMULATED_LEAD.format(files=len(sections)))
    part = st.expander(learn_text.SIMULATED_LIST, key="learn simulated", on_change="rerun")
    if part.open:
        with part:
            tables.draw(
                learn_text.SIMULATED_COLUMNS,
                [
                    (
                        f"{learn_text.prose(head.title)}  \n`{head.file}`",
                        str(len(rows)),
                        str(sum(row.leaf.is_hand_set for row in rows)),
                    )
                    for head, rows in sections
                ],
            )


def _assumed() -> None:
    chosen = [row for row in tables.parameters() if row.leaf.is_hand_set]
    st.markdown(learn_text.ASSUMED_LEAD.format(hand_set=len(chosen), all=len(tables.parameters())))
    search = st.text_input(
        learn_text.ASSUMED_FILTER,
        key="learn hand-set",
        type="search",
        max_chars=60,
        icon=":material/search:",
        placeholder=learn_text.ASSUMED_EXAMPLE,
    )
    rows = tables.found(search or "", chosen)
    if not rows:
        st.info(learn_text.NOTHING_FOUND)
        return
    few = rows if st.checkbox(learn_text.ALL_ROWS, key="learn all hand-set") else rows[:_FIRST_ROWS]
    tables.draw(
        learn_text.ASSUMED_COLUMNS,
        [(tables.name(row), tables.default(row), text.plain(row.leaf.help)) for row in few],
    )
    if len(few) < len(rows):
        st.caption(learn_text.MORE_ROWS.format(hidden=len(rows) - len(few)))


def _emerges() -> None:
    tables.draw(learn_text.EMERGES_COLUMNS, learn_text.EMERGES_ROWS)


def _holds() -> None:
    tests, promises = acceptance.tests().values(), acceptance.promises()
    failing = [test for test in tests if test.fails]
    known = [promise for promise in promises if promise.fails_because]
    st.markdown(
        learn_text.HOLDS_LEAD.format(
            tests=len(tests), hold=len(tests) - len(failing), fail=len(failing)
        )
    )
    st.markdown(
        learn_text.CLAIMS_LEAD.format(
            presets=len(presets()), claims=len(promises), known=len(known)
        )
    )
    st.markdown(learn_text.CHECKED_BY.format(seeds=min(promise.n_seeds for promise in promises)))
    for title, listed in (
        (learn_text.FAILS_TITLE, failing),
        (learn_text.HOLDS_TITLE, [test for test in tests if not test.fails]),
    ):
        st.markdown(f"**{title}** ({len(listed)})")
        with st.container(gap="xsmall"):
            for test in listed:
                _test(test)
    others = [promise for promise in known if not promise.test]
    st.markdown(f"**{learn_text.OTHER_FAILS}** ({len(others)})")
    for promise in others:
        _promise(promise)


def _test(test: Test) -> None:
    status = learn_text.FAIL if test.fails else learn_text.HOLD
    first = next((promise for promise in test.promises if promise.fails_because), test.promises[0])
    label = learn_text.TEST_LABEL.format(id=test.id, status=status, first=text.plain(first.text))
    icon = ":material/close:" if test.fails else ":material/check:"
    part = st.expander(label, key=f"test {test.id}", icon=icon, on_change="rerun")
    if part.open:
        with part:
            for promise in test.promises:
                _promise(promise)
            for id in test.presets:
                links.to_lab(id)


def _promise(promise: Promise) -> None:
    template = learn_text.CLAIM_FAILS if promise.fails_because else learn_text.CLAIM_HOLDS
    why = f"  \n{learn_text.BECAUSE.format(reason=text.plain(promise.fails_because))}"
    st.markdown(
        f"- {template.format(text=text.plain(promise.text))}{why if promise.fails_because else ''}"
    )


def _limits() -> None:
    st.markdown("\n".join(f"- {line}" for line in learn_text.LIMITS_LIST))


def _wrong() -> None:
    st.markdown("\n".join(f"- {line}" for line in learn_text.WRONG_LIST))


def _versions() -> None:
    facts = {"package": package_version(), "model": MODEL_VERSION, "schema": SCHEMA}
    tables.draw(
        learn_text.VERSION_COLUMNS,
        [
            (name, text.plain(template.format(**facts)))
            for name, template in learn_text.VERSION_ROWS
        ],
    )
    st.markdown(learn_text.CITE)
    st.code(learn_text.CITATION.format(**facts), language=None, wrap_lines=True)
