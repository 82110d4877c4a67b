"""The app: page configuration, warm-up, navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sim.ui import text, warm

_PAGES = Path(__file__).parent / "pages"
_SIDEBAR_PX = 360  # labels and five doses fit on one line each


def main() -> None:
    """Draw the app; called at every script run."""
    st.set_page_config(page_title=text.TITLE, layout="wide",
                       initial_sidebar_state=_SIDEBAR_PX)
    warm.start()
    page = st.navigation([st.Page(_PAGES / "lab.py", title=text.PAGE_LAB)], position="hidden")
    page.run()


if __name__ == "__main__":  # Streamlit runs this file as a script
    main()
