"""Words on paper: worksheets, hand-ins, plans, keys, and the page that lists the files."""

from __future__ import annotations

from collections.abc import Sequence

NAME, CLASS, DATE = "Name", "Class", "Date"
WHO = (NAME, CLASS, DATE)
WORKSHEET = "Worksheet"
HAND_IN = "Hand-in"
PLANS = "Plans"
KEY = "Answer key"

SCENE = "1. The scene"
GUESS = "2. My guess, before the run"
DRAW_CURVE = "Draw your curve here. Day along the bottom, share of answers up the side."
HOW_SURE = "How sure?"
SURENESS = ("guessing", "fairly sure", "sure")
SEEN = "3. What I see in the runs"
SEEN_LEAD = "Write what you see first. Then answer the question."
TURN_OVER = "Turn over after the run, not before."
SENTENCE = "4. My sentence"
CONTRAST = "5. One change"
CONTRAST_GUESS = "My guess: yes or no, and why"
CONTRAST_SEEN = "What the run showed"
CHECKS = "6. Two checks"
LIMITS = "7. One thing that this model leaves out"
EXERCISE = "8. {title}"
GRADE_LEAD = "Write the letter of a grade before each sentence."
OPEN = "The lesson in the app"
NO_ADDRESS = "The lesson in the app: page Lessons, {id}."

MY_GUESS = "My guess"
MY_CURVE = "The curve I drew"
MY_SENTENCE = "My sentence"
MY_CHECKS = "My answers to the checks"
MY_PICTURE = "What the runs show"
MY_SKETCH = "A picture of what the runs show, drawn by hand"
NO_ANSWER = "No answer was given."

PLAN_COLUMNS = ("Minute", "Teacher", "Pupils", "Screen or paper")
SAID = "What pupils say"
TRAPS = "Traps"
NUDGES = "Questions that help"
IDEAS = "Key ideas to listen for"
LEFT_OUT = "What the lesson leaves out"
SPARE = (
    "No internet: the replay of the pack opens from disk. No devices: one screen, guesses by "
    "hands, and the worksheet. Time left: the task at the end of the lesson."
)

KEY_LEAD = (
    "No answer here was typed in. Rules of the lesson were held against runs: {seeds} seeds of the "
    "main run."
)
FITS, FITS_NOT = "fits the runs", "does not fit the runs"
EVIDENCE_FITS, EVIDENCE_FITS_NOT = "fits the evidence", "does not fit the evidence"
KEY_PREDICT, KEY_OBSERVE, KEY_CHECK = "Prediction", "Observation", "Check {number}"
KEY_EXPLAIN = "Model explanation"
KEY_CONTRAST = "One change"
KEY_CASE = "Worked case"
KEY_TASK = "Task"
KEY_TASK_NOTE = "The task has no one answer. Listen for the key ideas."
KEY_NUMBERS = "Numbers, over seeds"
KEY_COLUMNS = ("Number", "Shown (lowest to highest seed)")
HELD, HELD_NOT = "holds", "does not hold"

INDEX = "Plasticity Lab on paper"
INDEX_LEAD = "Print from a browser, on A4 or Letter. Everything in “keys” is for the teacher alone."
PACK = "Pack for pupils (ZIP, no answers)"
QUIZ_GIFT = "Quiz bank for Moodle (GIFT)"
QUIZ_CSV = "Quiz bank as a table (CSV)"
OF_ALL = "All lessons together"

README = (
    "For pupils: a worksheet and a hand-in to print, the replay of one run of each arm, and the "
    "settings. Answers are not in this folder.",
    "The replay shows what comes out: open it after the guess.",
)


def number(measure: str, arms: Sequence[str], day_d: float) -> str:
    """Return what a number is: measure, arm or arms, model day."""
    when = f", day {day_d:g}" if day_d else ""
    return f"{measure}{when}: {', against '.join(arms)}"


def spread(shown: str, lowest: str, highest: str) -> str:
    """Return a number over all seeds with those of single seeds."""
    return f"{shown} ({lowest} to {highest})"


def plan_title(minutes: int) -> str:
    """Return the heading of a plan."""
    return f"{minutes} minutes"


def of_runs(*, fits: bool, finding: str, why: str) -> str:
    """Return what is said to an answer that the runs decide."""
    if fits:
        return f"The runs agree. {finding} {why}".rstrip()
    return f"Many people expect that. {finding} What is missing?"


def of_evidence(*, fits: bool, fitting: Sequence[str], why: str, sources: Sequence[str]) -> str:
    """Return what is said to an answer that cards or rows of evidence decide."""
    said = "The evidence agrees." if fits else f"The evidence fits: “{' '.join(fitting)}”"
    return f"{said} {why} {from_sources(sources)}"


def from_sources(ids: Sequence[str]) -> str:
    """Return where the answer to an item of an exercise comes from."""
    return f"({', '.join(ids)})"
