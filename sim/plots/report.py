"""A report of a comparison: one HTML file that opens offline, runs nothing and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count
from typing import Protocol

import numpy as np

from sim.measures import MEASURES, probe_on
from sim.model.network import PATTERNS
from sim.plots import words
from sim.plots.layout import same_scale, strip_rows
from sim.plots.report_parts import (
    STYLE,
    bullets,
    explanation,
    grid,
    paragraph,
    picture,
    section,
    shown,
)
from sim.plots.views import PLOTS, AnyView, View, calendar, headline_sentence
from sim.plots.views.gather import last_shared_day, runs_of
from sim.result import Result
from sim.scenario import Scenario, parameters

# Of the 36 mean weights, those that the lesson is about.
_STRENGTHS = {f"strength.{one}" for one in ("cue_to_a", "cue_to_b", "a_to_a", "b_to_b", "b_to_a")}
_B = PATTERNS.index("B")
_PER_ARM = ("strengths_over_days", "spines_over_days")
_ON_GRID = ("window_peak", "surge_peak")  # read off the steps of the calendar

Runs = Mapping[str, Sequence[Result]]


class ClaimLike(Protocol):
    """What a report reads from a claim; see `sim.sweep.check_claims`."""

    text: str
    passed: bool
    n_seeds: int
    detail: str
    test: str
    remark: str


def report_html(scenario: Scenario, arms: Runs, claims: Sequence[ClaimLike] | None = None) -> str:
    """Return a report as one HTML page that loads nothing from outside.

    Parameters
    ----------
    scenario : Scenario
        What was run, with its texts.
    arms : mapping of label to runs
    claims : sequence of claims, optional
        From `sim.sweep.check_claims`.
    """
    runs = runs_of(arms)
    day = last_shared_day(runs)
    parts = [
        section("Question", paragraph(scenario.question or scenario.title),
                paragraph(f"Look at: {scenario.look_at}" if scenario.look_at else ""),
                paragraph(_belongs_to(scenario))),
        section("What was run", _arms_table(scenario, runs), paragraph(_control(scenario, runs))),
        section("Result", paragraph(headline_sentence(scenario, runs), css="note")),
        section("Pictures", *_pictures(runs, day)),
        section(f"Measures on {words.day(day)}", paragraph(
            "Median over seeds, with the quartiles in brackets."), _measures(runs, day)),
        section("Claims of the lesson", _claims(claims)) if claims else "",
        section("What the model leaves out", bullets((*scenario.leaves_out, *words.LEAVES_OUT))),
        section("How not to read it", bullets((
            *scenario.afterwards(), *scenario.misreadings, words.NOT_PEOPLE))),
        section("To talk about", paragraph(scenario.discuss)) if scenario.discuss else "",
        section("Numbers set by hand", _set_by_hand(scenario)),
        section("Where it comes from", _provenance(runs)),
        section("How to cite", paragraph(_citation(scenario, runs))),
    ]
    disclaimer = paragraph(words.DISCLAIMER, css="note")
    title = escape(f"{scenario.title} - Plasticity Lab")
    # The policy lets the page load and run nothing, whatever a scenario file holds.
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
        f"<header><h1>{escape(scenario.title)}</h1>{disclaimer}</header>"
        f"<main>{''.join(parts)}</main><footer>{disclaimer}</footer></body></html>\n"
    )


def seed_words(results: Sequence[Result]) -> str:
    """Return ``seed 7``, ``seeds 0 to 19`` or ``seeds 1, 4, 9``."""
    seeds = sorted(result.seed for result in results)
    if len(seeds) == 1:
        return f"seed {seeds[0]}"
    is_row = seeds == list(range(seeds[0], seeds[0] + len(seeds))) and len(seeds) > 2
    return "seeds " + (f"{seeds[0]} to {seeds[-1]}" if is_row else ", ".join(map(str, seeds)))


def _belongs_to(scenario: Scenario) -> str:
    return f"Belongs to {', '.join(scenario.experiments)}." if scenario.experiments else ""


def _control(scenario: Scenario, runs: Runs) -> str:
    """Return with which arm the others are compared, if that arm was run."""
    control = [label for label, results in runs.items() if results[0].arm == scenario.control]
    return f"Compared with: {control[0]}." if control else ""


def _arms_table(scenario: Scenario, runs: Runs) -> str:
    changes = {one.id: "; ".join(f"{path} = {shown(value)}" for path, value in one.set)
               for one in scenario.arm}
    rows = [
        (label, calendar({label: results}).alt.removeprefix(f"{label}: "),
         changes.get(results[0].arm) or None, seed_words(results))
        for label, results in runs.items()
    ]
    return grid(("arm", "what happens", "changed values", "seeds"), rows)


def _pictures(runs: Runs, day: float) -> list[str]:
    """Return the pictures: of all arms together, arm by arm, and of the runs that differ most."""
    every = words.listed(list(dict.fromkeys(seed_words(results) for results in runs.values())))
    number, html = count(1), []
    for plot in PLOTS:
        if plot.takes == "result":
            firsts = {label: runs[label][0] for label in _most_different(runs, day)}
            views = same_scale([plot.draw(first, day) for first in firsts.values()])
            html.append(_pair(views, number, [
                (f"{plot.name}: {label}", f"{label}, {seed_words([first])}, fingerprint "
                 f"{first.provenance.fingerprint[:12]}") for label, first in firsts.items()]))
        elif not plot.per_arm:
            view = plot.draw(runs)
            html.append(picture(view, next(number), heading=plot.name, caption=every,
                                height_in=_height_in(view)))
        elif plot.id in _PER_ARM:
            views = same_scale([plot.draw({label: results}) for label, results in runs.items()])
            html.append(_pair(views, number, [(f"{plot.name}: {label}", seed_words(results))
                                              for label, results in runs.items()]))
    return html


def _height_in(view: AnyView) -> float:
    """Return the height of a picture: more for many rows above the plot."""
    return 4.0 + (0.2 * max(strip_rows(view) - 3, 0) if isinstance(view, View) else 0.0)


def _pair(views: Sequence[AnyView], number: Iterator[int], texts: list[tuple[str, str]]) -> str:
    """Return pictures side by side with one explanation; ``texts`` holds headings, captions."""
    pair = [picture(view, next(number), width_in=5.0, height_in=_height_in(view) - 0.3,
                    is_explained=False,
                    heading=heading, caption=caption)
            for view, (heading, caption) in zip(views, texts, strict=True)]
    return f'<div class="pair">{"".join(pair)}</div><p>{explanation(views[0])}</p>'


def _most_different(runs: Runs, day: float) -> list[str]:
    """Return the arms with the highest and the lowest mean share of B; one arm if there is one."""
    share = {label: np.mean([one.probes["answer"][probe_on(one, day), _B] for one in results])
             for label, results in runs.items()}
    highest = max(share, key=share.__getitem__)
    others = [label for label in share if label != highest]
    return [highest, min(others, key=share.__getitem__)] if others else [highest]


def _measures(runs: Runs, day: float) -> str:
    rows = []
    for measure in MEASURES:
        if measure.name.startswith("strength.") and measure.name not in _STRENGTHS:
            continue
        cells = []
        for results in runs.values():
            values = [measure.of(one, probe_on(one, day) if measure.per_test else 0)
                      for one in results]
            cells.append(_spread(np.array([value for value in values if np.isfinite(value)])))
        if any(cells):
            when = "" if measure.per_test else f", {_whole_run(measure.name, runs)}"
            rows.append((f"{measure.label}{when}", measure.unit, *(cell or None for cell in cells)))
    return grid(("measure", "unit", *runs), rows)


def _whole_run(name: str, runs: Runs) -> str:
    """Return what a measure of a whole run was taken from."""
    if name not in _ON_GRID:
        return "whole run"
    step_h = next(iter(runs.values()))[0].scenario.time.step_h
    return f"largest on the {'half-hour' if step_h == 0.5 else f'{step_h:g}-hour'} grid"


def _spread(values: np.ndarray) -> str:
    """Return ``0.92 (0.83 to 1)``, nothing without a value."""
    if values.size == 0:
        return ""
    low, median, high = np.percentile(values, [25, 50, 75])
    spread = f" ({low:.3g} to {high:.3g})" if values.size > 1 else ""
    return f"{median:.3g}{spread}"


def _claims(claims: Sequence[ClaimLike] | None) -> str:
    return grid(("claim", "holds", "seeds", "what was found"),
                [(f"({one.test}) {one.text}" if one.test else one.text, bool(one.passed),
                  one.n_seeds, f"{one.detail} {one.remark}".rstrip()) for one in claims or ()])


def _set_by_hand(scenario: Scenario) -> str:
    leaves = list(parameters(scenario))
    chosen = [leaf for leaf in leaves if leaf.source.startswith("chosen")]
    rows = [(leaf.path, f"{shown(leaf.value)} {leaf.unit}".strip(), leaf.field.description,
             leaf.source, leaf.value != leaf.field.default) for leaf in chosen]
    return (paragraph(f"{len(chosen)} of {len(leaves)} numbers were chosen by hand. A source "
                      "after the word shows what they were chosen to be near.")
            + grid(("parameter", "value", "what it is", "source", "differs from default"), rows))


def _provenance(runs: Runs) -> str:
    made = [result.provenance for results in runs.values() for result in results]
    versions = [(name, ", ".join(sorted({str(getattr(one, field)) for one in made})))
                for name, field in (("Plasticity Lab", "package_version"),
                                    ("model", "model_version"), ("Python", "python"),
                                    ("NumPy", "numpy"), ("Numba", "numba"),
                                    ("system", "platform"))]
    rows = [(f"{label}, seed {one.seed}", one.provenance.fingerprint, one.provenance.created_utc,
             one.provenance.wall_s) for label, results in runs.items() for one in results]
    return (grid(("part", "version"), versions)
            + paragraph("The fingerprint names all that decides the numbers of a run.")
            + grid(("run", "fingerprint", "made at (UTC)", "computing time (s)"), rows))


def _citation(scenario: Scenario, runs: Runs) -> str:
    made = [result.provenance for results in runs.values() for result in results]
    newest = max(made, key=lambda one: one.created_utc)
    seeds = words.listed(list(dict.fromkeys(seed_words(results) for results in runs.values())))
    return (f"Plasticity Lab {newest.package_version}, model version {newest.model_version}: "
            f"scenario “{scenario.title}” ({scenario.id}), {seeds}, run on "
            f"{newest.created_utc[:10]}. A toy model for learning.")
