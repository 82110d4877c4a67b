"""Explanations of pictures of learning, of switches between patterns, synapses and rhythms."""

from __future__ import annotations

from sim.plots import words
from sim.plots.explain.explanation import Explanation

STATES: dict[str, Explanation] = {
    "learning": Explanation(
        what="Left: share of each practice session in which its pattern was active. "
        "Right: share of test cues that led to the pattern, day by day.",
        notice="Practice can keep B active while it is driven, and the test can still lead to A. "
        "See whether the right part follows the left one.",
        try_this="Note a prediction for each test day, then run. Find the first test at which it "
        "was wrong.",
        leaves_out="The left part is no test: practice drives its pattern from outside. "
        f"{words.TEST_NOTE}",
        maths="left: time with the pattern active / time of the session; "
        "right: cues answered with the pattern / all test cues",
        latex=r"s_k = \frac{T_{\mathrm{active},k}}{T_{\mathrm{session}}}, \qquad "
        r"s_B = \frac{n_B}{n_{\mathrm{cues}}}",
    ),
    "switch_map": Explanation(
        what="Arrows: how often a minute the resting network changes from one state to another. "
        "Circles: their area is the share of resting time. "
        "Beside them, a landscape drawn from these shares.",
        notice="A deep valley is a state in which much time is spent. Wide arrows mean many short "
        "visits.",
        try_this="Compare a worn network with an even one. Which of the arrows become wider, and "
        "which valley becomes deeper? Then add practice.",
        leaves_out="C, D and no pattern are one state here, called neither. "
        "Visits shorter than the smoothing are missed or cut in pieces. "
        "The landscape is a drawing of counts: no ball rolls in it.",
        maths="rate of a change = changes counted / minutes of rest; "
        "height of a state = -ln(share of time)",
        latex=r"r_{XY} = \frac{n_{X \to Y}}{T_{\mathrm{rest}}}, \qquad h_X = -\ln p_X",
    ),
    "cell_weights": Explanation(
        what="One small square is one synapse, from the cell of its row to the cell of its column. "
        "A number is the mean of a whole block.",
        notice="The blocks on the diagonal hold a pattern together. The row of the cue shows where "
        "it leads.",
        try_this="Show the change instead of the weights, and look for the strongest orange.",
        leaves_out="Some dozens of cells are drawn, of one seed. "
        "Inhibitory cells do not learn and are left out.",
        maths="number of a block = sum of the weights of its synapses / their number at the start; "
        "change = after - before",
        latex=r"\bar w_{XY} = \frac{1}{n_{XY}} \sum_{i \in X,\, j \in Y} w_{ij}, \qquad "
        r"\Delta w_{ij} = w_{ij}^{\mathrm{after}} - w_{ij}^{\mathrm{before}}",
    ),
    "spectrum": Explanation(
        what="How strong each rhythm is in the summed spikes of excitatory cells at rest.",
        notice="Look for a broad hill in the shaded stretch. Single peaks of one run are luck.",
        try_this="Add a test some hours after the dose, so that one falls while the drug acts.",
        leaves_out="Few seconds of rest make a rough line. Power grows with the rate too, since "
        "every spike adds noise.",
        maths="power at a frequency = mean over pieces of the squared Fourier sum of the count; "
        "drawn over its mean before",
        latex=r"P(f) = \Big\langle \Big| \sum_k (x_k - \bar x) \, e^{-2 \pi i f t_k} \Big|^2 "
        r"\Big\rangle_{\mathrm{pieces}}",
    ),
}
