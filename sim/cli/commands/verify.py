"""``verify``: the claims of presets, held against runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.exit_codes import CLAIM_FAILED
from sim.cli.options import AsJson, Changes, ClusterAddress, Jobs, Keep, KeepRuns, Store

if TYPE_CHECKING:
    from sim.many import Claim
    from sim.scenario import Scenario

Presets = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PRESET]...", help="Ids of presets or .toml files; default: all."),
]
ClaimSeeds = Annotated[
    str | None,
    typer.Option(
        "--seeds",
        metavar="SEEDS",
        help="20, 100:120, or 1,5,9; default: as many as the claims ask for.",
    ),
]
Acceptance = Annotated[
    bool, typer.Option("--acceptance", help="Only claims of the acceptance tests V01 to V24.")
]


def verify(
    presets: Presets = None,
    acceptance: Acceptance = False,
    seeds: ClaimSeeds = None,
    jobs: Jobs = None,
    set_: Changes = None,
    store: Store = None,
    keep: KeepRuns = Keep.ALL,
    cluster: ClusterAddress = None,
    as_json: AsJson = False,
) -> None:
    """Run the claims of presets; exit code 1 if one fails that is not known to, or the reverse."""
    from sim.cli.arguments import parse_seeds
    from sim.cli.batches import batch, results_of
    from sim.cli.without_effect import say_changes_without_effect
    from sim.many import check_claims

    chosen_seeds = parse_seeds(seeds) if seeds is not None else None
    chosen = _chosen(presets, set_, acceptance=acceptance)
    for preset, scenario in chosen:
        say_changes_without_effect(preset, set_, _arms_with_claims(scenario))
    checked: list[tuple[str, tuple[Claim, ...]]] = []
    with batch(store, keep=keep, cluster=cluster) as running:
        for _, scenario in chosen:
            most = max((expect.seeds for expect in scenario.expect), default=1)
            results = results_of(
                scenario,
                _arms_with_claims(scenario),
                chosen_seeds or tuple(range(most)),
                jobs=jobs,
                running=running,
            )
            checked.append((scenario.id, check_claims(scenario, results)))
            if not as_json:
                running.display.clear()
                typer.echo(_table(*checked[-1]))
    every = [claim for _, claims in checked for claim in claims]
    surprises = sum(claim.surprises for claim in every)
    if as_json:
        _say_as_json(checked, surprises)
    else:
        typer.echo(f"{sum(claim.passed for claim in every)} of {len(every)} claims hold")
        typer.echo(acceptance_summary(every), nl=False)
    if surprises:
        raise typer.Exit(CLAIM_FAILED)


def _chosen(
    presets: list[str] | None, changes: list[str] | None, *, acceptance: bool
) -> list[tuple[str, Scenario]]:
    """Return the presets to verify, as they were named, with their scenarios.

    Raises
    ------
    ScenarioError
        If a preset, a change or a claim is wrong, or no claim is left.
    """
    from sim.cli.arguments import read_preset, refuse_wrong_claims
    from sim.errors import Problem, ScenarioError
    from sim.scenario import presets as all_presets

    chosen = [(preset, read_preset(preset, changes)) for preset in presets or all_presets()]
    for _, scenario in chosen:
        refuse_wrong_claims(scenario)
    if not acceptance:
        return chosen
    chosen = [(preset, _of_acceptance(scenario)) for preset, scenario in chosen]
    chosen = [(preset, scenario) for preset, scenario in chosen if scenario.expect]
    if not chosen:
        allowed = "a preset with such claims; without a preset, all of them are run"
        raise ScenarioError([Problem("--acceptance", "", "no claim of V01 to V24", allowed)])
    return chosen


def _arms_with_claims(scenario: Scenario) -> tuple[str, ...]:
    """Return the arms that the claims of a scenario need."""
    from sim.many import arms_of

    return tuple(dict.fromkeys(arm for expect in scenario.expect for arm in arms_of(expect)))


def _say_as_json(checked: list[tuple[str, tuple[Claim, ...]]], surprises: int) -> None:
    from dataclasses import asdict

    from sim.cli.output import say_json

    scenarios = [
        {"id": id, "claims": [asdict(claim) | {"surprises": claim.surprises} for claim in claims]}
        for id, claims in checked
    ]
    say_json({"passed": surprises == 0, "scenarios": scenarios})


def _of_acceptance(scenario: Scenario) -> Scenario:
    """Return a scenario with only those claims that belong to an acceptance test."""
    return scenario.model_copy(update={"expect": tuple(e for e in scenario.expect if e.test)})


def _table(name: str, claims: tuple[Claim, ...]) -> str:
    from sim.cli.output import number, table

    if not claims:
        return f"{name}: no claims\n"
    rows = [
        (
            _verdict(claim),
            claim.test,
            number(claim.median),
            f"{number(claim.spread[0])} to {number(claim.spread[1])}",
            str(claim.n_seeds),
            claim.text,
        )
        for claim in claims
    ]
    lines = table(("", "test", "median", "quartiles", "seeds", "claim"), rows)
    details = [
        f"  {claim.detail} {claim.remark}".rstrip()
        for claim in claims
        if not claim.passed or claim.surprises
    ]
    return "\n".join((name, lines, *details, ""))


def _verdict(claim: Claim) -> str:
    known = " (known)" if claim.fails_because else ""
    return "pass" if claim.passed else f"FAIL{known}"


def acceptance_summary(claims: Sequence[Claim]) -> str:
    """Return which acceptance tests hold: those all of whose claims do."""
    tests: dict[str, bool] = {}
    for claim in claims:
        if claim.test:
            tests[claim.test] = tests.get(claim.test, True) and claim.passed
    if not tests:
        return ""
    failed = [name for name in sorted(tests) if not tests[name]]
    words = f"{len(tests) - len(failed)} of {len(tests)} acceptance tests hold"
    return f"{words}; not: {', '.join(failed)}\n" if failed else f"{words}\n"
