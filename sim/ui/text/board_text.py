"""Words of the class board, of the page by which pupils join, and of where a room is opened."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.phrases import listing, plural, rounded
from sim.rooms import MOST_SEATS, Why
from sim.runs import Status

# Teach
LEAD = (
    "A class guesses together, and each device runs one seed of the same settings. "
    "The board collects guesses and runs."
)
HOW = (
    "Open a room and project its page. Pupils scan the code, or type four letters. No names.",
    "They guess. The board shows how many have, and what only after *Close guessing*.",
    "*Let them run*: each device runs one network of its own in all arms. Dots arrive.",
    "*Reveal*: the rules of the lesson decide over all runs which answer fits.",
    "It ends at *End*, or after two hours. Nothing of the class is stored.",
)
LESSON = "Lesson whose question is asked"
OPEN = "Open a room"
MANY = (
    "Every device is one run of each arm, and they share the cores of the server. "
    "With {seats} devices that is about {minutes}."
)
MANY_SEATS = 30

# Board
TITLE = "Class board"
NO_ROOM = "No room is open on this page."
TO_TEACH = "Open a room on the page Teach"
GONE = (
    "There is no room {code} on this server. Either two hours are over, or the server was "
    "started again. Open a new room: pupils join it by its new letters."
)
HERE = "joined"
GUESSED = "guessed"
RUNNING = "running"
DONE = "runs in"
OPEN_THIS = "Open this address, or scan"
LETTERS = "Letters of the room"
NO_ADDRESS = (
    "Other devices cannot reach this page: this machine is in no network, or the server listens "
    "to it alone. Join a network and start *plasticity-lab class*."
)
LOOKING_ON = "Only the device that opened this room can move it on."
IN_ADDRESS = (
    "This browser stores nothing, so the key of the room is in the address of this page. "
    "Hide the address before projecting it."
)
CLOSE_GUESSING = "Close guessing"
GUESS_AGAIN = "Guess again"
GUESS_AGAIN_WHAT = (
    "Neighbours talk, then everybody may change the guess, once. Both histograms are kept."
)
TALK = "Talk with a neighbour: why do you think so? Then guess again, or keep the first guess."
SHARE_ARMS = "Share arms out"
SHARE_ARMS_WHAT = (
    "Each device runs one arm with a seed of its own, in turn: half the work, and groups to "
    "compare. Without this each device runs all arms."
)
LET_RUN = "Let them run"
REVEAL = "Reveal"
CLEAR = "Clear"
CLEAR_WHAT = "Forgets all guesses and runs. Whoever is here stays."
CLEAR_YES = "Clear guesses and runs"
END = "End"
END_WHAT = "Ends the room for everybody and forgets all of it."
END_YES = "End the room"
GUESSES = "Guesses"
FIRST_GUESSES = "first"
SECOND_GUESSES = "after talking"
FITS = "fits the runs"
NO_RUN_YET = "No run is in yet."
NOT_EVERY_ARM = "There is no run yet of every arm."
NO_VALUE = "no value"
BOARD_REFUSED = {
    Why.NO_KEY: LOOKING_ON,
    Why.ENDED: "This room has ended.",
    Why.TOO_MANY: "As many rooms are open as this server has place for. End one, or wait.",
}
ENDED_BOARD = "Room {code} has ended, and all of it is forgotten. A new one begins empty."

# Join
JOIN_TITLE = "Join a room"
JOIN_LEAD = "Four letters stand on the board. No name is asked for."
JOIN = "Join"
LOOKING = "Looking whether this device has a seat already"
PUPIL_REFUSED = {
    Why.UNKNOWN: (
        "There is no room {code} here. Compare the letters with those on the board. "
        "A room is gone after two hours, and when the server was started again: ask for new "
        "letters."
    ),
    Why.ENDED: "Room {code} has ended, and nothing of it is kept. Ask for the next letters.",
    Why.FULL: (
        f"Room {{code}} is full: it has {MOST_SEATS} seats. Look on together with somebody, "
        "or ask for a second room."
    ),
    Why.CLOSED: (
        "Guessing is closed, so this was not counted. An earlier guess stands. "
        "Wait here: running comes next."
    ),
    Why.NOT_YET: "Runs begin when the teacher says so. Wait here.",
    Why.NO_SEAT: "This device has no seat in room {code}. Load the page again.",
}
LOST_SEAT = (
    "This device had a seat in room {code}, and the room is gone. The server was started again, "
    "or two hours are over. Nobody can bring it back: ask for new letters."
)
HOW_SURE = "How sure?"
GUESS_LEAD = "Choose one. It may be changed until guessing is closed."
SECOND_LEAD = (
    "Guesses are open again: keep the first one, or choose another. The first is kept too."
)
GUESS_IN = "The guess is in. It counts once, and nobody sees whose it is."
WAIT_TO_RUN = "Guessing is closed. Wait here: the teacher says when networks run."
NO_GUESS = "There is no guess from this device. That is fine."
RUN = "Run this seat's network"
RUN_DONE = "Done. It is on the board now. The class result comes when the teacher reveals it."
PREPARING = "Preparing the fast code, once (5 to 20 s)"
OWN_RUN = "What seat {number} got"
CLASS_RUNS = "All runs of the class; seat {number} is ringed"


def seat_line(code: str, number: int) -> str:
    """Return where a device is."""
    return f"Room {code}, seat {number}"


def lesson_name(id: str, title: str) -> str:
    """Return how a lesson is listed."""
    return f"{id}: {title}"


def takes(n_seats: int, seconds: float) -> str:
    """Return how long the runs of a class take."""
    minutes = "a minute" if seconds < 90.0 else plural(round(seconds / 60.0), "minute")
    return MANY.format(seats=n_seats, minutes=minutes)


def sure(counts_by_id: dict[str, int], names: dict[str, str]) -> str:
    """Return how many are how sure."""
    return ", ".join(f"{counts_by_id.get(id, 0)} {name}" for id, name in names.items())


def when(day_d: float) -> str:
    """Return the test day of an outcome, for the title of a picture."""
    return f" on model day {day_d:g}"


def outcome(label: str, value: float, unit: str) -> str:
    """Return the outcome of one arm, NaN for none; the label is plain text."""
    if math.isnan(value):
        return f"- {label}: {NO_VALUE}"
    return f"- {label}: **{f'{rounded(value, 2)} {unit}'.rstrip()}**"


def run_lead(seed: int, arms: Sequence[str], *, is_shared: bool) -> str:
    """Return what a seat runs; the names of its arms are plain text."""
    if is_shared:
        return f"Seats share the arms. This one runs **{listing(arms)}** with seed {seed}."
    return f"Same settings for everybody. Only chance differs: this seat has seed {seed}."


def verdict(n_runs: Sequence[int], fitting: Sequence[str]) -> str:
    """Return which answers fit the pooled runs, so many of each arm; they are plain text."""
    least, most = min(n_runs), max(n_runs)
    count = plural(most, "run") if least == most else f"{least} to {plural(most, 'run')}"
    runs = f"Over {count} of each arm"
    if not fitting:
        return f"{runs}, none of the answers fits. That is a result too: what do the dots say?"
    if len(fitting) == 1:
        return f"{runs}, this answer fits: **{fitting[0]}**"
    return f"{runs}, more than one answer fits: {' '.join(f'**{text}**' for text in fitting)}"


def progress(status: Status) -> str:
    """Return how far the runs of a seat are."""
    if status.ahead:
        return f"{plural(status.ahead, 'run')} of others first. It goes on by itself."
    words = f"Model day {status.done_d:.0f} of {status.total_d:g}"
    if status.left_s is None:
        return words
    return f"{words}, about {max(1, round(status.left_s))} s left"
