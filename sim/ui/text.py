"""Every word on the page, in one place.

Sentences have at most 20 words, and none of the words that `tests/ui/test_text.py` forbids. What
may have come from outside (an address, a file) goes through `plain` before it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.errors import ScenarioError, SimError
from sim.plots.words import LIMITS, listed
from sim.scenario import Scenario

TITLE = "Plasticity Lab"
PAGE_LAB = "Lab"

# Controls, by path: the label, with its unit, and what the pages call it in a sentence.
CONTROLS = {
    "network.wear": ("How well-worn is pattern A?", "Wear of pattern A"),
    "dose.dose_mg_per_kg": ("Dose (relative to the trial dose)", "Dose"),
    "practice.start_d": ("Practice starts (days after the dose)", "Practice starts"),
    "practice.days": ("Sessions of practice (one a day)", "Sessions of practice"),
    "practice.pattern": ("What is practised", "What is practised"),
}
START_WITHOUT_DOSE = "Practice starts (model day)"
HAND_SET = ":gray[:small[hand-set]]"
HAND_SET_HELP = "*Hand-set* means: chosen by us, not measured."
WEAR_HELP = "0: like the other patterns. 1: rigid."
DOSES = ("none", "low", "trial", "high")
DOSE_CAPTION = ("trial dose = the 0.5 mg/kg infusion used in studies; "
                "this is a model input, not advice")
PATTERNS = {"B": "pattern B", "A": "pattern A", "C": "pattern C", "D": "pattern D", "": "nothing"}
ARM_LABELS = ("First arm", "Second arm")
CHANGED = {"preset": "preset", "arms": "arms", "seeds": "number of seeds", "seed": "luck"}
SEEDS_LABEL = "Seeds (runs of each arm)"
SEEDS_HELP = ("One seed is one draw of the network and of its luck. "
              "Both arms get the same draws. More seeds show how sure a difference is.")
LUCK = "New luck"
LUCK_HELP = ("Other random numbers: another network, other noise. "
             "Press Run to see what changes and what stays.")
RUN = "Run"
RUN_HERE = "Run now"
WHERE_CONTROLS = "Controls: on the left, or behind ≫."
BACK = "Back to preset"
CANCEL = "Cancel"
OTHER_CHANGES = "Also changed by the address"

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

FIRST_RUN_HINT = "Press Run to see both arms. The calendar below shows the plan."
ADDRESS_HINT = "The address of this page holds these settings."
QUESTION_MISSING = "Two arms, one difference, the same luck."
SAME_ARMS = "With these settings both arms are the same."
CALENDAR_LEGEND = "▼ dose · ● session of practice · ❙ test · shaded: window at least 0.2 open"
CALENDAR_PLANNED = "The plan: the window is unknown until the run."
TEST_DAY = "Test day (model day)"

HELP = ("If this topic comes close: talk to someone trusted, or call a crisis line "
        "(US: 988).")
TABS = ("Answer over days", "Spines", "Weights", "Drug & window", "Rates", "All numbers")
PRINTED = "Printed figure"
WHAT = "What it is:"
LEAVES_OUT = "What it leaves out:"
SHOW_TABLE = "Table"
DOWNLOAD_CSV = "Download CSV"
DOWNLOAD_TABLE = "All measures (CSV)"
DOWNLOAD_SCENARIO = "Scenario (TOML)"
DOWNLOAD_REPORT = "Report (HTML)"
TABLE_LEAD = "Every measure of every run; a measure of the whole run has no day."
TABLE_OLD = "These numbers belong to the settings before the last change."
LIMITS_TITLE = LIMITS

OLD_WHILE_RUNNING = "The result below is from before the last change, and is shown faintly."
PREPARING = "Preparing the fast code, once (5 to 20 s)"
STARTING = "Starting"
UNKNOWN_NAME = "set=path:value with the path of a parameter"
ONLY_TWO_ARMS = "Two arms are compared here; further arms of the address were ignored."
NOTHING_FINISHED = "Stopped before the first seed was finished. Nothing is kept from it."
TOO_LONG = "This run was stopped because it took longer than {minutes:.0f} minutes. " \
    "Choose shorter or smaller settings, or fewer seeds."
ERROR_SETTINGS = "These settings can not be run."
ERROR_RUN = "The run could not be finished."
ERROR_OURS = "Something broke on our side ({kind}). The settings are safe in the address."
ERROR_DIVERGED = ("The network left every sensible range. That can happen with extreme settings: "
                  "move the last change back and press Run.")

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:^=-])")


def plain(words: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))


def ignored(part: str, allowed: str, near: str | None = None) -> str:
    """Return the note about a part of the address that has no meaning here, with the remedy."""
    meant = f"; did you mean {near}?" if near else ""
    return plain(f"ignored: {part}; allowed: {allowed}{meant}")


def clamped(name: str, found: str, used: str, unit: str) -> str:
    """Return the note about a number of the address that was moved into its range."""
    return plain(f"The address asked for {name} {found}; using {used} {unit}".rstrip()) + "."


def refused(name: str, found: str, error: SimError) -> str:
    """Return the note about a value of the address that makes no scenario."""
    return f"ignored: {plain(f'{name} {found} ({error})')}"


def now_seeds(first: int, count: int) -> str:
    """Return which seeds Run uses."""
    return f"Now: seed {first}." if count == 1 else f"Now: seeds {first} to {first + count - 1}."


def times_trial(share: float) -> str:
    """Return a dose that no button names; short, for five have to stand in one line."""
    return f"{share:.2g}x"


def stale(names: Sequence[str]) -> str:
    """Return the ribbon over results that no longer belong to the settings."""
    return (f"**Settings changed - press Run.** Changed: {listed(names)}. "
            "The old result is shown faintly.")


def first_look(done: int, wanted: int) -> str:
    """Return the note under the automatic first run."""
    return f"First look with {done} seeds; press Run for {wanted}."


def partial(done: int, wanted: int) -> str:
    """Return the label of a comparison that was cancelled."""
    return f"partial: {done} of {wanted} seeds"


def ahead(runs: int) -> str:
    """Return the place in the queue."""
    return f"{runs} run ahead of you" if runs == 1 else f"{runs} runs ahead of you"


def progress(seed: int, n_seeds: int, day_d: float, length_d: float, left_s: float | None) -> str:
    """Return how far a comparison is: seed, model day, time left."""
    words = f"seed {seed} of {n_seeds}, model day {day_d:.0f} of {length_d:g}"
    return words if left_s is None else f"{words}, about {max(1, round(left_s))} s left"


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
        return (f"One difference between the arms: {parts[0]}. "
                "Everything else, luck included, is equal.")
    return f"{len(parts)} things differ between the arms: {listed(parts)}. Which one matters?"


def contrast(name: str, first: str, second: str) -> str:
    """Return one difference between two arms."""
    return f"**{plain(name)}** {plain(first)} or {plain(second)}"


def with_unit(value: object, unit: str) -> str:
    """Return a value with its unit, ``day 17`` for days."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"day {value:g}" if unit == "days" else f"{value:g} {unit}".rstrip()
    return str(value)


def changed_arm(label: str) -> str:
    """Return the label of an arm whose dose or practice is not that of the preset."""
    return f"{label[:50]} (changed)"  # a file may hold 60 characters


def arm_label(scenario: Scenario, arm: str) -> str:
    """Return the name of an arm; with its id where two arms share a name."""
    labels = {one.id: one.label or one.id for one in scenario.arm}
    is_shared = list(labels.values()).count(labels[arm]) > 1
    return f"{labels[arm]} ({arm})" if is_shared else labels[arm]


def problems(error: ScenarioError) -> str:
    """Return the mistakes of a scenario as a list in Markdown."""
    return "\n".join(f"\n- {plain(str(problem))}" for problem in error.problems)


def only_in(name: str, arm: str) -> str:
    """Return the difference that only one arm has an intervention."""
    return f"only *{plain(arm)}* has **{plain(name)}**"


def run_takes(seconds: float) -> str:
    """Return how long Run will take."""
    return f"About {max(1, round(seconds))} s on an idle machine."
