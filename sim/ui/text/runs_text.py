"""Words of My runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.phrases import plural, rounded
from sim.plots.words import NOTES
from sim.ui.text import plain

TITLE = "My runs"
LEAD = "Runs and notes are kept in this browser alone. Nothing is sent anywhere else."
PART = "Part of this page"
PARTS = {
    "history": "History",
    "difference": "Difference",
    "notebook": "Lab notebook",
    "files": "Files",
}

EMPTY = "No run is kept here yet. Press Run in the Lab, and it appears on this page."
TO_LAB = "Go to the Lab"
TO_START = "Begin with Start"
NEXT = "Change one thing and run again"

FILTER = "Scenario"
ALL = "All scenarios"
STARRED_ONLY = "Only with a star"
NONE_LEFT = "No run fits this choice."
MORE = "Show more runs"
OPEN = "Open in the Lab"
WRITE = "Write about it"
COMPARE = "Compare"
STAR, UNSTAR = "Star", "Take star away"
STARRED = "with a star"
EDIT = "Name or delete"
NAME = "Name of this run"
DELETE = "Delete this run and its notes"

FIRST, SECOND = "First run", "Second run"
TWO_NEEDED = "A difference needs two runs. Run once more with one thing changed."
SAME_RUN = "Choose two different runs."
WHAT_DIFFERS = "Setting"
NOTHING_DIFFERS = "All settings are the same."
OTHER_VERSIONS = (
    "The two runs were made with different versions. Numbers may differ for this reason alone."
)
OUTCOME = "What came out"
SCENARIO, ARMS = "Scenario", "Arms"
SEEDS, DONE = "Seeds (runs of each arm)", "Seeds that were finished"
LUCK = "First seed (luck)"
VARIED = "What the sweep varies"
PACKAGE, MODEL = "Version of Plasticity Lab", "Version of the model"
ABSENT = "not part of it"
YES, NO, NOTHING = "yes", "no", "nothing"

CHOOSE = "Run to write about"
BOXES = NOTES | {"outcome": "What happened"}
HELP = {
    "question": "What did you want to find out?",
    "setup": "What did you change, and what stayed the same?",
    "prediction": "What did you expect before the run?",
    "outcome": "What did you see? Name numbers.",
    "conclusion": "What does it say about the question?",
    "limits": "What does this toy network leave out? How sure can one be?",
}
FILLED_IN = "Filled in from the run"
VALUE = "Value"
CHANGED = "Changed from the scenario"
AS_PRESET = "nothing"
NO_PICTURE = "The picture is here after the run. Run it again below."
SAVED = "Words are kept as they are written, and nobody changes them."

REPORT = "Report"
DOWNLOAD_REPORT = "Download report (HTML)"
REPORT_DOCX = "To go on writing (DOCX)"
REPORT_MARKDOWN = "As text (Markdown)"
LIMITS_MISSING = (
    "The report waits for one sentence in the box *Limits*: what can this run not show?"
)
RUN_AGAIN = "Run it again"
NEEDS_RESULT = "The report shows pictures, and these need the runs themselves."
MADE_BEFORE = "Another version made this run. Running it again may bring other numbers."
NO_SWEEP = "A report holds one setting. Open one value of the sweep in the Lab and run it."

TABLE_LEAD = "The history as a table, for a spreadsheet or a program."
HISTORY_CSV, HISTORY_JSON = "History (CSV)", "History (JSON)"
COPY_TITLE = "Take it to another machine"
COPY_LEAD = "It holds runs, notes, lessons and guesses. It can be opened on this page anywhere."
DOWNLOAD_COPY = "Download a copy"
OPEN_COPY = "Open a copy (JSON file, up to 1 MB)"
NOTHING_NEW = "Everything in this file is here already."
NOT_USED = "Not used from this file:"
DELETE_TITLE = "Delete everything kept here"
DELETE_LEAD = "Runs, notes, guesses and progress in lessons are taken out of this browser."
DELETE_ASK = "This cannot be taken back. A copy can be downloaded before."
DELETE_YES, DELETE_NO = "Delete everything", "Keep it"
DELETED = "Everything that was kept here is deleted."

COLUMNS = (
    "when (UTC)",
    "name",
    "scenario",
    "preset",
    "arm",
    "measure",
    "unit",
    "lower quartile",
    "median",
    "upper quartile",
    "seeds done",
    "seeds wanted",
    "first seed",
    "star",
    "package",
    "model",
    "sentence",
    "address",
)


def yes_no(value: bool) -> str:
    """Return a truth in words."""
    return YES if value else NO


def sweep(
    setting: str,
    values: Sequence[str],
    measure: str,
    medians: Mapping[str, tuple[float, float] | None],
) -> str:
    """Return the result of a sweep in words: the range of the medians, arm by arm.

    Parameters
    ----------
    setting : str
        Name of the setting that is varied.
    values : sequence of str
        Its lowest and its highest value.
    measure : str
        The measure that is read, with its unit.
    medians : mapping of str to pair of float or None
        Lowest and highest median by arm; None where there is no value.
    """
    lead = f"Sweep of {setting} from {values[0]} to {values[-1]}"
    if not medians:
        return f"{lead}."
    ranges = (
        f"{arm}: no value" if pair is None else f"{arm}: {rounded(pair[0])} to {rounded(pair[1])}"
        for arm, pair in medians.items()
    )
    return f"{lead}; lowest and highest median of {measure}: {'; '.join(ranges)}."


def when(utc: str) -> str:
    """Return a time as it is read: ``2026-11-28 07:05 UTC``."""
    return f"{utc[:10]} {utc[11:16]} UTC"


def choice(name: str, utc: str, done: int) -> str:
    """Return a run as it stands in a list to choose from."""
    return f"{name} · {when(utc)} · {plural(done, 'seed')}"


def facts(utc: str, done: int, arms: int) -> str:
    """Return when and how often a run was made."""
    return f"{when(utc)} · {plural(arms, 'arm')} · {plural(done, 'seed')}"


def partial(done: int, asked: int) -> str:
    """Return the mark of a run that was stopped."""
    return f"partial: {done} of {asked} seeds"


def stopped(done: int, asked: int) -> str:
    """Return what a report says about runs that were stopped."""
    return f"The runs were stopped after {done} of {asked} seeds."


def older(package: str, model: int) -> str:
    """Return the mark of a run that another version has made."""
    return f"made with version {plain(package)}, model {model}"


def of_runs(count: int, shown: int) -> str:
    """Return how many runs there are, and how many of them are on the page."""
    runs = plural(count, "run")
    return runs if shown == count else f"{runs}, the newest {shown} shown"


def in_arm(label: str, arm: str) -> str:
    """Return the name of a setting that only one arm has."""
    return f"{label}, in {arm}"


def taken(count: int) -> str:
    """Return how much of a file was new here."""
    return f"{plural(count, 'entry was', 'entries were')} taken in."


def more_problems(count: int) -> str:
    """Return how many mistakes of a file are not named one by one."""
    return f"and {count} more"
