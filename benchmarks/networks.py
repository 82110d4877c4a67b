"""The networks of the benchmark, drawn once so that every simulator runs the same synapses.

Senders and cells are numbered with the excitatory ones first. A sender is a cell of the network,
or an outside Poisson source where a case has such inputs. Weights are conductance steps in nS, or
signed current steps in pA where the synapses are current based.

Sources: Vogels and Abbott 2005 and Brette et al 2007 (`cuba`, `coba`); Song, Miller and Abbott
2000 (`song`); Vogels et al 2011 for the inhibitory rule of `plastic_*`. The free weights of
`plastic_*` are chosen by us, so that the network fires asynchronously at 7 to 13 Hz.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Cell:
    """A leaky integrate-and-fire cell with two exponential synaptic variables."""

    c_m_pf: float = 200.0
    g_l_ns: float = 10.0
    e_l_mv: float = -60.0
    v_th_mv: float = -50.0
    v_reset_mv: float = -60.0
    t_ref_ms: float = 5.0
    e_exc_mv: float = 0.0
    e_inh_mv: float = -80.0
    tau_exc_ms: float = 5.0
    tau_inh_ms: float = 10.0
    i_e_pa: float = 0.0
    current_based: bool = False


@dataclass(frozen=True)
class PairStdp:
    """Additive all-to-all pair rule with hard bounds 0 and `w_max_ns`.

    A spike that arrives takes `a_minus_ns` times the receiver's trace, a spike of the receiver adds
    `a_plus_ns` times the trace of arrivals. Every spike raises its trace by 1.
    """

    a_plus_ns: float
    a_minus_ns: float
    w_max_ns: float
    tau_plus_ms: float = 20.0
    tau_minus_ms: float = 20.0


@dataclass(frozen=True)
class VogelsStdp:
    """Inhibitory rule with hard bounds 0 and `w_max_ns`; both traces decay with `tau_ms`.

    A spike that arrives adds eta (receiver's trace - alpha), a spike of the receiver adds eta times
    the trace of arrivals; alpha = 2 target tau.
    """

    eta_ns: float
    target_hz: float
    w_max_ns: float
    tau_ms: float = 20.0

    @property
    def alpha(self) -> float:
        """The rate-like constant that sets the target, without unit."""
        return 2.0 * self.target_hz * self.tau_ms * 1e-3


@dataclass(frozen=True)
class Case:
    """One network with everything that a simulator needs to know."""

    name: str
    cell: Cell
    n_exc: int  # cells below this number are excitatory
    n_exc_senders: int  # senders below this number are excitatory
    v_start_mv: np.ndarray  # (n_cells,)
    edge_start: np.ndarray  # (n_senders + 1,) int64: edges of sender s start here
    receiver: np.ndarray  # (n_edges,) int32, rising within a sender
    weight: np.ndarray  # (n_edges,) nS, or signed pA
    input_rate_hz: np.ndarray  # (n_senders,) of Poisson senders; empty: the cells are senders
    dt_ms: float = 0.1
    delay_ms: float = 0.8
    drive_rate_hz: float = 0.0  # one Poisson process for each cell, on its excitatory synapse
    drive_weight_ns: float = 0.0
    stdp: PairStdp | None = None
    istdp: VogelsStdp | None = None

    @property
    def n_cells(self) -> int:
        """Number of cells."""
        return len(self.v_start_mv)

    def senders(self) -> np.ndarray:
        """Sender of every edge, (n_edges,) int32."""
        out_degree = np.diff(self.edge_start)
        return np.repeat(np.arange(len(out_degree), dtype=np.int32), out_degree)

    def stdp_edges(self) -> np.ndarray:
        """Where `stdp` acts: E to E, nowhere without the rule; (n_edges,) bool."""
        from_exc = np.arange(len(self.receiver)) < self.edge_start[self.n_exc_senders]
        return from_exc & (self.receiver < self.n_exc) & (self.stdp is not None)

    def istdp_edges(self) -> np.ndarray:
        """Where `istdp` acts: I to E, nowhere without the rule; (n_edges,) bool."""
        from_inh = np.arange(len(self.receiver)) >= self.edge_start[self.n_exc_senders]
        return from_inh & (self.receiver < self.n_exc) & (self.istdp is not None)

    def static(self) -> "Case":
        """The same network with plasticity off."""
        return replace(self, stdp=None, istdp=None)


def _random_edges(n: int, probability: float, rng: np.random.Generator):
    """Bernoulli edges without autapses, a row at a time: memory of one row, and sorted."""
    rows = []
    for sender in range(n):
        hit = rng.random(n, dtype=np.float32) < probability
        hit[sender] = False
        rows.append(np.flatnonzero(hit).astype(np.int32))
    edge_start = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    return edge_start, np.concatenate(rows)


def _recurrent(
    name: str, n: int, probability: float, cell: Cell, weights, seed: int, **more
) -> Case:
    """A network of 80 % excitatory cells; `weights` are EE, EI, IE, II, sender first."""
    rng = np.random.default_rng(seed)
    n_exc = n * 4 // 5
    edge_start, receiver = _random_edges(n, probability, rng)
    to_inh = receiver >= n_exc
    from_inh = np.arange(len(receiver)) >= edge_start[n_exc]
    weight = np.asarray(weights, dtype=float)[2 * from_inh + to_inh]
    v_start_mv = rng.uniform(cell.v_reset_mv, cell.v_th_mv, n)
    return Case(
        name, cell, n_exc, n_exc, v_start_mv, edge_start, receiver, weight, np.empty(0), **more
    )


def cuba(seed: int) -> Case:
    """4000 cells with current synapses, self-sustained by a resting level above threshold."""
    cell = Cell(e_l_mv=-49.0, current_based=True)
    return _recurrent("cuba", 4000, 0.02, cell, (16.2, 16.2, -90.0, -90.0), seed)


def coba(seed: int) -> Case:
    """4000 cells with conductance synapses and a constant drive of 20 mV."""
    cell = Cell(i_e_pa=200.0)
    return _recurrent("coba", 4000, 0.02, cell, (4.0, 4.0, 51.0, 51.0), seed)


def song(seed: int) -> Case:
    """One cell with 1000 plastic excitatory inputs at 15 Hz and 200 inhibitory ones at 10 Hz."""
    w_max_ns = 0.15  # 0.015 of the leak
    stdp = PairStdp(0.005 * w_max_ns, 1.05 * 0.005 * w_max_ns, w_max_ns)
    cell = Cell(e_l_mv=-74.0, v_th_mv=-54.0, t_ref_ms=0.0, e_inh_mv=-70.0, tau_inh_ms=5.0)
    rng = np.random.default_rng(seed)
    weight = np.concatenate((rng.uniform(0.0, w_max_ns, 1000), np.full(200, 0.5)))
    rate_hz = np.repeat((15.0, 10.0), (1000, 200))
    return Case(
        "song",
        cell,
        1,
        1000,
        np.array([cell.v_reset_mv]),
        np.arange(1201),
        np.zeros(1200, dtype=np.int32),
        weight,
        rate_hz,
        delay_ms=0.1,
        stdp=stdp,
    )


def plastic(seed: int, n: int, n_inputs: int | None = None) -> Case:
    """Conductance cells, pair STDP on E to E and the Vogels rule on I to E.

    Each cell has inputs from ``n_inputs`` others on average, by default from 10 % of them. Weights
    go with 1 over their number, so that all sizes fire alike.
    """
    n_inputs = n // 10 if n_inputs is None else n_inputs
    per_edge = 100.0 / n_inputs
    w_max_ns = 0.2 * per_edge
    stdp = PairStdp(0.005 * w_max_ns, 1.05 * 0.005 * w_max_ns, w_max_ns)
    istdp = VogelsStdp(eta_ns=0.03 * per_edge, target_hz=8.0, w_max_ns=8.0 * per_edge)
    weights = np.array((0.1, 0.3, 2.0, 2.5)) * per_edge
    return _recurrent(
        f"plastic_{n}",
        n,
        n_inputs / n,
        Cell(),
        weights,
        seed,
        drive_rate_hz=1000.0,
        drive_weight_ns=0.65,
        stdp=stdp,
        istdp=istdp,
    )


CASES: dict[str, Callable[[int], Case]] = {
    "cuba": cuba,
    "coba": coba,
    "song": song,
    "plastic_1000": lambda seed: plastic(seed, 1000),
    "plastic_4000": lambda seed: plastic(seed, 4000),
    "plastic_10000": lambda seed: plastic(seed, 10000),
}


def save(case: Case, path: Path) -> None:
    """Write a case to one uncompressed .npz file."""
    values = {field.name: getattr(case, field.name) for field in fields(case)}
    arrays = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    rest = {name: value for name, value in asdict(case).items() if name not in arrays}
    np.savez(path, settings=json.dumps(rest), **arrays)


def load(path: Path) -> Case:
    """Read a case that `save` wrote."""
    with np.load(path) as stored:
        arrays = dict(stored)
    settings = json.loads(str(arrays.pop("settings")))
    parts = {"cell": Cell, "stdp": PairStdp, "istdp": VogelsStdp}
    for name, kind in parts.items():
        if settings[name] is not None:
            settings[name] = kind(**settings[name])
    return Case(**settings, **arrays)
