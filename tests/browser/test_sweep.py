"""A sweep in a real browser: begun by clicking, dots as they arrive, cancelled, gone on with."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from sim.ui import text
from sim.ui.text import lab_text
from tests.browser.driving import WAIT_MS, choose, idle, press, run, wait_for_result
from tests.small import SIZES

MEANS = re.compile(r"Chart of \d+ means over \d+ settings")
PARTIAL = re.compile(r"partial: (\d+) of 45 runs")


def test_a_sweep_draws_dots_as_they_come_and_keeps_them_when_cancelled(server, tab):
    sets = [f"{path}:{value}" for path, value in SIZES.items()]
    parts = {"preset": "no_direction", "arms": "practise_b", "seeds": 1, "seed": 60, "set": sets}
    tab.goto(f"{server}/lab?{urlencode(parts, doseq=True)}")  # of the presets a short one
    wait_for_result(tab)
    tab.get_by_role("radio", name=lab_text.MODES["sweep"], exact=True).click()
    tab.get_by_text(lab_text.SWEEP_HINT).wait_for()
    choose(tab, lab_text.SEEDS_LABEL, "5 seeds")
    tab.get_by_text("9 settings x 5 seeds = 45 runs").wait_for()
    idle(tab)
    assert "vary=practice.start_d" in tab.url
    run(tab, wait=False)
    tab.get_by_text(re.compile(r"\d+ of 45 runs")).first.wait_for(timeout=WAIT_MS)
    tab.get_by_role("img", name=MEANS).first.wait_for(timeout=WAIT_MS)  # it is under way
    press(tab, text.CANCEL)
    tab.get_by_role("button", name=text.CANCEL).wait_for(state="detached", timeout=WAIT_MS)
    partial = tab.get_by_text(PARTIAL)
    partial.wait_for(timeout=WAIT_MS)
    assert 0 < int(PARTIAL.search(partial.inner_text()).group(1)) < 45
    tab.get_by_role("img", name=MEANS).first.wait_for(timeout=WAIT_MS)
    run(tab, wait=False)
    partial.wait_for(state="detached", timeout=WAIT_MS)
    tab.get_by_text(lab_text.SWEEP_EDGE).wait_for(timeout=WAIT_MS)
    tab.get_by_role("img", name=re.compile("Chart of 9 means over 9 settings")).first.wait_for()
