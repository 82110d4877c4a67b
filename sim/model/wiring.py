"""From a list of synapses to the tables of the kernel: the one place that knows their types."""

from __future__ import annotations

import numpy as np

from sim.kernels import Wiring


def wire(
    pre: np.ndarray,
    post: np.ndarray,
    plastic: np.ndarray,
    *,
    n_cells: int,
    n_senders: int | None = None,
    alive: np.ndarray | None = None,
    at_once: np.ndarray | None = None,
) -> Wiring:
    """Return the tables of a list of synapses.

    Parameters
    ----------
    pre, post : (S,) int array
        Sender and receiver, sorted by sender, the plastic ones of each sender first.
    plastic : (S,) bool array
        Which synapses learn.
    n_cells, n_senders : int
        Number of cells that receive, and of all that send (default: the same).
    alive : (S,) bool array, optional
        Which synapses exist now; default all.
    at_once : (S,) bool array, optional
        Which of the plastic synapses learn at each spike of the receiver, by the excitatory rule:
        default all. The others must be inhibitory, or their rule summed.

    Raises
    ------
    ValueError
        If the list is not in order.
    """
    n_senders = n_cells if n_senders is None else n_senders
    if (np.diff(2 * pre.astype(np.int64) + ~plastic) < 0).any():
        raise ValueError("synapses must be sorted by sender, the plastic ones of each first")
    out_start = np.searchsorted(pre, np.arange(n_senders + 1))
    n_plastic = np.bincount(pre[plastic], minlength=n_senders)
    edge = np.flatnonzero(plastic if at_once is None else at_once & plastic)
    in_edge = edge[np.argsort(post[edge], kind="stable")]
    alive = np.ones(pre.size, dtype=bool) if alive is None else alive
    return Wiring(
        out_start=out_start.astype(np.uint64),
        out_plastic_stop=(out_start[:-1] + n_plastic).astype(np.uint64),
        target=post.astype(np.uint32),
        in_start=np.searchsorted(post[in_edge], np.arange(n_cells + 1)).astype(np.uint64),
        in_edge=in_edge.astype(np.uint32),
        in_sender=pre[in_edge].astype(np.uint32),
        in_alive=alive[in_edge],
    )
