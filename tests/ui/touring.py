"""Pages of the app in Streamlit's own test driver: opened, read, and a tour of their pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from streamlit.testing.v1 import AppTest

from sim.ui.lab import pictures
from sim.ui.main import DRAW
from sim.ui.text import lab_text
from tests.ui.panels import outcome_of

TO_A_WORD = re.compile(r'\[([^\]]+)\]\(learn\?part=glossary&term=\w+ "[^"]*"\)')


def page_named(name: str, *, timeout_s: float = 60.0) -> AppTest:
    """A page of the app by its name, not yet run."""
    show = DRAW[name]
    script = f"from {show.__module__} import show\nshow()"
    return AppTest.from_string(script, default_timeout=timeout_s)


def open_page(name: str, *, timeout_s: float = 60.0, **query: object) -> AppTest:
    """Open a page at an address."""
    at = page_named(name, timeout_s=timeout_s)
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


def text_on(at: AppTest) -> str:
    """Return all text on a page, without the backslashes of Markdown and the links to words."""
    kinds = (
        at.title,
        at.header,
        at.subheader,
        at.markdown,
        at.caption,
        at.info,
        at.success,
        at.warning,
        at.error,
        at.code,
    )
    shown = "\n".join(element.value for kind in kinds for element in kind)
    return TO_A_WORD.sub(r"\1", shown).replace("\\", "")


def every_picture(at: AppTest, before: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Open one picture after the other; yield the id of each. ``before`` is called before it."""
    for tab, name in lab_text.TABS.items():
        at.session_state["tab"] = name
        at.run()
        names = pictures.choices(tab, outcome_of(at))
        for id in names:
            before()
            if len(names) > 1:
                at.button_group(key=f"picture {tab}").set_value(id)
            at.run()
            yield id
