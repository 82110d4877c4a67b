"""Words that several pictures share: the disclaimer, limits, and small sentences."""

from __future__ import annotations

from collections.abc import Sequence

from sim.phrases import listed

DISCLAIMER = (
    "Toy model for learning. It does not predict what any drug or therapy does for a person. "
    "Not medical or dosing advice."
)
NO_FONT = "Boxes in this picture are letters that no font on this machine has."
FUSED = "A and B have fused into one group of cells"
ONE_RUN = "One run is not proof."
LIMITS = "What this model leaves out, and wrong conclusions to avoid"
NOT_PEOPLE = "The cells and the days are those of a toy network, not of a person."
NO_DOSE = "No dose was given in this run."
HELD_BACK = "learning is worse here"
WINDOW_OPEN = "window open"
CUE = "cue"
NO_CUE = "no cue"
HALF = "half of the cues"
CURRENT = "current setting"
NO_VALUE = "no value"
NO_RATE = "has no value"
NOT_ASKED = "not asked in this preset"
NO_OUTCOME = "no run has this outcome; choose another one or run again"
COIN_FLIP = "coin flip"
PREDICTION = "prediction"
SESSION_AXIS = "practice session (number)"
DRAWN_FROM_COUNTS = "a drawing of counts"
BAND_OF_MEAN, QUARTILES = "95 % band", "quartiles"
GAMMA = "gamma"

SPINE_NOTE = (
    "Studies disagree on when new spines appear: first effect at 12 to 24 h, or at 72 to 132 h."
)
WINDOW_NOTE = "How a surge opens the window is assumed, and its numbers are set by hand."
LEAVES_OUT = (
    "Cells, days and doses are those of a toy network. Nobody's mood or thought is in it.",
    "The drug does nothing here but block NMDA receptors. The real one has known risks.",
    WINDOW_NOTE,
    "Each short episode of spikes stands for many hours of activity.",
)
CHANGED = "Changed from the preset:"
AS_THE_PRESET = "Nothing was changed from the preset."
SAME_SETTINGS = "The same settings in the app:"
SAME_SETTINGS_HERE = "The same settings in the app, behind its address:"
REPORT_WHO = ("Name", "Class", "Date")
REPORT_HEADINGS = {
    "question": "Question",
    "what_was_run": "What was run",
    "result": "Result",
    "pictures": "Pictures",
    "what_the_model_leaves_out": "What the model leaves out",
    "how_not_to_read_it": "How not to read it",
    "to_talk_about": "To talk about",
    "how_to_cite": "How to cite",
}
REPORT_LOOK_AT = "Look at:"
REPORT_COMPARED = "Compared with:"
REPORT_MORE = "More: all pictures, measures, claims, numbers set by hand, fingerprints"
NOTES_HEADING = "Notes of the writer"
# Boxes of the lab notebook, by name, in the order of a report.
NOTES = {
    "question": "Question",
    "setup": "What was set up",
    "prediction": "Prediction before the run",
    "outcome": "Outcome",
    "conclusion": "Conclusion",
    "limits": "Limits",
}
NO_SCRIPTS = (
    "The networks play by a script, and scripts are not allowed here. "
    "Save this file, and open it in a browser by itself."
)
TEST_NOTE = "The network does not learn during tests."

# Texts of the network player; {words in braces} are filled in by it.
PLAYER: dict[str, str | list[str]] = {
    "player": "Player",
    "play": "Play",
    "pause": "Pause",
    "first": "Back to the first test",
    "step_back": "One test back",
    "step_on": "One test on",
    "scrub": "Model day and time within its test",
    "speed": "Speed",
    "give": "Give a cue",
    "without": "Without the cue",
    "time": "day {day}, {part}",
    "part_rest": "rest",
    "part_cue": "cue {trial}",
    "part_no_cue": "no cue {trial}",
    "part_end": "all trials",
    "follow": "Follow",
    "no_cell": "no cell",
    "cell_name": "cell {number} of {group}",
    "group_names": [
        "pattern A",
        "pattern B",
        "pattern C",
        "pattern D",
        "the cue",
        "the rest",
        "the inhibitory cells",
    ],
    "caption_whole": "test of model day {day}: rest, then cues",
    "caption_rest": "model day {day}: {seconds} s of rest",
    "caption_cue": "cue {trial}",
    "caption_no_cue": "the same moment, no cue",
    "caption_end": "model day {day}: all trials of the test",
    "cue_answer": "leads to {answer}",
    "no_cue_answer": "{answer} is active",
    "no_pattern": "no pattern",
    "fused": FUSED,
    "cue_trial": "1 cue leads to",
    "cue_trials": "{trials} cues lead to",
    "no_cue_trial": "no cue, once",
    "no_cue_trials": "no cue, {trials} times",
    "other": "other",
    "none": "none",
    "day": "day {day}",
    "window_open": "window open",
    "window_expected": "window expected, from the last run",
    "window_unknown": "run to see the window",
    "window_later": "window not known yet",
    "window_edge": "window open between dashed lines",
    "expected_edge": "expected, until a run",
    "grip": "{label}, {arm}",
    "grip_of": "{label} {number} of {count}, {arm}",
    "grip_day": "day {day}",
    "grip_days": "{count} sessions, days {first} to {last}",
    "grip_doses": "{count} doses, days {first} to {last}",
    "grip_count": "{count}",
    "grip_keys": (
        "Arrow keys move it by one day, with Shift by seven. Delete removes it, Enter opens its "
        "setting."
    ),
    "grip_hint": "drag doses and sessions to other days",
    "grip_more": "drag for more or fewer",
    "removed": "removed",
    "hours": "First 24 h",
    "hours_title": "The first 24 hours after the first dose",
    "hours_axis": "hours after the first dose",
    "hours_level": "drug level (ng/mL)",
    "hours_block": "block of NMDA receptors (share)",
    "hours_window": "window (share)",
    "inhibitory": "block, inhibitory cells",
    "excitatory": "block, excitatory cells",
    "hours_none": "no dose",
    "alt_hours": (
        "{arm}: the drug level is highest at {peak} ng/mL, {hour} h after the dose. It blocks up "
        "to {inh} % of the receptors on inhibitory cells and {exc} % on excitatory cells. {window}"
    ),
    "alt_opens": "The window counts as open from {hour} h after the dose.",
    "alt_shut": "The window does not open in these hours.",
    "alt_unknown": "The window is not known before a run.",
    "dose": "dose",
    "session": "practice session",
    "test": "test",
    "stress": "stress",
    "erased": "eraser of new synapses",
    "kept": "there at the first test",
    "born": "born since",
    "lost": "lost since",
    "gap": "no spike for 25 ms or longer",
    "given": "cue",
    "cells_shown": "{shown} of {all} cells and at most {lines} strongest synapses are shown.",
    "trials_shown": (
        "The first {trials} of {of} trials of a test are played, whatever came of them; at its end "
        "the bars count all. A cue is given to a copy of the network as it is at one moment of its "
        "rest. Beside it, the same moment goes on without the cue."
    ),
    "keys": (
        "Keys: Space plays or pauses, ← and → go one test back or on, Home and End to the "
        "first or last. G gives a cue, N plays the same moment without it."
    ),
    "still": (
        "Motion is reduced: the shade of a cell shows how many spikes it sent in the rest of a "
        "test, or in a trial."
    ),
    "nothing": "none",
    "alt_calendar": "Calendar of {length} model days, now day {day}, tests on days {tests}.",
    "alt_lane": (
        "{arm}: days of doses: {doses}; of practice: {sessions}; of stress: {stress}; of the "
        "eraser: {erased}."
    ),
    "alt_network": (
        "{arm}, model day {day}: network of {cells} cells with {lines} synapses, {born} born "
        "since the first test and {lost} lost."
    ),
    "alt_plan": "Calendar of {length} model days.",
    "alt_raster": (
        "{arm}: {spikes} spikes of {cells} cells in the test of model day {day}: {seconds} s of "
        "rest, then {trials} cues, each beside the same moment without it. Silent gaps: {gaps}."
    ),
}

# Names of what can be moved in the calendar.
PLAN = {
    "dose": "Dose",
    "doses": "Course of doses",
    "doses_count": "Number of doses",
    "practice": "Practice of pattern {pattern}",
    "practice_count": "Number of sessions, practice of pattern {pattern}",
}

# From the share of seeds in which the first arm has the larger value, to words.
_DIFFERENCE = ((0.95, "clearly higher"), (0.8, "higher"), (0.6, "probably higher"))


def difference_words(share: float) -> str:
    """Return words for the share (0 to 1) of seeds in which a value is higher."""
    return next((words for least, words in _DIFFERENCE if share > least), "no clear difference")


def change(first: float, last: float, unit: str = "", digits: int = 1) -> str:
    """Return ``goes from 1.0 to 5.4 Hz``, or ``stays at 4.9 Hz`` if both print alike."""
    start, end = f"{first:.{digits}f}", f"{last:.{digits}f}"
    space = f" {unit}" if unit else ""
    return f"stays at {end}{space}" if start == end else f"goes from {start} to {end}{space}"


def changes(texts: Sequence[str]) -> str:
    """Return several texts of `change` as a list; a verb is not said twice in a row."""
    said: list[str] = []
    verb = ""
    for text in texts:
        last, (verb, rest) = verb, text.split(" ", 1)
        said.append(rest if verb == last else text)
    return listed(said)


def halves(value: float) -> str:
    """Return a number rounded to halves: ``10`` or ``9.5``."""
    return f"{round(2.0 * value) / 2.0:g}"


def days(first_d: float, last_d: float) -> str:
    """Return ``day 3``, ``days 3 to 7``, or hours of the day for what is shorter than a day."""
    if last_d - first_d < 1.0 and int(first_d) == int(last_d):
        start, end = ((value - int(first_d)) * 24.0 for value in (first_d, last_d))
        if end < 0.05:
            return f"day {int(first_d)}"
        hours = (f"{start:.1f}".removesuffix(".0"), f"{end:.1f}".removesuffix(".0"))
        span = f"{hours[0]} h" if hours[0] == hours[1] else f"{hours[0]} h to {hours[1]} h"
        return f"day {int(first_d)}, {span} after its start"
    return f"days {round(first_d, 2):g} to {round(last_d, 2):g}"


def no_spikes_of(runs: int) -> str:
    """Return why a picture does not show all runs."""
    return "the other run keeps no spikes" if runs == 1 else f"the other {runs} runs keep no spikes"


def day(value_d: float) -> str:
    """Return ``day 30`` or ``day 2.5``."""
    return f"day {value_d:g}"


def changed_from_preset(changes: Sequence[str] | None) -> str:
    """Return what differs from the preset in a sentence; nothing if that is not known (None)."""
    if changes is None:
        return ""
    return f"{CHANGED} {'; '.join(changes)}." if changes else AS_THE_PRESET
