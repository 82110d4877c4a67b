"""Figures are the same whatever the user has set for matplotlib, and letters without a font."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib
import pytest

from sim import plots
from sim.plots import words
from sim.plots.figure.as_shipped import lacks_font
from sim.plots.figure.draw import to_figure

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = {
    "text.usetex": True,
    "figure.facecolor": "black",
    "axes.facecolor": "black",
    "savefig.facecolor": "black",
    "text.color": "white",
    "axes.edgecolor": "white",
    "font.family": ["serif"],
    "lines.linewidth": 9.0,
    "savefig.bbox": "tight",
}


def test_settings_of_the_user_reach_no_figure_and_are_left_as_they_are(arms):
    view = plots.answer_over_days(arms)
    png, svg = plots.to_png(view), plots.to_svg(view)
    with matplotlib.rc_context(FOREIGN):
        assert plots.to_png(view) == png and plots.to_svg(view) == svg
        drawn = to_figure(view)
        assert {name: matplotlib.rcParams[name] for name in FOREIGN} == FOREIGN
    with matplotlib.rc_context({"savefig.facecolor": "black", "savefig.bbox": "tight"}):
        path = Path(os.devnull)
        drawn.savefig(path, format="png")  # outside of the settings it was drawn with
    assert drawn.get_facecolor() == (1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    "backend", ["module://nowhere", "nowhere", "module://matplotlib_inline.backend_inline"]
)
def test_a_backend_that_does_not_exist_is_never_asked(backend, tmp_path):
    (tmp_path / "matplotlibrc").write_text("text.usetex: True\nfigure.facecolor: black\n")
    code = (
        "from sim.plots.figure.draw import Printed, as_shipped\n"
        "import io, os\n"
        "with as_shipped():\n"
        "    figure = Printed(figsize=(2, 1))\n"
        "    figure.text(0.5, 0.5, 'a_b')\n"
        "figure.savefig(io.BytesIO(), format='png')\n"
        f"assert os.environ['MPLBACKEND'] == {backend!r}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": backend},
    )
    assert done.returncode == 0, done.stderr


def test_characters_without_a_font_are_told_in_the_picture_and_nowhere_else(arms, monkeypatch):
    from sim.plots.figure import as_shipped

    monkeypatch.setattr(as_shipped, "fonts", lambda: ("DejaVu Sans",))
    as_shipped.characters.cache_clear()
    assert lacks_font("\u4e2d\u6587") and not lacks_font("Übung \u2192 \u03b1")
    named = {f"\u4e2d\u6587 {label}": runs for label, runs in arms.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plots.to_png(plots.answer_over_days(named))
        foot = to_figure(plots.answer_over_days(named)).texts[-1].get_text()
        assert words.NO_FONT in foot
    assert words.NO_FONT not in to_figure(plots.answer_over_days(arms)).texts[-1].get_text()
    as_shipped.characters.cache_clear()
