"""Words of the exports: names of files for people, and what stands in them."""

from __future__ import annotations

LAB = "Plasticity Lab"

# What a stamp says, in this order; the keys are those of its data.
ROWS = {
    "title": "Title",
    "caption": "Result",
    "seeds": "Seeds",
    "version": "Made with",
    "fingerprints": "Fingerprints",
    "changes": "Changed",
    "note": "Note",
    "date": "Date",
    "citation": "Cite as",
    "link": "Same settings",
    "disclaimer": "Disclaimer",
}
NOTHING_CHANGED = "nothing; the settings are those of the preset"

# Files by id: the label of the button, and what README says of the file.
LABELS = {
    "report": "Report (HTML, prints well)",
    "replay": "Replay (HTML, plays offline)",
    "notebook": "Notebook (Jupyter)",
    "scenario": "Settings (TOML)",
    "measures_csv": "All numbers (CSV)",
    "measures_json": "All numbers (JSON)",
    "results_json": "Runs with scenario (JSON)",
    "picture_png": "Picture of the answers (PNG)",
    "picture_svg": "Picture of the answers (SVG)",
    "bundle": "Everything (ZIP)",
}
CONTENTS = {
    "report": "question, pictures, numbers and limits on one page; opens offline and prints",
    "replay": "plays one run of each arm; opens offline",
    "notebook": "runs everything again in Jupyter and checks that the numbers are the same",
    "scenario": "the settings; opens on the command line and in Python",
    "measures_csv": "every measure of every run, for a spreadsheet or pandas",
    "measures_json": "the same numbers for a program",
    "results_json": "scenario, arms, runs, measures and calendar for a program",
}
VIEW_LABELS = {
    "png": "Picture (PNG)",
    "svg": "Picture (SVG)",
    "csv": "Numbers (CSV)",
    "json": "Numbers (JSON)",
}

README_LEAD = "What is in this folder"
README_LEFT_OUT = "Left out"
PICTURE_OF = "picture"
READ_TABLE = 'Read with pandas.read_csv(file, comment="#")'
READ_SHEET = (
    "Where spreadsheets write a decimal comma: import as text, with comma as separator "
    "and English as language"
)

COLUMNS = ("arm", "arm_id", "seed", "measure", "unit", "day", "value")

NOTEBOOK_SETUP = (
    "This notebook runs everything again. It needs Python 3.11 or newer, Jupyter, and "
    "{lab} {version}. In the folder of {lab}: `python -m pip install . jupyter`"
)
NOTEBOOK_SCENARIO = "The settings, as the app wrote them."
NOTEBOOK_CHECK = (
    "Is it the same experiment? A fingerprint names all that decides the numbers of a run."
)
NOTEBOOK_OTHER = "This version of {lab} leads to other numbers. These runs were made with {made}."
NOTEBOOK_RUN = "The runs. Arms with the same seed share network, noise and luck."
NOTEBOOK_NUMBERS = "The numbers of the result, now and then."
NOTEBOOK_PICTURES = "Two pictures. `sim.plots.PLOTS` lists the others."
NOTEBOOK_LIMITS = "What the model leaves out"
