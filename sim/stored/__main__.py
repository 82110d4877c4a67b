"""Write the results that ship with the package and are not there; run again when `MODEL_VERSION`
is raised or an arm is added.
"""

from __future__ import annotations

from dataclasses import replace

from sim.engine import run
from sim.scenario import load
from sim.stored import FOLDER, N_SEEDS, SHIPPED, SINGLE


def main() -> None:
    """Run the shipped arms and seeds that have no file yet, and remove files of no use."""
    FOLDER.mkdir(exist_ok=True)
    runs = [
        (scenario, arm, seed, seed == 0)
        for scenario, arms in ((load(preset), arms) for preset, arms in SHIPPED.items())
        for arm in arms
        for seed in range(N_SEEDS)
    ]
    runs += [(one.scenario(), one.arm, one.seed, True) for one in SINGLE]
    wanted = {
        FOLDER / f"{scenario.fingerprint(arm, seed)}.npz": (scenario, arm, seed, has_spikes)
        for scenario, arm, seed, has_spikes in runs
    }
    for old in set(FOLDER.glob("*.npz")) - set(wanted):
        old.unlink()
    for target, (scenario, arm, seed, has_spikes) in wanted.items():
        if target.exists():
            continue
        result = run(scenario, arm=arm, seed=seed)
        kept = result if has_spikes else result.without_spikes()
        # Where and when it was made is left out: the same files on every machine.
        made = replace(kept.provenance, platform="", created_utc="", wall_s=0.0)
        replace(kept, provenance=made).save(target, is_small=True)


if __name__ == "__main__":
    main()
