"""Words of the lesson runner and of the list of lessons; those of a lesson stand in its file."""

from __future__ import annotations

from collections.abc import Sequence

from sim.lessons import guess_words, lesson_words
from sim.phrases import listed
from sim.ui.text import plain

TITLE = "Lessons"
LEAD = "One question each, 10 to 25 minutes. First a guess, then a run that can disagree."
LEVEL = "Level"
LEVELS = {"all": "all", "starter": "starter", "standard": "standard", "advanced": "advanced"}
START, GO_ON, AGAIN = "Start", "Go on", "Done. Once more"
ALL_LESSONS = "All lessons"
UNKNOWN = "There is no lesson of this name. Here are all that there are."

BACK, NEXT, FINISH = "Back", "Next", "Finish"
NEEDS = {
    2: "Next needs an answer, and how sure.",
    3: "Next needs the run.",
    4: "Next needs an answer.",
    5: "Next needs the explanation: write a sentence, then compare.",
    6: "Next needs the contrast.",
}
NUDGE = "A question that helps"
NUDGES_OVER = "No more of these. The next step has what is missing."
PLAY_FIRST = "Play first, three minutes in the Lab"
OPENING = (
    "The network plays as it is on day 0, before anything happens. First it rests, then it "
    "is asked: each cue stands beside the same moment without it. **Press *Give a cue*** to "
    "see where the next one leads. What comes later is not shown yet."
)
NETWORKS_ALT = (
    "Two drawn networks of four groups of cells each. In the second one "
    "A has a thick ring. Thick arrows lead to it from the three others."
)
NETWORKS_CAPTION = (
    "Thick ring: stronger synapses inside A. Thick arrows: stronger synapses from "
    "B, C and D to A. Thin lines: alike in both. A drawing, not a run."
)
NETWORKS = {"left": "A like the others", "right": "A well worn"}
ONE_RUN_CAPTION = "One run, seed {seed}. One run is not proof."

HAND_IN = "Page to hand in (HTML, prints on one page)"
HAND_IN_NOTE = "It holds guess, sentence and checks as they were written. Nothing is sent."
PREDICT_LEAD = "Commit before the run. The run is not made yet, and nothing of it is on this page."
CONFIDENCE_QUESTION = "How sure?"
CONFIDENCE = {"guessing": "guessing", "fairly": "fairly sure", "sure": "sure"}
NO_GUESS = guess_words.NO_GUESS
KEPT_FIXED = "This answer was given before the run, and stays as it was."
SKIPPED = "No guess was given."
CURVE = {
    "x": "time (model days)",
    "point": "Share of cues that lead to B, in percent, on model day",
    "value": "day {day}: {share} %",
    "flat": "Start again from a flat line",
    "hint": "Move each point up or down: drag it, or use Tab and the arrow keys.",
}

RUN, RUN_AGAIN = "Run", "Run the rest"
RUN_FIRST = "The settings are those of the question. Press Run."
RUN_DONE = "The runs are there. The first one plays here; the next step has all of them."
OWN_LEAD = "Room to play: one setting, another run. The question is about the run before."
OWN_RUN = "Run with this"
OWN_FOUND = "With this setting:"

OBSERVE_LEAD = "What is to be seen? First look, then explain. Below, the networks play."
OBSERVED_CAPTION = (
    "The run with seed {seed} plays here, test by test. *Give a cue* plays the "
    "next one at once. The picture above has all runs."
)
YOU_SAID = "**You said:** {said} *({sure})*"
YOU_SAID_PLAIN = "**You said:** {said}"
RUN_SHOWS = "**The runs show:** {shows}"
IDEA_FITS = "The prediction fits the runs."
IDEA_FITS_NOT = "The runs went another way. What is missing?"
CURVE_TITLE = "The drawn curve and the runs"
CURVE_PARTS = {
    "direction": "up or down",
    "timing": "the time of the change",
    "size": "the size at the end",
}
CURVE_CLOSE, CURVE_FAR = "Like the runs: {parts}.", "Not like the runs: {parts}."

EXPLAIN_KEPT = "What is written here stays in this browser."
COMPARE = "Compare with an explanation"
NO_SENTENCE = "I'd rather not write"

PUSH_RUN = "Run the contrast"
PUSH_TITLE = "Runs with the change"
PUSH_BEFORE = "Runs before the change"
SAID_SO = "That was predicted."
SAID_OTHER = "The runs went another way. What does the change do?"

TRY_IDEA = "Try this idea"
CARD_GRADE = "The card says: **{grade}**"
CARD_SAME = "The same was chosen here."
CARD_OTHER = "Here another one was chosen. Which word of the sentence makes the difference?"
ROWS_SAME = "The numbers fit this answer."
ROWS_OTHER = "The numbers say something else. Look at them once more."
CARD_CLAIM = "Card {id}: {claim}"
STUDIES = "The numbers, and where they come from"
SHOWN_IN = "Run it in the Lab: {title}"
ROW = "{quantity}: **{value}**. {context} ({source})"
RETURNS = "One question returns"
RETURNS_LEAD = "The first answer was given as sure, and the runs went another way. And now?"
PRIOR = "How new was this?"
PRIORS = {"case": "New to me", "task": "I knew some of it"}
TASK_LABEL = "Some sentences, for discussion"
WHO = {"mice": "mice", "rats": "rats", "people": "people"}
WHO_ICON = {"mice": "pest_control_rodent", "rats": "cruelty_free", "people": "group"}
NOBODY = "no study named"
ALL_CARDS = "All claim cards"
NOT_PROOF = "**One run is not proof.** A model that behaves like a claim does not prove the claim."
NEXT_LESSON = "Next lesson: {title}"
IN_LAB = "Open these settings in the Lab"
LINK = "Copy a link to this lesson"


def meta(minutes: int, level: str) -> str:
    """Return length and level of a lesson."""
    return f"{minutes} min · {level}"


def card_title(id: str, title: str) -> str:
    """Return the name of a lesson with its number."""
    return f"{plain(id)} {plain(title)}"


def step_bar(current: int, done: int) -> str:
    """Return all seven steps: a tick for those done, a pointer and bold for the current."""
    parts = []
    for number, name in enumerate(lesson_words.STEPS, start=1):
        mark = ":material/check: " if number <= done and number != current else ""
        parts.append(
            f":material/arrow_right: **{number} {name}**"
            if number == current
            else f"{mark}{number} {name}"
        )
    return " · ".join(parts)


def step_title(number: int) -> str:
    """Return the heading of a step."""
    return f"Step {number} of {len(lesson_words.STEPS)}: {lesson_words.STEPS[number - 1]}"


def curve_score(direction: bool, timing: bool | None, size: bool) -> str:
    """Return in words how near a drawn curve came to the runs."""
    fits = {"direction": direction, "timing": timing, "size": size}
    sentences = []
    for words, wanted in ((CURVE_CLOSE, True), (CURVE_FAR, False)):
        parts = [CURVE_PARTS[name] for name, is_close in fits.items() if is_close is wanted]
        sentences += [words.format(parts=listed(parts))] if parts else []
    return " ".join(sentences)


def grade(who: str, grade_: str) -> str:
    """Return who was studied, and the grade of the claim."""
    return f"{who or NOBODY} · grade: {grade_}"


def concepts(names: Sequence[str]) -> str:
    """Return the core concepts of a lesson."""
    return f"Core concepts: {', '.join(names)}"
