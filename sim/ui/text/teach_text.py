"""Words of the page Teach."""

from __future__ import annotations

TITLE = "Teach"
LEAD = "Plans, links with chosen controls, and words for a topic that may be close to someone."
PART = "Part of this page"
PARTS = {
    "plans": "Plans",
    "links": "Link builder",
    "class": "Class board",
    "note": "Before class",
    "keys": "Keys",
}
NEXT = "Next: open the Lab"

# Before class
NOTE_TITLE = "Content note"
NOTE = (
    "The examples touch a drug, low mood and stress. Say so before the lesson, not in it.",
    "**Offer a way out.** Anyone may take another task, or leave for a while, without a reason.",
    "**Ask nobody about themselves.** No question here needs a word about health or family.",
    "**Name no clinic and no product.** If asked: the toy says nothing about treatment.",
    "**Nobody changes a treatment because of this page.** Such questions belong to a doctor.",
)
WITHOUT_DRUG = "Lessons in which no drug occurs: {lessons}."
OPT_OUT_TITLE = "Another task, of equal weight"
OPT_OUT = (
    "Write a question that the toy network could answer, and one that it could not.",
    "Read the model card on the page Learn, and list three things that the model leaves out.",
)
ALOUD_TITLE = "To read aloud"
ALOUD = (
    "“Today we work with a toy network. It is a model of learning, not of a person.",
    "The examples speak of a drug, and of being stuck. They advise nobody.",
    "Anyone may take another task at any time. No reason is needed.",
    "Nobody is asked about their own life. Please do not ask each other either.",
)
ALOUD_LINE = "If this topic comes close: talk to someone trusted, or call {line}.”"
NO_LINE = "a crisis line (US: 988)"
LINE = "Local help line (name and number)"
LINE_HELP = "It stands in the text below, and nowhere else. Nothing is stored."
MOST_LINE = 120

PROJECTOR_TITLE = "On a projector"
PROJECTOR = (
    "*Projector view* at the foot of Lab, lessons and board: large type, few words, a light page.",
    "It stands in the address as *view=projector*, and links keep it.",
    "There **Page Down** goes on a step, **Space** plays, **R** reveals. **?** lists all keys.",
)
OFFLINE_TITLE = "Without internet"
OFFLINE = (
    "Installed on one machine, the app needs no network: run *plasticity-lab app*.",
    "With phones only: send the replay file of a lesson. It opens from disk, in any browser.",
    "With no devices: run it on the projector, and take guesses by a show of hands.",
)

# Plans
PLAN_TITLE = "A lesson of {minutes} minutes: {title}"
LESSON = "Lesson"
QUESTION = "**Question:** {question}"
MINUTES = "**Time:** {minutes} minutes, seven steps. **Level:** {level}."
PRESET = "**Preset:** {title}. Arms: {arms}."
CONCEPTS = "**Core concepts:** {concepts}."
CARDS = "**Evidence:** claim cards {cards}, on the page Learn."
PREDICTION = "What students predict"
IDEAS = "Key ideas"
WRONG_IDEAS = "Ideas that this lesson answers"
NUDGES = "Questions that help, three at most"
LIMITS = "What it leaves out"
ON_PAPER = "On paper"
ON_PAPER_NOTE = (
    "Plans are of 40, 50 and 90 minutes, with traps. The pack holds no answers; its replay shows "
    "what comes out. For all lessons at once: *plasticity-lab teach*."
)
NO_NET = "Without internet"
OPEN_LESSON = "Open lesson {id}"
LESSON_NAME = "lesson {id}"
OPEN_PRESET = "Open its preset in the Lab"
SHOW_QR = "QR code of {what}"

# Link builder
BUILDER_LEAD = (
    "A link opens the Lab as you set it here: preset, arms, values, and which controls are there."
)
BUILDER_PRESET = "1. Preset"
BUILDER_ARMS = "2. Arms (one to four)"
BUILDER_SEEDS = "Seeds (runs of each arm)"
BUILDER_CONTROLS = "3. Controls"
ONLY_THESE = "Show only the controls ticked below"
ONLY_THESE_HELP = "Otherwise the Lab shows all of its controls, and a lock still holds."
MORE_CONTROLS = "Further controls"
MORE_CONTROLS_HELP = "Any number of the model. Type to search."
VISIBLE = "Visible"
LOCKED = "Locked at this value"
BUILDER_ASK = "4. Question for the class (up to {most} letters)"
BUILDER_ASK_EXAMPLE = "for example: does it matter when it practises?"
NO_ARM = "Choose at least one arm."
THE_LINK = "5. The link"
THE_LINK_NAME = "this link"
SUMMARY = "It shows {visible} and locks {locked}. It carries version {version}."
ALL_CONTROLS = "all controls"
NO_CONTROLS = "no controls"
NOTHING = "nothing"
TRY = "Try it"
GET_REPLAY = "Replay file (HTML, opens offline)"
NO_REPLAY = (
    "No finished run fits these settings yet. Open the link, press Run, and come back for "
    "the replay file."
)
EMBED = "Code to embed it in a page"
EMBED_HINT = "Paste it into a page of the course. The server must allow to be embedded there."

# Keys
KEYS_CLOSED = (
    "Answer keys open with *teach=1* in the address. This only hides, it does not protect."
)
KEYS_OPEN = "Show the keys"
KEYS_NOTE = "This only hides, it does not protect: anyone can add *teach=1* to the address."
KEYS_LEAD = "No answer here was typed in. Each is read from runs, over {seeds} seeds."
NO_KEY = "No stored runs fit this lesson, so its key is left out. The button below makes them."
KEY_NO_ANSWER = "No answer fits these runs."
KEY_NEEDS_RUN = "Its answers are ideas with runs of their own. The button below makes them."


def key_runs(count: int, seconds: float) -> str:
    """Return the label of the button that makes the runs of a key."""
    return f"Run what the checks need ({count} runs, about {max(1, round(seconds))} s)"


def answer_option(words: str) -> str:
    """Return one answer that students may choose."""
    return f"Answer: {words}"


def key_question(name: str, question: str) -> str:
    """Return the heading of a question in a key; the question is plain text."""
    return f"**{name}.** {question}"


def visible(name: str) -> str:
    """Return the label of the tick that shows a control; the name is plain text."""
    return f"{VISIBLE}: {name}"


def locked(name: str) -> str:
    """Return the label of the tick that locks a control; the name is plain text."""
    return f"{LOCKED}: {name}"
