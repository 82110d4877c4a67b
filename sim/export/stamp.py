"""The stamp: what every file that leaves the lab says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sim.errors import ResultError
from sim.export.escape import one_line
from sim.phrases import shortened
from sim.plots import DISCLAIMER, headline_sentence
from sim.plots.origin import citation, newest, seeds_of_arms
from sim.plots.views.gather import runs_of
from sim.result import Result
from sim.scenario import Scenario
from sim.scenario.names import changes_in_words

Arms = Mapping[str, Sequence[Result]]
ROW_NAMES = {  # what a stamp says, in this order; the keys are those of its data
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
FINGERPRINT_CHARACTERS = 12  # as many as are shown
_MOST_FOOT = 360  # characters below a picture


@dataclass(frozen=True)
class Stamp:
    """Where an export comes from.

    Attributes
    ----------
    title, preset : str
        Title and id of the scenario.
    caption : str
        What came out, in one sentence filled from the runs.
    seeds : str
        In words.
    seed_numbers : tuple of int
    package_version : str
    model_version : int
    fingerprints : tuple of (label of the arm, seed, first characters)
    changes : tuple of str
        What differs from the preset, in words.
    note : str
        What has to be known besides, such as that seeds are missing; may be empty.
    date : str
        Day of the newest run, ``2026-11-28``; of the export if the runs do not say.
    citation, link, disclaimer : str
        The link may be empty.
    """

    title: str
    preset: str
    caption: str
    seeds: str
    seed_numbers: tuple[int, ...]
    package_version: str
    model_version: int
    fingerprints: tuple[tuple[str, int, str], ...]
    changes: tuple[str, ...]
    note: str
    date: str
    citation: str
    link: str
    disclaimer: str = DISCLAIMER

    @property
    def version(self) -> str:
        """Package and model."""
        return f"Plasticity Lab {self.package_version}, model version {self.model_version}"

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return (name, text) of everything that the stamp says, each text on one line."""
        texts_of_lists = {
            "fingerprints": "; ".join(
                f"{label}, seed {seed}: {fingerprint}"
                for label, seed, fingerprint in self.fingerprints
            ),
            "changes": "; ".join(self.changes) or NOTHING_CHANGED,
        }
        texts = {key: texts_of_lists.get(key) or getattr(self, key) for key in ROW_NAMES}
        return tuple((ROW_NAMES[key], one_line(text)) for key, text in texts.items() if text)

    def data(self) -> dict[str, Any]:
        """Return the stamp for JSON."""
        return {
            **{key: getattr(self, key) for key in ROW_NAMES if key != "fingerprints"},
            "preset": self.preset,
            "seed_numbers": list(self.seed_numbers),
            "package_version": self.package_version,
            "model_version": self.model_version,
            "fingerprints": [
                {"arm": label, "seed": seed, "fingerprint": fingerprint}
                for label, seed, fingerprint in self.fingerprints
            ],
            "changes": list(self.changes),
        }

    def foot(self) -> str:
        """Return what stands below a picture: the first fingerprint of each arm, and no more."""
        firsts: dict[str, str] = {}
        for label, seed, fingerprint in self.fingerprints:
            firsts.setdefault(label, f"{shortened(label, 40)}, seed {seed}: {fingerprint}")
        changed = f" Changed: {'; '.join(self.changes)}." if self.changes else ""
        note = f" {self.note}" if self.note else ""
        fingerprints = f"{ROW_NAMES['fingerprints']}: {'; '.join(firsts.values())}."
        text = f"{self.version}, {self.seeds}.{note}{changed} {fingerprints}"
        return shortened(one_line(text), _MOST_FOOT)


def stamp_of(
    scenario: Scenario,
    arms: Arms,
    changes: Iterable[tuple[str, Any]] = (),
    link: str = "",
    *,
    own: Iterable[tuple[str, str, Any]] = (),
    note: str = "",
    today: date | None = None,
) -> Stamp:
    """Return the stamp of some runs.

    Parameters
    ----------
    scenario : Scenario
        As it was run, with its texts and all its arms.
    arms : mapping of label to runs
    changes : iterable of (path, value)
        What differs from the preset.
    link : str
        Address of these settings.
    own : iterable of (arm, path, value)
        What differs from the preset in one arm alone.
    note : str
        A sentence that has to go along, such as that the runs were stopped.
    today : date, optional
        For runs that do not say when they were made; by default the day it is.

    Raises
    ------
    ResultError
        If there is no run, or a run does not belong to the scenario.
    """
    runs = runs_of(arms)
    _refuse_runs_of_others(scenario, runs)
    made = newest(runs)
    every = [(label, run) for label, results in runs.items() for run in results]
    return Stamp(
        title=scenario.title,
        preset=scenario.id,
        caption=headline_sentence(scenario, runs),
        seeds=seeds_of_arms(runs),
        seed_numbers=tuple(sorted({run.seed for _, run in every})),
        package_version=made.package_version,
        model_version=made.model_version,
        fingerprints=tuple(
            (label, run.seed, run.provenance.fingerprint[:FINGERPRINT_CHARACTERS])
            for label, run in every
        ),
        changes=changes_in_words(scenario, changes, own),
        note=note,
        date=made.created_utc[:10] or (today or datetime.now(UTC).date()).isoformat(),
        citation=citation(scenario, runs),
        link=link,
    )


def _refuse_runs_of_others(scenario: Scenario, runs: Arms) -> None:
    """Raise `ResultError` for runs that the scenario would not lead to."""
    for label, results in runs.items():
        first = results[0]
        known = any(arm.id == first.arm for arm in scenario.arm)
        if not known or (
            scenario.fingerprint(first.arm, first.seed) != first.provenance.fingerprint
        ):
            raise ResultError(
                f"arm '{label[:60]}': its runs are not of this scenario or this "
                "version of the model; run it again"
            )
