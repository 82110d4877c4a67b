"""Write the results that ship with the package; run again when `MODEL_VERSION` is raised."""

from __future__ import annotations

from dataclasses import replace

from sim.engine import run
from sim.scenario import load
from sim.stored import FOLDER, N_SEEDS, SHIPPED


def main() -> None:
    """Run every shipped arm and seed, and replace the files of the folder."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.npz"):
        old.unlink()
    for preset, arms in SHIPPED.items():
        scenario = load(preset)
        for arm in arms:
            for seed in range(N_SEEDS):
                result = run(scenario, arm=arm, seed=seed)
                kept = result if seed == 0 else result.without_spikes()
                # Where and when it was made is left out: the same files on every machine.
                made = replace(kept.provenance, platform="", created_utc="", wall_s=0.0)
                target = FOLDER / f"{scenario.fingerprint(arm, seed)}.npz"
                replace(kept, provenance=made).save(target, is_small=True)


if __name__ == "__main__":
    main()
