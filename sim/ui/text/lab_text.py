"""Words of the Lab."""

from __future__ import annotations

from collections.abc import Sequence

from sim.phrases import listed, plural, seeds
from sim.plots.words import LIMITS
from sim.ui.text import PAGES, TITLE, plain

SCENARIO = "Scenario"
SCENARIO_HELP = "Each has a question, arms to compare, and claims that were checked."
LEVELS = {"starter": "starter", "standard": "standard", "advanced": "advanced"}
MODE = "What to run"
MODES = {"compare": "Compare", "single": "Single", "sweep": "Sweep"}
MODE_HELP = (
    "**Compare**: two to four arms, the same luck. **Single**: one arm. "
    "**Sweep**: one setting, many values."
)

# Controls of the sidebar, by path; everywhere else a setting has the name of its declaration.
CONTROLS = {
    "network.wear": "How well-worn is pattern A?",
    "dose.dose_mg_per_kg": "Dose (relative to the trial dose)",
    "practice.start_d": "Practice starts (model day)",
    "practice.repeats": "Practice a day (repeats)",
    "practice.pattern": "What is practised",
}
HAND_SET = "(hand-set)"
WEAR_HELP = "0: like the other patterns. 1: rigid."
DOSES = ("none", "low", "trial", "high")
DOSE_HELP = (
    "The trial dose is the 0.5 mg/kg infusion used in studies. This is a model input, not advice."
)
PATTERNS = {"B": "pattern B", "A": "pattern A", "C": "pattern C", "D": "pattern D", "": "nothing"}
ONE_BACK = "As in the preset"
HINT = ":material/arrow_downward: **Start here: move this, then press Run.**"
LOCKED = "The link keeps this fixed."

ARMS = "Arms"
ARMS_HELP = (
    "An arm is one course of events for the same network. "
    "Which arms are run: choose, swap, copy, add."
)
ARM_LABELS = ("First arm", "Second arm", "Third arm", "Fourth arm")
SWAP, SWAP_HELP = "Swap", "First arm to the right, second to the left."
COPY_ARM = "Copy"
COPY_HELP = "The second arm becomes a copy of the first. Then change one thing in it."
ADD_ARM, ADD_ARM_HELP = "Add", "Compare one more arm, four at most."
DROP_ARM, DROP_ARM_HELP = "Drop", "Leave the last arm out."
CHANGED = {
    "preset": "preset",
    "arms": "arms",
    "seeds": "number of seeds",
    "seed": "luck",
    "own": "a value of one arm",
    "vary": "what the sweep varies",
}
SEEDS_LABEL = "Seeds (runs of each arm)"
LUCK = "New luck"
LUCK_HELP = (
    "Other random numbers, by a seed that is drawn anew: another network, other noise. "
    "Press Run to see what changes and what stays."
)
FIRST_SEED = "First seed"
SEED_HELP = "Which random numbers the runs use. Type another one here."
SEED_MEANS = (
    "A seed is the number that all chance of a run is drawn from: the network, its "
    "noise, its cues. The same seed is the same luck, on any machine. The arms of a "
    "comparison share their seeds, so that chance does not tell them apart."
)
RUN = "Run"
UNDO, REDO = "Undo", "Redo"
BACK = "Preset"
BACK_HELP = "All settings as in the preset."
OTHER_CHANGES = "Also changed"

MORE = "More settings"
MORE_GROUPS = "Group"
SEARCH = "Search all settings"
SEARCH_EMPTY = "No setting has these letters. Try *spine*, *stress* or *rate*."
GROUPS = {
    "network": "Network",
    "plasticity": "Plasticity & spines",
    "drug": "Drug & window",
    "around": "Stress, sleep, homeostasis",
    "run": "Run",
}

RISKS_BUTTON = "Risks and legal status"
RISKS = (
    "**A drug with known risks, used under supervision.** This page gives no dosing advice.",
    "**In use:** dissociation, raised blood pressure, sedation and slow breathing, nausea. "
    "*(strong human evidence)*",
    "**Dependence:** it can be abused. In one study 17 % of recent recreational users were "
    "dependent. *(human, observed)*",
    "**Bladder:** in one study 26.6 % of 1285 recreational users had urinary symptoms. "
    "Higher doses and more frequent use meant more of them. About half improved on stopping. "
    "*(human, observed)*",
    "**Thinking:** learning is worse while the drug acts. Frequent long-term users have memory "
    "deficits. *(human)*",
    "**Status, USA:** esketamine spray is approved for treatment-resistant depression. It carries "
    "a boxed warning, and at least 2 h of observation are required.",
    "**Racemic ketamine** is an approved anaesthetic. Any psychiatric use is off-label. The FDA "
    "warned of compounded and at-home products in October 2023.",
    "Other countries differ: check the rules of the place.",
    "Anyone with suicidal thoughts should contact local emergency or crisis services (US: 988).",
)

FIRST_RUN_HINT = "Press Run to see the arms. The calendar below shows the plan."
QUESTION_MISSING = "Two arms, one difference, the same luck."
SAME_ARMS = "With these settings all arms are the same."
KEEP_ONE = "Make it one difference"
KEEP_ONE_HELP = "The second arm becomes the first one with only this difference."
TEST_DAY = "Test day (model day)"
HOW_SURE = "How clear?"
HOW_SURE_HELP = (
    "Share of seeds in which the first arm is higher. Up to 60 %: no clear "
    "difference. Up to 80 %: probably higher. Above 95 %: clearly higher."
)

# Groups of pictures, each by what it is about; the last one is for those who want to know more.
TABS = {
    "answers": "Answers",
    "synapses": "Synapses",
    "activity": "Activity",
    "drug": "Drug & window",
    "more": "More",
}
PICTURE = "Picture"
OTHERS = {"table": "All numbers", "maths": "The maths", "limits": "What pictures leave out"}
SHOW_WEIGHTS = "Weights shown"
WEIGHTS = {"before": "before", "after": "after", "change": "change"}
LOG_HOURS = "Hours on a log scale"
TABLE_OLD = "These numbers belong to the settings before the last change."
LIMITS_TITLE = LIMITS
EVIDENCE_CARD = "{claim} *({grade})*"
EVIDENCE_ANALOGY = "{claim} *({grade}; here an analogy only)*"
EVIDENCE_LINK = "Card {id}: numbers, caveats, sources"
DOWNLOADS = "Take it with you"
DOWNLOADS_LEAD = "Every file holds seed, version, changed settings and the disclaimer."
NEEDS_RESULT = "Most files need a result: press Run first."
LINK = "Copy link"
NEXT = "Write it down in My runs"

DETAILS_LEAD = "{what} in *{arm}*"
ONLY_HERE = "Only in this arm"
ONLY_HERE_HELP = "Other arms keep the shared value."
REMOVE = "Remove"
CLOSE = "Close"
DAY_OF_DOSE = "Dose {number} on (model day)"
ADD_DOSE = "Add a dose"

SWEEP_PATH = "Setting to vary"
SWEEP_OTHER = "Second setting (for a map)"
SWEEP_NONE = "none"
SWEEP_STEPS = "Number of values"
SWEEP_OUTCOME = "Outcome on the last test day"
SWEEP_LEFT_OUT = "{count} of the values make no scenario that can be run, and are left out."
SWEEP_EMPTY = "None of these values makes a scenario that can be run. Change the range."
SWEEP_EDGE = "What happens past the edge? Widen the range and look."
SWEEP_HINT = "Press Run: one dot appears for each run."

_MOST_NAMED = 4  # changes in the heading of a result; the sidebar has them all
OLD_WHILE_RUNNING = "The result below is from before the last change, and is shown faintly."


def page_title(scenario: str) -> str:
    """Return the title of the browser tab."""
    return f"{PAGES['lab']}: {scenario} - {TITLE}"


def sweep_without(name: str, arms: Sequence[str]) -> str:
    """Return why a sweep has nothing to vary, and what to do."""
    return (
        f"*{plain(name)}* is no part of {listed([f'*{plain(arm)}*' for arm in arms])}. "
        "Choose another setting to vary, or another arm."
    )


def range_end(name: str, unit: str) -> str:
    """Return the label of one end of a range."""
    word = {"low": "From", "high": "To"}[name]
    return f"{word} ({unit})" if unit else word


def seeds_named(first: int, count: int) -> str:
    """Return which seeds Run uses: ``Seed 3`` or ``Seeds 0 to 4``."""
    return seeds(range(first, first + count), shortest=2).capitalize()


def times_trial(share: float) -> str:
    """Return a dose that no button names; short, for five have to stand in one line."""
    return f"{share:.2g}x"


def beyond_trials(share: float) -> str:
    """Return the warning beside a dose that no trial has given."""
    return (
        f"**{share:.3g} times the trial dose.** No trial behind this model gave that much: "
        "at 2 times it is an anaesthetic. What the network does here was checked against "
        "nothing."
    )


def stale(names: Sequence[str]) -> str:
    """Return the ribbon over results that no longer belong to the settings."""
    return f"**Settings changed - press Run.** Changed: {listed(names)}. The old result is faint."


def run_with(changes: Sequence[str]) -> str:
    """Return what a result has been run with that the preset has not, the first few by name."""
    more = len(changes) - _MOST_NAMED
    named = [*map(plain, changes[:_MOST_NAMED])] + ([f"{more} more"] if more > 0 else [])
    return f"Not as in the preset: {'; '.join(named)}."


def first_look(done: int, asked: int) -> str:
    """Return the note under the automatic first run."""
    return f"First look with {done} seeds; press Run for {asked}."


def partial(done: int, asked: int) -> str:
    """Return the label of a comparison that was cancelled."""
    return f"partial: {done} of {asked} seeds"


def partial_sweep(done: int, asked: int) -> str:
    """Return the label of a sweep that was cancelled."""
    return f"partial: {done} of {asked} runs"


def table_lead(day: float, n_seeds: int) -> str:
    """Return what the table of all measures holds."""
    spread = "median over seeds, half of the seeds in brackets" if n_seeds > 1 else "one seed"
    return f"Every measure on day {day:g}: {spread}. All days and seeds: take the CSV file below."


def evidence(count: int) -> str:
    """Return the label of the claim cards of a preset."""
    return f"Evidence: {plural(count, 'card')}"


def alike(why: str) -> str:
    """Return the note that the arms of a preset are about the same, which is its result."""
    return f"About the same in these arms, and that is the result. {plain(why)}"


def silent(arm: str, day: float) -> str:
    """Return the note that a network has fallen silent, which is a result."""
    return (
        f"*{plain(arm)}*: all excitatory cells are silent at rest on day {day:g}. "
        "That is a result: inhibition won. Undo goes back."
    )


def partial_note(done: int, asked: int) -> str:
    """Return the sentence that files of a cancelled comparison carry."""
    return f"Stopped after {done} of {asked} seeds."


def keeps(arm: str, value: str) -> str:
    """Return the note that an arm's own value wins over a control."""
    return f"*{plain(arm)}* keeps its own: {plain(value)}."


def not_in(arms: Sequence[str]) -> str:
    """Return the note that arms do not use what a control sets."""
    return f"Not part of {listed([f'*{plain(arm)}*' for arm in arms])}."


def differ(parts: Sequence[str]) -> str:
    """Return the sentence that names what differs between the arms."""
    if not parts:
        return SAME_ARMS
    if len(parts) == 1:
        return (
            f"One difference between the arms: {parts[0]}. "
            "Everything else, luck included, is equal."
        )
    return f"{len(parts)} things differ between the arms: {listed(parts)}. Which one matters?"


def contrast(name: str, values: Sequence[str]) -> str:
    """Return one difference between arms; a value that several of them have is said once."""
    return f"**{plain(name)}** {listed([*map(plain, dict.fromkeys(values))], 'or')}"


def only_in(name: str, having: Sequence[str], lacking: Sequence[str]) -> str:
    """Return the difference that not all arms have an intervention, by the fewer of their names."""
    if len(lacking) == 1 < len(having):
        return f"all but *{plain(lacking[0])}* have **{plain(name)}**"
    verb = "has" if len(having) == 1 else "have"
    return f"only {listed([f'*{plain(arm)}*' for arm in having])} {verb} **{plain(name)}**"


def found_settings(count: int, shown: int) -> str:
    """Return how many settings a search found."""
    return f"{count} found" + (f", {shown} shown. More letters narrow it." if count > shown else "")


def labelled(name: str, unit: str) -> str:
    """Return the name of a setting with its unit."""
    return f"{name} ({unit})" if unit else name


def usual(value: str) -> str:
    """Return the value of a parameter in the preset."""
    return f"In this preset: {value}."
