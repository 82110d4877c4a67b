"""A tour of the pictures of the Lab, in Streamlit's own test driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from streamlit.testing.v1 import AppTest

from sim.ui.lab import pictures
from sim.ui.text import lab as words


def every_picture(at: AppTest, before: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Open one picture after the other; yield the id of each. ``before`` is called before it."""
    for tab, name in words.TABS.items():
        at.session_state["tab"] = name
        at.run()
        names = pictures.choices(tab, at.session_state["desk lab shown"])
        for one in names:
            before()
            if len(names) > 1:
                at.button_group(key=f"picture {tab}").set_value(one)
            at.run()
            yield one
