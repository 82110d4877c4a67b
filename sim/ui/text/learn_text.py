"""Words of the page Learn; concepts and glossary are data of `sim.evidence`."""

from __future__ import annotations

import re

from sim.ui.text import plain

TITLE = "Learn"
LEAD = "Ideas, words, equations and evidence behind the toy network."
PART = "Part of this page"
PARTS = {
    "concepts": "Concepts",
    "glossary": "Glossary",
    "model": "Model card",
    "equations": "Equations",
    "claims": "Claims",
}
NOTHING_FOUND = "Nothing matches. Try a shorter word, or fewer filters."
NEXT = "Next:"
TRY_IN_LAB = "Try it in the Lab: {title}"
OPEN_IN_LAB = "Lab: {title}"

# Concepts
CONCEPT = "Concept"
IN_WORDS = "In words:"
IN_THE_MODEL = "In the model"
IN = {"animals": "In animals", "people": "In people"}
NO_CARD = {
    "animals": "No card tells of this in animals.",
    "people": "No card tells of this in people.",
}
QUESTION = "**A question to run:** {question}"
LOOK_AT = "**Where to look:** {look_at}"
STANDS_IN = "**Stands in:** {files}"
PARAMETERS_ARE = "**Parameters:** {paths}"
FROM_CARD = "From the card on the claim “{claim}” Its grade: {grade}."
CARD_BUTTON = "Open card {id}"
SEE_CARD = "(card {id})"
WORDS = "**Words:**"
TO_GLOSSARY = "Look up the words in the glossary"

# Glossary
SEARCH_TERMS = "Search the glossary"
SEARCH_TERMS_EXAMPLE = "for example: window"
TERMS_SHOWN = "{shown} of {all} terms are shown."
LINKED_TERMS = "Linked terms"
SEE = "See:"
LIKENESS = "*A likeness:*"
FAILS = "*Where it fails:*"
SHOW_ALL_TERMS = "Show all terms"
MORE_ON = "Concepts: {title}"
TO_MODEL = "See what the model is and is not"

# Model card
WHAT_IT_IS = "What it is"
WHAT = (
    "A toy spiking network of {cells} cells for class: {excitatory} excitatory, {inhibitory} "
    "inhibitory.",
    "It runs for {days:g} model days unless a scenario says otherwise. "
    "Spikes run in steps of {step:g} ms.",
    "It shows what follows *if* the listed mechanisms hold. It predicts nobody.",
)
SIMULATED = "What is simulated"
SIMULATED_LEAD = (
    "{files} files hold the mechanisms and interventions. "
    "Much of it is off unless a scenario asks for it."
)
SIMULATED_LIST = "Mechanisms, interventions and their files"
SIMULATED_COLUMNS = ("Mechanism and file", "Parameters", "Hand-set")
ASSUMED = "What is assumed"
ASSUMED_LEAD = "{hand_set} of {all} numbers and switches are hand-set: chosen by us, not measured."
ASSUMED_FILTER = "Filter the hand-set list"
ASSUMED_EXAMPLE = "for example: window"
ASSUMED_COLUMNS = ("Parameter", "Default", "What it is")
MORE_ROWS = "{hidden} more rows match. A longer word shows fewer."
ALL_ROWS = "Show all rows"
EMERGES = "What emerges, and what is put in"
EMERGES_COLUMNS = ("Comes out of spikes", "Is put in")
EMERGES_ROWS = (
    ("Disinhibition, the surge, its rise and fall with the level", "Drug level and block"),
    ("States, dwell, switching, the basins of A and B", "That A is well-worn, and how much"),
    ("Which synapses practice changes; that A and B compete", "The learning rule and its rate"),
    ("The answer to a cue; relearning", "BDNF-like signal, synthesis, window"),
    ("Which patterns stress prunes", "How strongly stress prunes"),
    (
        "Which new spines survive; what replay strengthens",
        "How fast spines are born, lost and settle",
    ),
    ("Who responds among virtual subjects", "How far subjects differ"),
)
HOLDS = "What holds and what fails"
HOLDS_LEAD = (
    "{tests} acceptance tests: {hold} hold, {fail} fail in part. A failed claim stays, "
    "with its reason."
)
CLAIMS_LEAD = "The {presets} presets make {claims} claims. {known} of them are known to fail."
CHECKED_BY = "Each claim is run over {seeds} seeds or more by `plasticity-lab verify`."
FAIL, HOLD = "fails", "holds"
FAILS_TITLE = "Tests that fail in part"
HOLDS_TITLE = "Tests that hold"
CLAIM_FAILS = "**Fails:** {text}"
CLAIM_HOLDS = "**Holds:** {text}"
BECAUSE = "Why: {reason}"
TEST_LABEL = "**{id}** {status}: {first}"
OTHER_FAILS = "Other claims of presets that fail"
LIMITS = "What it cannot show"
LIMITS_LIST = (
    "Mood, thought and feeling: nothing in the network stands for them.",
    "Placebo and expectation: the network has none, so the cards say how large that part is.",
    "Regions: there is one network, and no default mode.",
    "Risks of a drug: none is simulated, which is no sign that there is none.",
    "Everything the drug does beside blocking NMDA receptors.",
)
WRONG = "Wrong uses"
WRONG_LIST = (
    "To choose, judge or change a treatment.",
    "To read a dose for a person from it.",
    "To prove a claim about people because the toy does the same.",
    "To tell a result from one run.",
)
LIKE = "How it is like the thing, and unlike it"
LIKE_COLUMNS = ("Like", "Unlike")
LIKE_ROWS = (
    ("Cells signal by spikes.", "A cell here is a point, without dendrites."),
    ("Synapses change with activity.", "Months of practice are a few short episodes."),
    (
        "Excitation and inhibition keep each other in check.",
        "There is one kind of inhibitory cell.",
    ),
    ("Patterns hold themselves and compete.", "Four patterns are put in by hand."),
    ("A blocker of NMDA receptors changes what cells fire.", "The drug does nothing else here."),
    ("Luck differs from network to network.", "Networks are more alike than people."),
)
VERSIONS = "Versions and citation"
VERSION_ROWS = (("Package", "{package}"), ("Model", "{model}"), ("File format", "{schema}"))
VERSION_COLUMNS = ("What", "Version")
CITE = "To cite it:"
CITATION = "Plasticity Lab, a toy spiking network for class. Version {package}, model {model}."
TO_EQUATIONS = "Read the equations"

# Equations
EQUATIONS_LEAD = "Copied by program from the head of each file. Parameters stand below them."
SEARCH_PARAMETERS = "Search all parameters"
SEARCH_PARAMETERS_EXAMPLE = "for example: tau, window, dose"
PARAMETERS_FOUND = "{shown} of {all} parameters match, {hand_set} of them hand-set."
PARAMETER_COLUMNS = ("Parameter", "Default (range) and source")
BY_HAND = "**hand-set**"
FOLDERS = {
    "model": "Mechanisms",
    "kernels": "Formulas of the fast code",
    "interventions": "Interventions",
    "assays": "Assays",
}
NO_EQUATIONS = "This file has no equation of its own."
NO_PARAMETERS = "No parameter is declared in this file."
HEAD_LABEL = "**{name}** {title}"
CODES = "Codes such as D02 name rows of numbers; the cards in Claims list them."
TO_LAB = "Move a parameter in the Lab"

# Claims
CLAIMS_INTRO = (
    "What popular articles claim about ketamine and plasticity, graded. "
    "The toy network supports none of these claims."
)
GRADES_TITLE = "What a grade means"
GRADE_ICONS = {
    "strong human": ":material/groups:",
    "moderate human": ":material/person:",
    "animal-only": ":material/pets:",
    "contested": ":material/balance:",
    "marketing overclaim": ":material/campaign:",
    "opinion": ":material/forum:",
}
GRADES_NOTE = (
    "Most sources were read as abstracts or excerpts. "
    "What is only remembered is marked as not checked."
)
FILTERS = "Filters"
GRADE, GROUP, SPECIES_IN = "Grade", "Theme", "Studied in"
ANY_GROUP = "All themes"
SPECIES = {
    "mouse": "mice",
    "rat": "rats",
    "other animal": "other animals",
    "slice or dish": "slices or dishes",
    "people": "people",
}
NULLS_ONLY = "Only cards with a study that found no clear effect"
SEARCH_CLAIMS = "Search the cards"
SEARCH_CLAIMS_EXAMPLE = "for example: spines, CL46"
CLAIMS_SHOWN = "{shown} of {all} cards are shown."
SHOW_ALL = "Show all cards"
CARD_LABEL = "**{id}** {claim} *{grade}*"
STRIP = "{icon} **{grade}**: {means}."
STUDIED = "Numbers from: {where}."
STUDIED_NOWHERE = "No number of this card says in whom."
KNOW = "**What to know.** {text}"
IN_TOY = "**In the toy network.** {text}"
NO_PRESET = "**No preset shows it.** {text}"
SHOWN_BY = "**Presets that show it**"
ANALOGY = "**Presets, as an analogy only.** {text}"
UNVERIFIED = "**Remembered, not checked.** {text}"
NUMBERS = "**Numbers**"
NULL_COUNT = "{count} of {all} rows found no clear effect; they stand first."
NUMBER_COLUMNS = ("Row and what", "Value", "In whom and how", "Study")
NO_CLEAR_EFFECT = "**No clear effect:** {value}"
SOURCES = "**Sources**"
NO_SOURCES = "**Sources.** None was found."
TESTS = "**Acceptance tests:** {tests}"
TO_LESSONS = "Ask one of these questions in a lesson"

_CODE = re.compile(r"(`[^`]+`)")


def prose(words: str) -> str:
    """Return words of a docstring as Markdown: names as code, everything else as it is."""
    parts = _CODE.split(words.replace("``", "`").replace("**", ""))
    return "".join(part if part.startswith("`") else plain(f"|{part}|")[2:-2] for part in parts)


def code(names: tuple[str, ...]) -> str:
    """Return names of files or parameters as code, in a list."""
    return ", ".join(f"`{name}`" for name in names)
