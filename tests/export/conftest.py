"""A stamp for the small scenario, and the same with texts that try to do harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.export.stamp import stamp_of

CHANGES = (("practice.start_d", 1.0), ("dose.at_d", (0.5,)))
LINK = "https://lab.example/lab?preset=tiny&set=practice.start_d:1"
TITLE = '</script><img src=x onerror=alert(1)>"\'\n, =HYPERLINK("http://x.example") # 😀'
LABELS = ('=HYPERLINK("http://x.example","y")', '</script>"#,😀\n\u2028"""\\ $x$ <b>')


@pytest.fixture(scope="session")
def arms(tiny, tiny_results):
    """Two seeds of both arms, by label."""
    return {
        arm.label: [result for result in tiny_results if result.arm == arm.id] for arm in tiny.arm
    }


@pytest.fixture(scope="session")
def stamp(tiny, arms):
    """Where those runs come from."""
    return stamp_of(tiny, arms, CHANGES, LINK)


@pytest.fixture(scope="session")
def nasty(tiny):
    """The small scenario with hostile texts."""
    return tiny.model_copy(
        update={
            "title": TITLE,
            "question": TITLE,
            "leaves_out": (TITLE,),
            "misreadings": (TITLE,),
            "discuss": TITLE,
        }
    )


@pytest.fixture(scope="session")
def nasty_arms(arms):
    """The same runs under hostile labels."""
    return dict(zip(LABELS, arms.values(), strict=True))


@pytest.fixture(scope="session")
def nasty_stamp(nasty, nasty_arms):
    """A stamp with hostile texts in every place."""
    made = stamp_of(nasty, nasty_arms, link="javascript:alert('<b>')", note=LABELS[1])
    return replace(made, changes=(f"a = {LABELS[0]}",))
