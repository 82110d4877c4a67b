"""Explanations of pictures of what is slow: calendar, drug, weights, spines."""

from __future__ import annotations

from sim.plots import words
from sim.plots.explain.explanation import Explanation

SLOW: dict[str, Explanation] = {
    "calendar": Explanation(
        what="One lane for each arm: doses, practice sessions, tests.",
        notice="See whether the sessions lie inside the shaded window or outside it.",
        try_this="Move the first session past the end of the window.",
        leaves_out=f"Hours are lost at this scale. {words.WINDOW_NOTE}",
        maths="practice on day = first day + number of the session x days between sessions",
        latex=r"t_k = t_0 + k \, \Delta t, \qquad k = 0, 1, 2, \dots",
    ),
    "strengths_over_days": Explanation(
        what="Mean weight of all synapses from one group of cells to another, on test days.",
        notice="Follow the lines from the cue to A and to B. The higher one has the better start.",
        try_this="Practise A instead of B, and see which line moves.",
        leaves_out="A mean hides the spread: single synapses differ widely.",
        maths="mean weight = sum of the weights of all synapses between the groups / their number",
        latex=r"\bar w_{XY} = \frac{1}{n_{XY}} \sum_{i \in X,\, j \in Y} w_{ij}",
    ),
    "strength_matrix": Explanation(
        what="Mean weight of the synapses from the group of a row to the group of a column.",
        notice="The cells from a group to itself are often the lightest: that holds a pattern up.",
        try_this="Choose the first and the last test day in turn. Which cells change?",
        leaves_out="Synapses to and from inhibitory cells do not learn here and are not drawn.",
        maths="value of a cell = mean weight from the group of its row to that of its column",
        latex=r"W_{XY} = \frac{1}{n_{XY}} \sum_{i \in X,\, j \in Y} w_{ij}",
    ),
    "spines_over_days": Explanation(
        what="Synapses that exist, those born after the start, and those surviving from the start. "
        "Below, births stand above zero and losses below it.",
        notice="A burst of births comes first. Then see how many of the newborn are still there "
        "at the end.",
        try_this="Rub out the newborn synapses early or late, and compare the answers.",
        leaves_out=f"{words.SPINE_NOTE} The model's lag is set by hand.",
        maths="births per day at an empty place = base rate x (1 + gain x drive); "
        "losses per day = base rate x exp(1 - weight)",
        latex=r"h_{\mathrm{birth}} = h_0 \, (1 + g F), \qquad "
        r"h_{\mathrm{loss}} = h_1 \, e^{\,1 - w / w_{\mathrm{stable}}}",
    ),
    "drug_and_window": Explanation(
        what="Three pictures on one time axis: drug in blood, blocked NMDA receptors, learning. "
        "Where the learning factor is below one, learning is worse than usual.",
        notice="The drug is nearly gone before learning gets better. Block and window are "
        "opposites.",
        try_this="Double the dose. See which of the three curves doubles, and which does not.",
        leaves_out=f"{words.WINDOW_NOTE} The drug does more than is drawn here.",
        maths="learning factor = (1 + gain x window) x max(0, 1 - strength x block of excitatory "
        "cells); block = level / (level + IC50)",
        latex=r"L = (1 + g W) \, \max(0,\, 1 - k\, b), \qquad b = \frac{C}{C + IC_{50}}",
    ),
}
