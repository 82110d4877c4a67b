"""Words of the static site that no page of the app has."""

from __future__ import annotations

HEADING = "Plasticity Lab"
LEAD = (
    "A toy spiking network for class. Make a guess, then see what the runs show. "
    "These pages need no installation and no network."
)
SEARCH = "Search lessons, presets, concepts, words and cards"
FOUND = "found"
MORE_OF_IT = "Pictures, sliders and claims of this preset:"
LESSONS, PRESETS, LOOK_UP = "Lessons", "Presets", "To look up"
LIBRARY = {
    "concepts": "Concepts",
    "glossary": "Glossary",
    "cards": "Claim cards by grade",
    "sources": "Sources",
}
LIBRARY_LEAD = {
    "concepts": "One idea at a time: in the model, in animals and in people.",
    "glossary": "Each word in two sentences, with something that is like it, and where that fails.",
    "cards": "What popular articles claim, graded. The toy network supports none of these claims.",
    "sources": "What the cards rest on. Numbers that were only remembered are not shown.",
}
IN_THE_MODEL = "In the toy network"
IN_THE_LIVING = {"animals": "In animals", "people": "In people"}
SHOWN_HERE = "A preset shows it."
SEE = "See:"
A_LIKENESS, IT_FAILS = "A likeness:", "Where it fails:"
NOT_CHECKED, NOT_CHECKED_MARK = "Remembered, not checked:", "not checked"
SOURCES = "Sources:"
WORKS, ROWS = "Works", "Rows of numbers"
NO_SCRIPTS = (
    "Scripts are off here: the replay and the sliders need them. Everything else can be read, "
    "outcomes included."
)
BACK = "All lessons and presets"
HAS_REPLAY = "replay and pictures"
HAS_SLIDER = "slider"
TEXT_ONLY = "text; runs in the app"
GUESS = "First a guess"
GUESS_HONESTY = "The outcome is in this file, but it is neither shown nor read out before a guess."
YOU_SAID = "You said:"
OUTCOME = "What the runs show"
VARIANTS = "Change one setting"
VARIANTS_LEAD = (
    "Computed in advance: {what}. Mean over the networks, lowest and highest in brackets. "
    "All other settings are those of the preset."
)
PICTURES = "Pictures"
NUMBERS = "Numbers"
LEAVES_OUT = "Leaves out:"
LOOK_AT = "Look at:"
DISCUSS = "To talk about"
CLAIMS = "Claims, and whether they hold"
CLAIMS_LEAD = (
    "“plasticity-lab verify {preset}” holds each claim against 20 seeds. The list says which are "
    "known to fail."
)
HOLDS = "Expected to hold."
FAILS = "Known to fail: {reason}"
TAKE_HOME = "To take away"
SCENARIO = "Settings (TOML)"
NOTEBOOK = "Notebook (Jupyter)"
IN_THE_APP = "In the app"
HOW_TO_RUN = (
    "With Plasticity Lab installed, “plasticity-lab app” opens the app; choose “{title}” in the "
    "Lab."
)
NO_RUNS = (
    "No runs of this preset are part of these pages, so there is no replay. The claims below say "
    "what its runs show."
)

LESSON_LEAD = "To read, to do, or to print: a guess first, then what the runs show."
ON_PAPER = "On paper:"
THAT_FITS = "This answer fits the runs:"
NO_LESSON_RUNS = (
    "The runs of this lesson are not part of these pages. The app makes them in about a minute."
)
NO_CONTRAST = "The runs of this change are not part of these pages; the app makes them."
NO_IDEA_RUNS = "No runs of this idea are part of these pages; the app makes them."
IDEA = "Hold this idea against the runs"
EVIDENCE_SAYS = "Choose first, then see what the evidence says"
EVIDENCE_FITS = "The evidence fits:"
LESSON_IN_THE_APP = (
    "In Plasticity Lab the same lesson is {id} on the page Lessons. There every idea can be run, "
    "the curve is drawn on the screen, and two endings can be chosen from."
)
NEXT_LESSON = "Next lesson:"


def minutes(count: int) -> str:
    """Return the class time of a preset."""
    return f"{count} minutes"
