"""The report as a file, with the claims of the lesson if all their arms were run."""

from __future__ import annotations

from collections.abc import Mapping

from sim.export.stamp import Arms, Stamp
from sim.many import Claim, arms_of, check_claims
from sim.scenario import Scenario


def report(
    stamp: Stamp,
    scenario: Scenario,
    arms: Arms,
    notes: Mapping[str, str] | None = None,
    *,
    prints_all: bool = False,
) -> bytes:
    """Return one HTML page that opens offline and prints.

    ``notes`` holds what the writer noted, by box; see `sim.plots.report_html`, also for
    ``prints_all``.
    """
    from sim.plots import report_html

    page = report_html(
        scenario,
        arms,
        claims_of(scenario, arms),
        notes=notes,
        changes=stamp.changes,
        link=stamp.link,
        remark=stamp.note,
        prints_all=prints_all,
    )
    return page.encode()


def claims_of(scenario: Scenario, arms: Arms) -> tuple[Claim, ...] | None:
    """Return the claims held against runs; None if an arm that one of them needs was not run."""
    results = [run for runs in arms.values() for run in runs]
    needed = {arm for claim in scenario.expect for arm in arms_of(claim)}
    return check_claims(scenario, results) if needed <= {run.arm for run in results} else None
