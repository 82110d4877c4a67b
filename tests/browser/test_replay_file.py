"""The replay file in a browser: on a phone, and where no script may run."""

from __future__ import annotations

import pytest

from sim.engine import run
from sim.export.replay_file import replay
from sim.export.stamp import stamp_of
from sim.plots.words import NO_SCRIPTS
from tests.browser.driving import PHONE

LINK = "http://127.0.0.1:8501/lab?preset=practice_in_window&" + "&".join(
    f"set=network.n_pattern:{number}" for number in range(12)
)


@pytest.fixture(scope="module")
def file(small, tmp_path_factory):
    """A replay of the small scenario, with the address of many changed settings."""
    arms = {
        arm: [run(small, arm=arm, seed=seed) for seed in (0, 1, 2)] for arm in small.first_arms()
    }
    path = tmp_path_factory.mktemp("replay") / "replay.html"
    path.write_bytes(replay(stamp_of(small, arms, link=LINK), small, arms))
    return path


def test_a_replay_fits_a_phone_and_counts_the_runs_it_plays(new_tab, file):
    tab = new_tab(viewport=PHONE)
    tab.goto(file.as_uri())
    tab.locator("#player canvas, #player svg").first.wait_for()
    assert LINK in tab.inner_text("footer")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert "seeds 0 to 2" not in tab.inner_text("body")


def test_a_frame_without_scripts_says_what_to_do(new_tab, file):
    tab = new_tab()
    frame = file.with_name("frame.html")
    frame.write_text(
        f'<iframe sandbox="" width="900" height="600" src="{file.name}"></iframe>', encoding="utf-8"
    )
    tab.goto(frame.as_uri())
    said = tab.frame_locator("iframe").locator("noscript strong")
    assert said.bounding_box()["height"] > 10
    assert said.text_content() == NO_SCRIPTS
