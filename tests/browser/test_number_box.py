"""A decimal comma arrives as it was typed, in every kind of box of the Lab."""

from __future__ import annotations

import re
from urllib.parse import unquote

from tests.browser.driving import grip, idle, lab, soon, wait_for_result


def address_has(page, part):
    """Wait until the address holds a part."""
    page.wait_for_function(
        "part => decodeURIComponent(location.href).includes(part)", arg=part, timeout=20_000
    )


def test_a_comma_in_the_details_of_a_dose(server, tab):
    tab.goto(server + lab(seeds=1))
    wait_for_result(tab)
    grip(tab, "^Dose, Practice in the window").press("Enter")
    box = tab.get_by_label(re.compile("Dose 1 on"))
    box.fill("2,5")
    box.press("Enter")
    address_has(tab, "dose.at_d:[2.5]")
    idle(tab)
    soon(tab.get_by_label(re.compile("Dose 1 on"))).to_have_value("2.5")


def test_a_comma_in_the_range_of_a_sweep(server, tab):
    tab.goto(server + lab(seeds=1, arms="in_window", vary="practice.start_d:[3,5]"))
    box = tab.get_by_label(re.compile("^From"))
    box.fill("2,5")
    box.press("Enter")
    address_has(tab, "vary=practice.start_d:[2.5,5")
    assert "25" not in unquote(tab.url).partition("vary=")[2].partition("&")[0].replace("2.5", "")


def test_a_comma_in_more_settings_and_what_is_too_large_is_said(server, tab):
    tab.goto(server + lab(seeds=1))
    wait_for_result(tab)
    tab.get_by_text("More settings").click()
    tab.get_by_label("Search all settings").fill("tau_pre")
    tab.get_by_label("Search all settings").press("Enter")
    idle(tab)
    box = tab.get_by_role("textbox", name=re.compile(r"\(ms\)")).first
    box.fill("12,5")
    box.press("Enter")
    address_has(tab, ":12.5")
    idle(tab)
    box.fill("123456789")
    box.press("Enter")
    tab.get_by_text("was not taken. Allowed:").wait_for(timeout=20_000)
    soon(box).to_have_value("12.5")
