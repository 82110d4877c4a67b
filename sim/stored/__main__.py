"""Write the results that ship with the package and are not there; run again when `MODEL_VERSION`
is raised or an arm is added.
"""

from __future__ import annotations

from dataclasses import replace

from sim.engine import run
from sim.scenario import load
from sim.stored import FOLDER, N_SEEDS, SHIPPED


def main() -> None:
    """Run the shipped arms and seeds that have no file yet, and remove files of no use."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {FOLDER / f"{scenario.fingerprint(arm, seed)}.npz": (scenario, arm, seed)
              for scenario, arms in ((load(preset), arms) for preset, arms in SHIPPED.items())
              for arm in arms for seed in range(N_SEEDS)}
    for old in set(FOLDER.glob("*.npz")) - set(wanted):
        old.unlink()
    for target, (scenario, arm, seed) in wanted.items():
        if target.exists():
            continue
        result = run(scenario, arm=arm, seed=seed)
        kept = result if seed == 0 else result.without_spikes()
        # Where and when it was made is left out: the same files on every machine.
        made = replace(kept.provenance, platform="", created_utc="", wall_s=0.0)
        replace(kept, provenance=made).save(target, is_small=True)


if __name__ == "__main__":
    main()
