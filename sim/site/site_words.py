"""Words of the static site that no page of the app has."""

from __future__ import annotations

HEADING = "Plasticity Lab"
LEAD = (
    "A toy spiking network for class. Make a guess, then see what the runs show. "
    "These pages need no installation and no network."
)
SEARCH = "Search the presets"
FOUND = "presets shown"
NO_SCRIPTS = (
    "Scripts are off here: the replay and the sliders need them. Everything else can be read, "
    "outcomes included."
)
BACK = "All presets"
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


def minutes(count: int) -> str:
    """Return the class time of a preset."""
    return f"{count} minutes"
