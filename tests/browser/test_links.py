"""Links in a real browser: round trip, Back, nonsense, and what a teacher shows and locks."""

from __future__ import annotations

import re

from sim.lessons import guess_words
from sim.ui import text
from sim.ui.text import lab_text, lesson_text, start_text, teach_text
from tests.browser.driving import OLD, WAIT_MS, grip, idle, lab, press, run, soon, wait_for_result

WEAR, SESSIONS = "^How well-worn", "^Practice a day"
SETTLED_MS = 1200  # an address older than that is the visitor going back


def state(page) -> dict[str, object]:
    """Return what the Lab shows: sentence, controls, and the numbers of the first picture."""
    panel = page.get_by_role("tabpanel", name=lab_text.TABS["answers"])
    panel.get_by_text(text.SHOW_TABLE).first.click()
    table = panel.get_by_role("table").first
    table.wait_for(timeout=WAIT_MS)
    idle(page)
    return {
        "sentence": page.get_by_text("the cue leads to").first.inner_text(),
        "sliders": [grip(page, name).input_value() for name in (WEAR, SESSIONS)],
        "choices": page.get_by_role("radio", checked=True).all_inner_texts(),
        "calendar": page.get_by_role("img", name="Calendar of").get_attribute("aria-label"),
        "numbers": table.inner_text(),
    }


def test_an_address_opened_elsewhere_gives_the_same_settings_sentence_and_numbers(
    server, tab, new_tab
):
    mine, other = tab, new_tab()
    mine.goto(server + lab(seeds=1))
    wait_for_result(mine)
    mine.get_by_test_id("stSidebar").get_by_text("pattern A", exact=True).click()
    mine.get_by_text(OLD).wait_for()
    grip(mine, SESSIONS).press("ArrowLeft")
    mine.wait_for_url(re.compile("practice.repeats"))
    grip(mine, "^Dose, ").press("ArrowRight")
    mine.wait_for_url(re.compile("dose.at_d"))
    press(mine, lab_text.LUCK)
    mine.wait_for_url(re.compile("[?&]seed=[1-9]"))
    idle(mine)
    run(mine)
    other.goto(mine.url)
    wait_for_result(other)
    assert state(other) == state(mine)
    assert other.url == mine.url


def test_back_returns_to_the_settings_and_to_the_page_before(server, tab):
    tab.goto(server)
    press(tab, start_text.TO_LAB)
    press(tab, guess_words.NO_GUESS)  # nothing was guessed on Start
    wait_for_result(tab)
    tab.wait_for_timeout(SETTLED_MS)
    before = grip(tab, SESSIONS).input_value()
    grip(tab, SESSIONS).press("ArrowLeft")
    tab.get_by_text(OLD).wait_for()
    tab.wait_for_url(re.compile("practice.repeats"))
    idle(tab)
    tab.wait_for_timeout(SETTLED_MS)
    tab.go_back()
    tab.get_by_text(OLD).wait_for(state="detached", timeout=WAIT_MS)
    idle(tab)
    soon(grip(tab, SESSIONS)).to_have_value(before)
    tab.wait_for_timeout(SETTLED_MS)
    tab.go_back()
    tab.get_by_role("button", name=start_text.GUESS).wait_for(timeout=WAIT_MS)


def test_nonsense_in_an_address_is_named_and_the_page_works(server, tab):
    tab.goto(
        f"{server}/lab?preset=practice_in_windw&set=practice.dys:3&set=practice.days:900"
        "&seeds=lots&arms=late,latte&colour=blue&vary=nothing"
    )
    wait_for_result(tab)
    told = tab.get_by_test_id("stAlert").first.inner_text()
    for part in (
        "practice_in_windw",
        "practice.dys",
        "practice.days",
        "lots",
        "latte",
        "colour",
        "nothing",
    ):
        assert part in told, part
    assert "did you mean practice.days" in told
    press(tab, lab_text.LUCK)
    tab.get_by_text(OLD).wait_for()
    idle(tab)
    assert tab.get_by_text("ignored:").count() == 0  # the address is whole again
    assert "colour" not in tab.url


def test_a_teachers_link_shows_and_locks_what_it_says(server, tab, new_tab):
    teacher, student = tab, new_tab()
    teacher.goto(f"{server}/teach?part=links")
    for name in ("Dose: size", "Practice: first session", "Practice: what is practised"):
        tick = teacher.get_by_role("checkbox", name=teach_text.visible(name))
        tick.wait_for(timeout=WAIT_MS)
        teacher.get_by_text(teach_text.visible(name), exact=True).click()
        idle(teacher)
    teacher.get_by_text(teach_text.locked("Wear of pattern A"), exact=True).click()
    ask = teacher.get_by_role("textbox", name=re.compile("^4. Question"))
    ask.fill("How many sessions are <b>enough</b>?")
    ask.blur()
    teacher.get_by_text(re.compile("locks Wear of pattern A")).wait_for(timeout=WAIT_MS)
    code = teacher.get_by_test_id("stCode").filter(has_text="lock=")
    code.filter(has_text="ask=How").first.wait_for(timeout=WAIT_MS)
    idle(teacher)
    student.goto(teacher.get_by_role("link", name=teach_text.TRY).evaluate("one => one.href"))
    student.get_by_role("button", name=lesson_text.NO_GUESS).click(timeout=WAIT_MS)
    wait_for_result(student)
    sidebar = student.get_by_test_id("stSidebar")
    sidebar.get_by_text("How many sessions are <b>enough</b>?").wait_for()
    sidebar.get_by_role("slider").nth(1).wait_for()
    soon(sidebar.get_by_role("slider")).to_have_count(2)
    soon(grip(student, WEAR)).to_be_disabled()
    soon(grip(student, SESSIONS)).to_be_enabled()
    assert sidebar.get_by_role("radio").count() == 0  # neither dose nor pattern
    assert sidebar.get_by_text(lab_text.MORE).count() == 0


def test_no_message_to_the_browser_holds_the_outcome_before_the_guess(server, tab):
    messages: list[bytes] = []

    def keep(frame: bytes | str) -> None:
        messages.append(frame if isinstance(frame, bytes) else frame.encode())

    def sends_outcome() -> bool:
        sent = b"".join(messages)
        return bool(re.search(rb"the cue leads to \w+ in \d", sent)) or b"yAxis" in sent

    tab.on("websocket", lambda socket: socket.on("framereceived", keep))
    tab.goto(server + lab(seeds=1, guess=1))
    declined = tab.get_by_role("button", name=lesson_text.NO_GUESS)
    declined.wait_for(timeout=WAIT_MS)
    idle(tab)
    assert messages and not sends_outcome()
    declined.click()
    wait_for_result(tab)
    idle(tab)
    assert sends_outcome()
