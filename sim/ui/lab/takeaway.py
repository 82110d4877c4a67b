"""Downloads, the link to these settings, and the next step."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim import evidence
from sim.export.catalogue import EXPORTS
from sim.export.stamp import Stamp
from sim.scenario import Scenario
from sim.ui import navigation, text
from sim.ui.components import downloads
from sim.ui.components.copy_link import copy_link
from sim.ui.components.downloads import File
from sim.ui.running.outcome import Outcome
from sim.ui.settings import address, session
from sim.ui.settings.state import Settings
from sim.ui.store import history
from sim.ui.text import lab_text


def stamp_of(shown: Outcome) -> Stamp | None:
    """Return what every file of these results carries; None for a sweep, which has no one run."""
    if not shown.arms:
        return None
    note = lab_text.partial_note(shown.n_seeds, shown.settings.seeds) if shown.is_partial else ""
    return downloads.stamp_of(shown, note)


def foot(scenario: Scenario, settings: Settings, shown: Outcome | None) -> None:
    """Draw link and downloads, and the limits of the model."""
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        copy_link(
            address.to_address(settings, session.options()), key="copy link", label=lab_text.LINK
        )
        with st.popover(lab_text.DOWNLOADS, icon=":material/download:"):
            _downloads(shown)
        _evidence(scenario)
        _write_down(settings, shown)
    with st.expander(lab_text.LIMITS_TITLE):
        for line in (*scenario.leaves_out, *scenario.misreadings):
            st.markdown(f"- {text.plain(line)}")


def _write_down(settings: Settings, shown: Outcome | None) -> None:
    """Draw the way to the notebook, which then holds the result on show, asked for or not."""
    if st.button(lab_text.NEXT, key="write down", icon=":material/edit_note:", type="tertiary"):
        if shown is not None:
            of_settings = shown._replace(settings=shown.belongs_to(settings))
            st.session_state["runs chosen"] = history.add(of_settings)
        navigation.go("runs", {"part": "notebook"})


def _evidence(scenario: Scenario) -> None:
    """Draw the claim cards that this preset belongs to, with their grades."""
    cards = [card for card in evidence.claims() if scenario.id in card.shown_by]
    if not cards:
        return
    with st.popover(lab_text.evidence(len(cards)), icon=":material/science:"):
        for card in cards:
            line = lab_text.EVIDENCE_ANALOGY if card.analogy else lab_text.EVIDENCE_CARD
            st.markdown(line.format(claim=text.plain(card.claim), grade=card.grade))
            navigation.link(
                "learn",
                lab_text.EVIDENCE_LINK.format(id=card.id),
                {"part": "claims", "card": card.id},
            )


def _downloads(shown: Outcome | None) -> None:
    stamp = stamp_of(shown) if shown is not None else None
    if stamp is None:
        st.caption(lab_text.NEEDS_RESULT)
        return
    st.caption(lab_text.DOWNLOADS_LEAD)
    downloads.offer(
        *(
            File(
                kind.label,
                partial(kind.build, stamp, shown.scenario, shown.arms),
                kind.name(stamp),
                kind.mime,
                f"take {kind.id}",
            )
            for kind in EXPORTS
        )
    )
