"""The list of exports, from which the page draws its buttons and the command line its files."""

from __future__ import annotations

from functools import partial

from sim.export.entry import Export, ViewExport
from sim.export.notebook_file import notebook
from sim.export.picture_files import png, svg
from sim.export.replay_file import replay
from sim.export.report_file import report
from sim.export.results_file import results_json
from sim.export.scenario_file import scenario_toml
from sim.export.stamp import Arms, Stamp
from sim.export.table_files import measures_csv, measures_json, view_csv, view_json
from sim.export.zip_file import bundle
from sim.plots import answer_over_days
from sim.scenario import Scenario


def _answers_png(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    return png(stamp, answer_over_days(arms))


def _answers_svg(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    return svg(stamp, answer_over_days(arms))


FILES: tuple[Export, ...] = (
    Export(
        "report",
        "Report (HTML, prints well)",
        "question, pictures, numbers and limits on one page; opens offline and prints",
        "report",
        "html",
        report,
    ),
    Export(
        "replay",
        "Replay (HTML, plays offline)",
        "plays one run of each arm; opens offline",
        "replay",
        "html",
        replay,
    ),
    Export(
        "notebook",
        "Notebook (Jupyter)",
        "runs everything again in Jupyter and checks that the numbers are the same",
        "notebook",
        "ipynb",
        notebook,
    ),
    Export(
        "scenario",
        "Settings (TOML)",
        "the settings; opens on the command line and in Python",
        "scenario",
        "toml",
        scenario_toml,
    ),
    Export(
        "measures_csv",
        "All numbers (CSV)",
        "every measure of every run, for a spreadsheet or pandas",
        "measures",
        "csv",
        measures_csv,
    ),
    Export(
        "measures_json",
        "All numbers (JSON)",
        "the same numbers for a program",
        "measures",
        "json",
        measures_json,
    ),
    Export(
        "results_json",
        "Runs with scenario (JSON)",
        "scenario, arms, runs, measures and calendar for a program",
        "results",
        "json",
        results_json,
    ),
)
EXPORTS: tuple[Export, ...] = (
    *FILES,
    Export("picture_png", "Picture of the answers (PNG)", "", "answers", "png", _answers_png),
    Export("picture_svg", "Picture of the answers (SVG)", "", "answers", "svg", _answers_svg),
    Export("bundle", "Everything (ZIP)", "", "everything", "zip", partial(bundle, FILES)),
)
VIEW_EXPORTS: tuple[ViewExport, ...] = (
    ViewExport("png", "Picture (PNG)", "png", png),
    ViewExport("svg", "Picture (SVG)", "svg", svg),
    ViewExport("csv", "Numbers (CSV)", "csv", view_csv),
    ViewExport("json", "Numbers (JSON)", "json", view_json),
)
