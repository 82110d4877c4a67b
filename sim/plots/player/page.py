"""The replay as one HTML file: it opens from disk, loads nothing, and plays one run of each arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.files import packaged_text
from sim.plots import words
from sim.plots.player.replay import replay_data
from sim.plots.player.scripts import script, style
from sim.plots.templates import render
from sim.plots.views.headline import headline_sentence
from sim.result import Result
from sim.scenario import Scenario


def replay_html(
    scenario: Scenario,
    arms: Mapping[str, Result],
    *,
    note: str = "",
    link: str = "",
    changes: Sequence[str] | None = None,
) -> str:
    """Return one HTML page that plays the runs and loads nothing from outside.

    Parameters and errors as in `replay_data`, and:

    note : str
        A remark of who made the file, printed as text.
    link : str
        Address of these settings, printed as text.
    changes : sequence of str, optional
        What differs from the preset, in words; empty says that nothing does, None says nothing.
    """
    return render(
        __package__,
        "replay.html.j2",
        scenario=scenario,
        words=words,
        style=packaged_text(__package__, "replay.css") + style(),
        script=script(),
        data=replay_data(scenario, arms),
        result=headline_sentence(scenario, {label: (run,) for label, run in arms.items()}),
        note=note,
        origin=_origin(arms),
        changed=words.changed_from_preset(changes),
        link=link,
    )


def _origin(arms: Mapping[str, Result]) -> str:
    """Return where the runs come from: seeds, fingerprints, versions."""
    made = next(iter(arms.values())).provenance
    seeds = "; ".join(
        f"{label}: seed {run.seed}, fingerprint {run.provenance.fingerprint[:12]}"
        for label, run in arms.items()
    )
    return f"{seeds}. Plasticity Lab {made.package_version}, model version {made.model_version}."
