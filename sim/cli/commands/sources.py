"""``sources``: the rows of numbers, each with its study, and what of the toy rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import AsJson

if TYPE_CHECKING:
    from sim.evidence import Target

Code = Annotated[str | None, typer.Argument(metavar="CODE", help="A row, such as H01a.")]
AsMarkdown = Annotated[
    bool, typer.Option("--markdown", help="Print a page in Markdown, such as docs/sources.md.")
]

ABOUT = """\
# Sources

Codes as they stand beside parameters and claims. A number from a study in animals says nothing
certain about people. "Chosen" beside a parameter means set by hand; "chosen after D02" means set by
hand with that row in mind. The table of numbers itself is `sim/evidence/targets.csv`; the claims
that rest on it are in `docs/evidence.md`. `plasticity-lab sources H01a` prints a row in full, with
the parameters, cards and presets that cite it; `plasticity-lab sources --markdown`, this page.

Most sources were read as abstracts or excerpts. What is only remembered, or was found in part,
stands as "not checked", without its numbers. NULL marks a study that found no clear effect. "This
project" means computed here, not measured.

People: TRD, treatment-resistant depression; MDD, major depressive disorder; HC, healthy controls.
Scales of depression: MADRS, HDRS. Trials: RCT, randomised controlled trial; ASAT, automated
self-association training; CBT, cognitive behavioural therapy. Statistics: CI, confidence interval;
SD, standard deviation; SE, standard error; SMD, g and d, a difference in units of SD; HR, OR and
RR, ratios of hazard, odds and risk. Animals: CORT, corticosterone; LTP, long-term potentiation;
PFC, prefrontal cortex.
"""

EQUATIONS = """\
## Equations

* Clements and Nimmo 1981: see A11.
* Jahr and Stevens 1990, J Neurosci 10: magnesium block of NMDA receptors.
* Sah, Hestrin and Nicoll 1989: NMDA receptors held open by the glutamate around the cells.
* Soldado-Magraner 2022 (PMC9618084): rates of both cell types held by rules that look at both.
* Cannon and Miller 2017 (PMC5264207): cells that hold mean and variance by two slow processes.
* Widman and McMahon 2018 (PMC5879689): ketamine at low dose acts on inhibition first.
* Wang 2002, Neuron 36: time constants of AMPA and NMDA, saturation of NMDA receptors.
* Pfister and Gerstner 2006, J Neurosci 26: triplet rule of spike-timing-dependent plasticity.
* Luboeinski and Tetzlaff 2021, Communications Biology 4, and Lehr, Luboeinski and Tetzlaff 2022:
  tag and capture, with a threshold that a neuromodulator lowers.
* Turrigiano et al. 1998, Nature 391: multiplicative scaling of synapses.
* Desai, Rutherford and Turrigiano 1999, Nature Neuroscience 2: deprived cells grow more excitable.
* Slomowitz et al. 2015, eLife 4:e04378: populations keep their mean rate, single cells do not.
* Stepanyants and Chklovskii 2005, Trends in Neurosciences 28: potential synapses.
* Fremaux and Gerstner 2016, Frontiers in Neural Circuits 9: rules with a third factor.
* Tononi and Cirelli 2014, Neuron 81: waking strengthens synapses, sleep renormalises them.
* Hopfield 1982, PNAS 79: a pattern completed from a part of it.
* Shannon 1948, Bell System Technical Journal 27: the entropy of how time is shared among patterns.
* Newman 2006, PNAS 103; Leicht and Newman 2008, Physical Review Letters 100: modularity.
* van Vreeswijk and Sompolinsky 1996, Science 274: excitation and inhibition in balance.
* Rotter and Diesmann 1999, Biological Cybernetics 81: linear equations solved exactly in steps.
* Bartlett 1948, Nature 161: a power spectrum as the mean over pieces.
* Vogels and Abbott 2005, J Neurosci 25; Song, Miller and Abbott 2000, Nature Neuroscience 3; Gutig
  et al. 2003, J Neurosci 23; Vogels et al. 2011, Science 334: networks and rules that the kernel
  is measured against.
* Morrison et al. 2007, Neural Computation 19: updates put off until a synapse is next read.
* Steele, Lea and Flood 2014: the mixing function of splitmix64."""

LISTS = {
    "parameters": "Parameters",
    "set_by_hand": "Parameters set by hand with it in mind",
    "routes": "Routes of a dose",
    "cards": "Cards",
}


def sources(code: Code = None, as_json: AsJson = False, as_markdown: AsMarkdown = False) -> None:
    """List the rows of numbers with their sources, or show one and what cites it."""
    from sim.cli.output import say_json, table
    from sim.evidence import target, targets

    chosen = (target(code),) if code else targets()
    if as_json:
        data = [_data(row) for row in chosen]
        say_json(data[0] | cited_by(chosen[0].id) if code else data)
    elif as_markdown:
        typer.echo("\n".join(_page(chosen)))
    elif code:
        typer.echo("\n".join(_row(chosen[0])))
    else:
        typer.echo(table(("code", "quantity", "value", "where", "source"), map(_cells, chosen)))


def cited_by(code: str) -> dict[str, list[Any]]:
    """Return what cites a row.

    Parameters
    ----------
    code : str
        Id of a row. A source that names a family, such as H01, cites H01a and H01b.

    Returns
    -------
    dict of str to list
        ``parameters`` and ``set_by_hand`` (dotted paths; the second were chosen with the row in
        mind), ``routes`` of a dose, ``cards`` and ``presets`` (id, claim, whether it is known not
        to hold).
    """
    from sim.evidence import claims
    from sim.model.absorption import ROUTES
    from sim.scenario import load, presets
    from sim.scenario.declared import declared

    named = re.compile(rf"\b{code[:3]}({code[3:]})?\b")
    rows = [row for row in declared() if named.search(row.leaf.source)]
    return {
        "parameters": [row.leaf.path for row in rows if not row.leaf.is_hand_set],
        "set_by_hand": [row.leaf.path for row in rows if row.leaf.is_hand_set],
        "routes": [name for name, route in ROUTES.items() if named.search(route.source)],
        "cards": [
            card.id
            for card in claims()
            if code in card.targets or any(code in remark.targets for remark in card.unverified)
        ],
        "presets": [
            {
                "id": preset,
                "claim": expect.text or expect.measure,
                "known_to_fail": bool(expect.fails_because),
            }
            for preset in presets()
            for expect in load(preset).expect
            if code in expect.evidence
        ],
    }


def _where(row: Target) -> str:
    return row.context if row.is_checked else ""  # the context of a number may hold others


def _cells(row: Target) -> tuple[str, ...]:
    return (row.id, row.quantity, row.value_or_note, _where(row), row.source)


def _data(row: Target) -> dict[str, Any]:
    from dataclasses import asdict, replace

    shown = (
        row
        if row.is_checked
        else replace(row, low=None, mid=None, high=None, range_kind="", unit="", context="")
    )
    return asdict(shown) | {
        "is_checked": row.is_checked,
        "value": row.value_or_note,
        "link": row.link,
    }


def _row(row: Target) -> Iterator[str]:
    from sim.evidence import STATUSES

    yield f"{row.id}, {row.quantity}\n\nValue: {row.value_or_note}"
    if _where(row):
        yield f"Where: {_where(row)}"
    yield f"Source: {row.source}  {row.link}".rstrip()
    yield f"Status: {STATUSES[row.status]}"
    yield f"Confidence: {row.confidence}\n"
    cited = cited_by(row.id)
    for key, title in LISTS.items():
        if cited[key]:
            yield f"{title}: {', '.join(cited[key])}"
    if cited["presets"]:
        yield "Claims of presets"
    for claim in cited["presets"]:
        known = " (known to fail)" if claim["known_to_fail"] else ""
        yield f"  {claim['id']}: {claim['claim']}{known}"
    if not any(cited.values()):
        yield "No parameter, card or preset cites it."


def _page(chosen: tuple[Target, ...]) -> Iterator[str]:
    yield ABOUT
    yield "| code | quantity | value | where | source |\n|---|---|---|---|---|"
    for row in chosen:
        *cells, source = _cells(row)
        # Pointed brackets: an address may hold round ones.
        linked = f"[{source}](<{row.link}>)" if row.link else source
        yield f"| {' | '.join(cells)} | {linked} |"
    yield f"\n{EQUATIONS}"
