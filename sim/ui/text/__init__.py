"""Every word on the pages, in one place: here what they share, and one module for each page.

Sentences have at most 20 words, and none of the words that `tests/ui/test_text.py` forbids. What
may have come from outside (an address, a file) goes through `plain` before it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.errors import Problem, ScenarioError, SimError
from sim.export.escape import markdown as plain
from sim.phrases import plural
from sim.scenario import Scenario, parameters
from sim.scenario.names import setting_name

TITLE = "Plasticity Lab"
PAGES = {
    "start": "Start",
    "lessons": "Lessons",
    "lab": "Lab",
    "learn": "Learn",
    "teach": "Teach",
    "runs": "My runs",
    "board": "Class board",
    "join": "Join a room",
}

TERMS = "Words"
ALL_TERMS = "All words: the glossary"

CANCEL = "Cancel"
HELP = "If this topic comes close: talk to someone trusted, or call a crisis line (US: 988)."
KEYS_BUTTON = "Keys"
KEYS = (
    "**Tab** goes on, **Shift Tab** back, **Enter** or **Space** presses a button.",
    "On sliders **← →** move by one step.",
    "On calendar marks **← →** move by a day, **Shift** by a week. **Delete** removes, "
    "**Enter** opens details.",
    "In the player **Space** plays or pauses, **← →** go one test back or on.",
    "There, **G** gives a cue, and **N** plays the same moment without it.",
    "**Alt Enter** runs, **Alt U** takes back the last change.",
)
PROJECTOR_ON = "Projector view"
PROJECTOR_OFF = "Leave projector view"
PROJECTOR_KEYS_TITLE = "Keys of the projector view"
PROJECTOR_KEYS = (
    ("Page Down", "next step"),
    ("Page Up", "step before"),
    ("Space", "play or pause"),
    ("R", "reveal what comes out"),
    ("P", "leave this view"),
    ("?", "open or close this list"),
)
CLOSE = "Close"
PRINTED = "Printed figure"
ABOUT = "About this picture"
WHAT = "What it is:"
NOTICE = "Notice:"
TRY = "Try:"
LEAVES_OUT = "What it leaves out:"
MATHS = "The maths:"
SHOW_TABLE = "Table and files"
SUMMARY_COLUMNS = ("measure", "unit")
FEW_ROWS = "{shown} of {all} rows are shown; the CSV file holds all."

PREPARING = "Preparing the fast code, once (5 to 20 s)"
STARTING = "Starting"
UNKNOWN_NAME = "set=path:value with the path of a parameter"
MOST_ARMS = "At most four arms are compared here; further arms of the address were ignored."
NOTHING_FINISHED = "Stopped before the first seed was finished. Nothing is kept from it."
TOO_LONG = (
    "This run was stopped because it took longer than {minutes:.0f} minutes. "
    "Choose shorter or smaller settings, or fewer seeds."
)
ERROR_SETTINGS = "These settings cannot be run."
ERROR_RUN = "The run could not be finished."
ERROR_OURS = "Something broke on our side ({kind}). The settings are safe in the address."
ERROR_DIVERGED = (
    "The network left every sensible range. That can happen with extreme settings: "
    "move the last change back and press Run."
)

_LONG_S = 10.0
_LABEL_CHARS = 60  # of an arm, in a file


def ignored(part: str, allowed: str, near: str | None = None) -> str:
    """Return the note about a part of the address that has no meaning here, with the remedy."""
    meant = f"; did you mean {near}?" if near else ""
    return plain(f"ignored: {part}; allowed: {allowed}{meant}")


def clamped(name: str, asked: str, used: str, unit: str) -> str:
    """Return the note about a number of the address that was moved into its range."""
    return plain(f"The address asked for {name} {asked}; using {used} {unit}".rstrip()) + "."


def refused(name: str, asked: str, error: SimError) -> str:
    """Return the note about a value of the address that makes no scenario."""
    return f"ignored: {plain(f'{name} {asked} ({error})')}"


def ahead(runs: int) -> str:
    """Return the place in the queue."""
    return f"{plural(runs, 'run')} ahead of you"


def progress(seed: int, n_seeds: int, day_d: float, length_d: float, left_s: float | None) -> str:
    """Return how far a comparison is: seed, model day, time left."""
    words = f"seed {seed} of {n_seeds}, model day {day_d:.0f} of {length_d:g}"
    return _with_time_left(words, left_s)


def changed_arm(label: str, changes: Sequence[str], brief: Sequence[str]) -> str:
    """Return the label of an arm that does not do what the preset's label tells, with what differs.

    Parameters
    ----------
    label : str
        That of the preset.
    changes, brief : sequence of str
        The same changes in words, and in fewer words. As many are named as the label has room for.
    """
    more = f"{len(changes) - 1} more"
    candidates = [
        "; ".join(changes),
        "; ".join(brief),
        *([f"{changes[0]}; {more}", f"{brief[0]}; {more}"] if len(changes) > 1 else []),
        plural(len(changes), "change"),
    ]
    most = _LABEL_CHARS - len(" ()")
    fitting = next(
        (words for words in candidates if len(label) + len(words) <= most), candidates[-1]
    )
    return f"{label[: most - len(fitting)].rstrip()} ({fitting})"


def copied_arm(label: str) -> str:
    """Return the label of an arm that was made as a copy of another one."""
    return f"{label[: _LABEL_CHARS - len(' (copy)')]} (copy)"


def other_version(carried: str, here: str) -> str:
    """Return the note that a link was made with another version."""
    return (
        f"This link was made with version {plain(carried)}; this is {plain(here)}. "
        "Numbers may differ."
    )


def cut(part: str) -> str:
    """Return the note that a link has lost its end, and that its last part was not used."""
    return (
        f"The end of this link is missing. Its last part, {plain(part)}, was left out, for it "
        "may be cut as well; what came after it is as in the preset. Copy the link again."
    )


def problems(error: ScenarioError, scenario: Scenario | None = None) -> str:
    """Return the mistakes of a scenario as a list in Markdown, parameters by their names."""
    return "\n".join(f"\n- {plain(_problem(problem, scenario))}" for problem in error.problems)


def _problem(problem: Problem, scenario: Scenario | None) -> str:
    """Return one mistake; the path follows the name, for a file or an address needs it."""
    known = [leaf.path for leaf in parameters(scenario)] if scenario is not None else []
    if problem.path not in known:
        return str(problem)
    named = f"{setting_name(scenario, problem.path)} ({problem.path})"
    return str(replace(problem, where="", path=named))


def sweep_takes(n_settings: int, n_seeds: int, n_arms: int, seconds: float) -> str:
    """Return how many runs a sweep is, and how long it will take."""
    arms = f" x {n_arms} arms" if n_arms > 1 else ""
    runs = plural(n_settings * n_seeds * n_arms, "run")
    return (
        f"{plural(n_settings, 'setting')} x {plural(n_seeds, 'seed')}{arms} = {runs}, "
        f"about {max(1, round(seconds))} s on an idle machine."
    )


def sweep_progress(done: int, total: int, left_s: float | None) -> str:
    """Return how far a sweep is: runs done, time left."""
    return _with_time_left(f"{done} of {plural(total, 'run')}", left_s)


def _with_time_left(words: str, left_s: float | None) -> str:
    """Return how far something is, with the time left; a long wait need not be watched."""
    if left_s is None:
        return words
    words = f"{words}, about {max(1, round(left_s))} s left"
    return f"{words}. Read on: it goes on by itself." if left_s > _LONG_S else words


def making(label: str) -> str:
    """Return that a file is being made."""
    return f"Making: {plain(label)}"


def not_made(label: str) -> str:
    """Return that a file could not be made; the reason follows."""
    return f"No file was made: {plain(label)}."


def runs_elsewhere(page: str, far: str) -> str:
    """Return how far a run of another page is."""
    return f"Running in {page}: {far}"


def ended_elsewhere(page: str) -> str:
    """Return that a run of another page has ended."""
    return f"The run in {page} has ended."


def run_takes(seconds: float) -> str:
    """Return how long Run will take."""
    return f"About {max(1, round(seconds))} s on an idle machine."
