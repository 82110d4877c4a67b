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
    runs += [(single.scenario(), single.arm, single.seed, True) for single in SINGLE]
    by_file = {
        FOLDER / f"{scenario.fingerprint(arm, seed)}.npz": (scenario, arm, seed, has_spikes)
        for scenario, arm, seed, has_spikes in runs
    }
    for unused in set(FOLDER.glob("*.npz")) - set(by_file):
        unused.unlink()
    for target, (scenario, arm, seed, has_spikes) in by_file.items():
        if target.exists():
            continue
        result = run(scenario, arm=arm, seed=seed)
        result = result if has_spikes else result.without_spikes()
        # Place and time of the run are left out: the same files on every machine.
        provenance = replace(
            result.provenance, platform="", processor="", created_utc="", wall_s=0.0
        )
        replace(result, provenance=provenance).save(target, packing="lzma")


if __name__ == "__main__":
    main()
