"""How the tests drive a browser: a server to visit, waiting for the page, and pressing."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.app_server import answers
from sim.ui.text import lab_text
from tests.small import PRESET, small_parts

ROOT = Path(__file__).resolve().parents[2]
# The headless shell draws the same pages without a browser around them, for two thirds of the CPU
# time.
CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which,
            ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        ),
    ),
    None,
)
MISSING = (
    "no Chromium browser was found"
    if CHROMIUM is None
    else ""
    if find_spec("playwright")
    else "the Python package playwright is not installed"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
]
WAIT_MS = 60_000
LAPTOP, TABLET, PHONE = (
    {"width": 1366, "height": 768},
    {"width": 768, "height": 1024},
    {"width": 390, "height": 844},
)
RESULT = re.compile(r"the cue leads to B in \d")
OLD = "Settings changed"
COLOURS_CHANGE_MS = 300  # after the size of the screen or the colours of the system have changed
_INSIDE = re.compile(r"(http|ws)://127\.0\.0\.1[:/]|blob:|data:|file:")


class Server:
    """A server that a test may end and start again, at the same address.

    Parameters
    ----------
    command : sequence of str
        What ``python -m`` runs.
    port_option : str
        The option of the command that takes the port.
    folder : Path
        Where it runs.
    base : str
        Path of its own below which it serves, as its settings say.
    """

    def __init__(
        self, command: Sequence[str], port_option: str, folder: Path = ROOT, base: str = ""
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._command = [sys.executable, "-m", *command, port_option, str(port)]
        self._folder = folder
        self.address = f"http://127.0.0.1:{port}{base}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end_s = time.monotonic() + WAIT_MS / 1000
        while not answers(f"{self.address}/_stcore/health"):
            assert self._process.poll() is None and time.monotonic() < end_s, "no server"
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Number of its process."""
        return self._process.pid

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)


def lab(**parts: object) -> str:
    """Return path and query of the Lab with a network so small that a run takes a moment."""
    sets = [*small_parts(), *parts.pop("set", [])]
    return "/lab?" + urlencode({"preset": PRESET, "set": sets, **parts}, doseq=True)


def watch(context, wrong: list[str], allowed: Sequence[str] = ()) -> None:
    """Note what goes wrong in a browser: a failed script, a request outside, a refused script,
    something asked for that is not there."""

    def outside(one) -> None:
        if not _INSIDE.match(one.url) and not one.url.startswith(tuple(allowed)):
            wrong.append(f"outside: {one.url}")

    def said(message) -> None:
        if message.type == "error" and re.search(
            "Content Security Policy|Refused to", message.text
        ):
            wrong.append(f"policy: {message.text}")

    def answered(reply) -> None:
        if reply.status >= 400:
            wrong.append(f"{reply.status}: {reply.url}")

    context.on("request", outside)
    context.on("response", answered)
    context.on("page", lambda page: page.on("websocket", outside))
    context.on("console", said)
    context.on("weberror", lambda error: wrong.append(f"script: {error.error}"))


def forget(page) -> None:
    """Leave a page and delete what its site has stored, once no script of it can store more."""
    site = urlsplit(page.url)
    if site.scheme == "http":
        page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    if site.scheme == "http":
        session = page.context.new_cdp_session(page)
        session.send(
            "Storage.clearDataForOrigin",
            {
                "origin": f"{site.scheme}://{site.netloc}",
                "storageTypes": "cookies,local_storage,indexeddb",
            },
        )
        session.detach()


_RESTS = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    if (app?.dataset.testScriptState !== 'notRunning') window.restsSince_ms = null;
    else window.restsSince_ms ??= performance.now();
    return window.restsSince_ms !== null && performance.now() - window.restsSince_ms >= 200;
}"""


def idle(page) -> None:
    """Wait until no script has run for 200 ms, and everything that was sent is drawn.

    The page itself looks, between all else that it has to do: on a busy machine it looks later.
    """
    page.evaluate("window.restsSince_ms = null")
    page.wait_for_function(_RESTS, polling=40, timeout=WAIT_MS)


def wait_for_result(page) -> None:
    """Wait until the Lab shows a result."""
    page.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
    idle(page)


def soon(element):
    """Return Playwright's `expect` of an element, which asks until it is so.

    An `assert` looks once, and where the server still has to answer, too early.
    """
    from playwright.sync_api import expect

    expect.set_options(timeout=WAIT_MS)
    return expect(element)


def press(page, name: str | re.Pattern) -> None:
    """Press a button with the mouse."""
    page.get_by_role("button", name=name).click()


_SCRIPT_STARTS = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    window.scriptStarts = new Promise((resolve, reject) => {
        const watch = new MutationObserver(() => {
            if (app.dataset.testScriptState === 'running') { watch.disconnect(); resolve(); }
        });
        watch.observe(app, { attributes: true, attributeFilter: ['data-test-script-state'] });
        setTimeout(() => reject(new Error('the script did not start')), %d);
    });
}"""


def run(page, *, wait: bool = True) -> None:
    """Press Run; wait until the result belongs to the settings, unless told not to."""
    page.evaluate(_SCRIPT_STARTS % WAIT_MS)
    press(page, re.compile("^Run"))
    if wait:
        page.evaluate("() => window.scriptStarts")  # before, the page shows the result it had
        page.get_by_text(OLD).wait_for(state="detached", timeout=WAIT_MS)
        wait_for_result(page)


def choose(page, label: str, option: str) -> None:
    """Choose an option of a list."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def every_picture(page):
    """Open one picture of the Lab after the other; yield panel, name, and whether it is the first
    of its panel."""
    for name in lab_text.TABS.values():
        page.get_by_role("tab", name=name, exact=True).click()
        panel = page.get_by_role("tabpanel", name=name)
        panel.wait_for(timeout=WAIT_MS)
        idle(page)
        group = panel.get_by_role("radiogroup", name=lab_text.PICTURE)
        for place, picture in enumerate(group.get_by_role("radio").all_inner_texts() or [""]):
            if place > 0:
                group.get_by_role("radio", name=picture, exact=True).click()
                idle(page)
            yield panel, picture or name, place == 0


_MOST_TABS = 250
# Inside components as well.
_HAS_FOCUS = """(element) => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused === element;
}"""


def tab_to(page, element, key: str = "Tab") -> None:
    """Press Tab until an element has the focus; fail if it is never reached."""
    element.wait_for(timeout=WAIT_MS)
    for _ in range(_MOST_TABS):
        if element.evaluate(_HAS_FOCUS):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {element}")


def middle(element) -> tuple[float, float]:
    """Return the middle of an element, in px of the page."""
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def grip(page, name: str, place: int = 0):
    """Return what can be dragged in the calendar, or another slider, by the begin of its name."""
    return page.get_by_role("slider", name=re.compile(name)).nth(place)


def drag(page, element, days: float) -> None:
    """Drag a mark of the calendar of 30 days by some days, with the mouse."""
    x, y = middle(element)
    day_px = (page.locator(".np-calendar").bounding_box()["width"] - 36.0) / 30.0
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * day_px, y, steps=8)
    page.mouse.up()


# While a script runs, Streamlit draws faintly what it may replace.
_NOTHING_IS_FAINT = "() => !document.querySelector('[data-stale=true]')"


def violations(
    page, rules: Sequence[str] = (), part: str | None = None
) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds wrong: rule, and the elements.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page.
    rules : sequence of str
        Rules to ask for; all of them without.
    part : str, optional
        Selector of the part of the page that is looked at; all of it without.
    """
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    if page.url.startswith("file:"):
        options["preload"] = False  # axe would fetch the style sheets, which no page on disk may
    page.wait_for_function(_NOTHING_IS_FAINT, timeout=WAIT_MS)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    broken = page.evaluate(
        "([part, options]) => axe.run(part ?? document, options).then((all) => all.violations)",
        [part, options],
    )
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in broken]


def dark_violations(page, part: str | None = None) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds wrong in the colours of a page once the system turns dark.

    For a light page whose elements have been asked for everything. It is light again afterwards.
    """
    turn(page, "dark")
    broken = violations(page, ("color-contrast", "link-in-text-block"), part)
    turn(page, "light")
    return broken


def turn(page, scheme: str) -> None:
    """Let the system turn light or dark, and wait until the page has done so."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(_HAS_SCHEME, arg=scheme, timeout=WAIT_MS)
    page.wait_for_timeout(COLOURS_CHANGE_MS)


def assert_accessible(
    page, *, phone: bool = False, part: str | None = None, dark: bool = True
) -> None:
    """Fail if axe finds anything, light or dark, or if marks of Markdown are read out.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page, light and as wide as a laptop; so it is afterwards.
    phone : bool
        Whether it is looked at on a phone too.
    part : str, optional
        Selector of the only part that has changed since the last time.
    dark : bool
        Whether it is looked at in dark colours too.
    """
    broken = {}
    page.mouse.move(0, 0)  # no help text of Streamlit's own hangs over the page
    for size in (LAPTOP, PHONE)[: 1 + phone]:
        page.set_viewport_size(size)
        page.wait_for_timeout(COLOURS_CHANGE_MS)
        broken[size["width"], "light"] = violations(page, part=part)
        if dark:
            broken[size["width"], "dark"] = dark_violations(page, part)
    page.set_viewport_size(LAPTOP)
    assert not any(broken.values()), broken
    assert names_with_marks(page) == []


_HAS_SCHEME = """(scheme) => getComputedStyle(
  document.querySelector('[data-testid=stApp]')).colorScheme === scheme"""
_NAMES = """() => { const names = [], walk = root => {
  for (const element of root.querySelectorAll("*")) {
  if (element.shadowRoot) walk(element.shadowRoot);
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    if (element.hasAttribute(name)) names.push(element.getAttribute(name)); } } };
  walk(document); return names; }"""
_MARKS = re.compile(r"[*`\\]|:material|(?<!\w)_|_(?!\w)")


def names_with_marks(page) -> list[str]:
    """Return what is read out on a page and has marks of Markdown in it."""
    names = page.evaluate(_NAMES)
    assert len(names) > 1
    return [name for name in names if _MARKS.search(name)]


def room(page) -> tuple[float, float]:
    """Return how wide the content of a page is, and how wide the screen leaves it, in px."""
    return tuple(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            "return [Math.max(main.scrollWidth, document.documentElement.scrollWidth"
            " - window.innerWidth + main.clientWidth), main.clientWidth]; }"
        )
    )


def wait_until_it_fits(page) -> None:
    """Wait until nothing is wider than the screen leaves it; fail if something stays so."""
    end_s = time.monotonic() + 5.0
    while True:
        wide, most = room(page)
        if wide <= most + 1:
            return
        assert time.monotonic() < end_s, f"{wide} px wide where there are {most}"
        page.wait_for_timeout(50)
