"""Words of the glossary, explained on the page where they are read."""

from __future__ import annotations

import streamlit as st

from sim.evidence import glossary
from sim.ui import navigation, text

# Words that the Lab and the lessons cannot do without.
USED = ("arm", "cue", "pattern_a", "pattern_b", "rest", "seed", "share", "wear", "window")


def popover() -> None:
    """Draw the button that explains the words of this page, with the way to all others."""
    with st.popover(text.TERMS, type="tertiary"):
        known = glossary()
        st.markdown(
            "\n".join(
                f"- **{text.plain(known[id].name)}**: {text.plain(known[id].text)}" for id in USED
            )
        )
        navigation.link("learn", text.ALL_TERMS, {"part": "glossary"}, icon=":material/menu_book:")
