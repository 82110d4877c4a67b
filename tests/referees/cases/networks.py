"""V4: networks of Vogels and Abbott (2005) that keep firing by themselves, against NEST.

Benchmarks 1 and 2 of Brette et al. (2007): every cell has 64 excitatory and 16 inhibitory inputs,
drawn anew for each seed, so rates and regularity are compared, not spikes.
"""

from __future__ import annotations

import numpy as np

from sim.kernels import EXPONENTIAL
from sim.model.cells import Source, kernel_drive
from tests.reference import classic as ours
from tests.reference.builders import Net

from ..peers import nest_networks
from ..peers.nest_networks import INPUTS_EXC, INPUTS_INH, KICKED, LAST_MS, N_EXC, N_INH
from ..rows import Row, near, within

DT_MS, N = 0.1, N_EXC + N_INH
SEEDS = range(6)


def fixed_in_degree(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return senders and receivers, each cell with its 64 + 16 inputs, sorted by sender."""
    rng = np.random.default_rng(seed)
    pre = np.concatenate(
        [rng.integers(0, N_EXC, (N, INPUTS_EXC)), rng.integers(N_EXC, N, (N, INPUTS_INH))], axis=1
    ).ravel()
    post = np.repeat(np.arange(N), INPUTS_EXC + INPUTS_INH)
    order = np.argsort(pre, kind="stable")
    return pre[order], post[order]


def coba_net(seed: int) -> Net:
    """Return conductance cells, exponential Euler; 6 and 67 nS."""
    pre, post = fixed_in_degree(seed)
    net = ours.network(
        pre,
        post,
        np.where(pre < N_EXC, 6.0, 67.0),
        np.full(N, -70.0),
        n_exc=N_EXC,
        dt_ms=DT_MS,
        delay_steps=2,
        held_steps=50,
    )
    return net._replace(cells=net.cells._replace(scheme=EXPONENTIAL))


def cuba_net(seed: int) -> Net:
    """Return current cells, solved exactly; 16.2 and -139.5 pA."""
    pre, post = fixed_in_degree(seed)
    return ours.network(
        pre,
        post,
        np.where(pre < N_EXC, 16.2, 139.5),
        np.full(N, -49.0),
        n_exc=N_EXC,
        dt_ms=DT_MS,
        delay_steps=2,
        held_steps=50,
        cell={"e_l_mv": -49.0},
        current_based=True,
    )


def our_activity(net: Net, seed: int, kick: float) -> nest_networks.Activity:
    """Kick 50 cells with 300 Hz from 1 to 51 ms and return what follows."""
    source = Source(0, slice(0, KICKED), 300.0, kick)
    kicked = net._replace(drive=kernel_drive([source], np.uint64(seed), dt_ms=DT_MS))
    parts = [
        ours.run(net, 0, 10),
        ours.run(kicked, 10, 500),
        ours.run(net, 510, round(LAST_MS / DT_MS) - 510),
    ]
    return nest_networks.activity(np.concatenate(parts))


def coba() -> list[Row]:
    """Conductances: those of our networks that live against bands from NEST."""
    all_of_them = [our_activity(coba_net(seed), seed, 6.0) for seed in SEEDS]
    living = [activity for activity in all_of_them if activity.alive]
    dead = [seed for seed, activity in zip(SEEDS, all_of_them) if not activity.alive]
    died = ", ".join(map(str, dead)) or "none"
    return [
        within(
            "V4a",
            f"conductances: networks alive after 2.2 s of {len(SEEDS)}, dead seeds {died}",
            "NEST 3.10.0, 4 of 6",
            len(living),
            3,
            len(SEEDS),
            "which one dies is chance; 3 are enough to measure",
        ),
        *bands(
            "V4a",
            "conductances, living networks",
            living,
            (13.0, 15.2),
            (13.2, 15.4),
            (1.45, 1.68),
            "13.6 to 14.6 Hz, 1.53 to 1.59 in 4 networks of NEST",
        ),
    ]


def cuba() -> list[Row]:
    """Currents: our networks against bands from NEST."""
    all_of_them = [our_activity(cuba_net(seed), seed, 16.2) for seed in SEEDS]
    return [
        within(
            "V4b",
            f"currents: networks alive after 2.2 s of {len(SEEDS)}",
            "NEST 3.10.0, 5 of 5",
            sum(activity.alive for activity in all_of_them),
            len(SEEDS),
            len(SEEDS),
            "it lives whatever the random numbers",
        ),
        *bands(
            "V4b",
            "currents",
            all_of_them,
            (3.8, 4.3),
            (3.8, 4.3),
            (0.74, 0.81),
            "3.94 to 4.12 Hz, 0.774 to 0.777 in 5 networks of NEST",
        ),
    ]


def bands(
    case: str, what: str, activities: list, exc_hz: tuple, inh_hz: tuple, cv: tuple, why: str
) -> list[Row]:
    """Return rows of the means over networks."""
    mean = np.mean([activity[:3] for activity in activities], axis=0)
    names = ("excitatory rate, Hz", "inhibitory rate, Hz", "irregularity of intervals (CV)")
    return [
        within(case, f"{what}: {name}", "NEST 3.10.0, recorded", value, *band, why)
        for name, value, band in zip(names, mean, (exc_hz, inh_hz, cv))
    ]


def beside_nest(case: str, theirs_of, net_of, kick: float, seeds: range) -> list[Row]:
    """Return rows that compare means over living networks of either side."""
    theirs = [activity for activity in map(theirs_of, seeds) if activity.alive]
    mine = [our_activity(net_of(seed), seed, kick) for seed in SEEDS]
    mine = [activity for activity in mine if activity.alive]
    rows = []
    for field, name, share in (
        ("exc_hz", "excitatory rate, Hz", 0.06),
        ("inh_hz", "inhibitory rate, Hz", 0.06),
        ("isi_cv", "irregularity of intervals (CV)", 0.04),
    ):
        a, b = (
            np.array([getattr(activity, field) for activity in side]) for side in (mine, theirs)
        )
        rows.append(
            near(
                case,
                f"{name}, {a.size} networks of ours, {b.size} of NEST",
                "NEST, live",
                a.mean(),
                b.mean(),
                share * b.mean(),
                f"networks of ours scatter by {a.std(ddof=1):.2g} around their mean",
            )
        )
    return rows


def coba_of_nest() -> list[Row]:
    """Conductances, four networks of NEST run now."""
    return beside_nest("V4a", nest_networks.coba, coba_net, 6.0, range(4))


def cuba_of_nest() -> list[Row]:
    """Currents, three networks of NEST run now."""
    return beside_nest("V4b", nest_networks.cuba, cuba_net, 16.2, range(3))
