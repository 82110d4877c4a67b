"""Words of the page Start. No text that is shown before the result has more than 25 words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HEADLINE = "A network keeps falling into the same pattern. Can it learn another way?"
SHORT_HEADLINE = "Can it learn another way?"
TWINS = (
    "Two copies of one toy network on day 0: until something differs, both do the same. "
    "A well-worn pattern A answers {share} cues."
)
GUESS = "Make a guess"
TO_LAB = "Go to the lab"
TO_TEACH = "I'm teaching"

ARMS = ("Practice only", "Dose, then practice")
TASK = (
    "Both networks practise the new pattern B on {sessions} days, each day the same. "
    "One gets a dose the day before."
)
QUESTION = "After {days:g} model days, where does the cue lead?"
ANSWERS = {
    "both": "Both networks: to pattern B",
    "dosed": "Only with the dose: to pattern B",
    "neither": "Both networks: still to pattern A",
}
WATCH = "Watch the run"
CHOOSE_FIRST = "First choose an answer, and how sure."
SKIP = "Show the result"
WATCHING = "The bars count where each cue leads. The result opens at the end."
AGAIN = "Guess again from the start"

NO_RUNS = (
    "The runs that come with the app cannot be read here: files are missing or damaged, "
    "or this Python lacks lzma. The Lab computes the same runs in about a minute."
)
RUN_LIVE = "Run them in the Lab"
RIGHT = "That is what this run shows. The next step is to try to break it."
MANY_EXPECT = "Many people expect something else than the run shows. An idea can be run:"
OTHER_OUTCOME = "None of the three answers fits this run."
IDEAS = {
    "both": "Test it: much more practice each day",
    "dosed": "Test it: a dose, but one day of practice",
    "neither": "Test it: a dose, but one day of practice",
}
NOT_PROOF = "**One run is not proof.**"
CHANGE_ONE = "Now change one thing"
LIMIT = (
    "Everything here is a toy with hand-set numbers. "
    "More practice, later practice or another pattern may end otherwise: try it."
)
DOORS = "Three ways on"
DOOR_LINES = {
    "lessons": ("Lessons", "10 to 20 minutes, one question each."),
    "lab": ("Lab", "Change things, one at a time."),
    "teach": ("Teach", "Plans, links, a QR code for the class."),
}


def continue_with(name: str) -> str:
    """Return the offer to go on with the last run."""
    return f"Continue: {name}"


def out_of(count: int, trials: int) -> str:
    """Return a count of cues."""
    return f"{count} of {trials}"


def the_run(counts: Mapping[str, int], without: Mapping[str, int], trials: int) -> str:
    """Return the outcome of the run that was played: how often B, with a cue and without."""
    arms = [
        f"*{label}*: **{out_of(count, trials)}** cues lead to B; without a cue, "
        f"{out_of(without[label], trials)}."
        for label, count in counts.items()
    ]
    return f"**The run:** {' '.join(arms)}"


def over_seeds(counts: Mapping[str, Sequence[int]], trials: int) -> str:
    """Return the spread over the stored runs; counts of each run, by arm."""
    n_runs = max(len(of_arm) for of_arm in counts.values())
    arms = [f"*{label}*: {_spread(of_arm, trials)}." for label, of_arm in counts.items()]
    return f"{NOT_PROOF} Over {n_runs} runs, each with other luck: {' '.join(arms)}"


def _spread(counts: Sequence[int], trials: int) -> str:
    if min(counts) == max(counts):
        return f"{out_of(counts[0], trials)} each time"
    return f"{min(counts)} to {out_of(max(counts), trials)}"
