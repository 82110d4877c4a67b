"""Explanations of every kind of picture: what it is, what to notice, what to try, the maths."""

from __future__ import annotations

from typing import NamedTuple

from sim.plots import words


class Explanation(NamedTuple):
    """Words about one kind of picture, whatever runs it shows.

    Attributes
    ----------
    what : str
        What is drawn.
    notice : str
        Where to look first.
    try_this : str
        What to change, and what to compare.
    leaves_out : str
        What the picture does not show.
    maths : str
        The equation as plain text, which can be read aloud.
    latex : str
        The same for `st.latex`, without dollar signs.
    """

    what: str
    notice: str
    try_this: str
    leaves_out: str
    maths: str
    latex: str


EXPLAIN: dict[str, Explanation] = {
    "answer_over_days": Explanation(
        what="Share of test cues that the network answered with one pattern, test by test. "
        "A dotted line is the share at the same moments without the cue.",
        notice="Look how far a line lies above its dotted one: so much the cue does. Then look "
        "how far the dots of single seeds lie apart.",
        try_this="Move the practice by some days. Does the last test change?",
        leaves_out=words.TEST_NOTE,
        maths="share = cues answered with the pattern / all test cues",
        latex=r"s_B = \frac{n_B}{n_A + n_B + n_C + n_D + n_{\mathrm{none}}}",
    ),
    "occupancy_over_days": Explanation(
        what="Share of resting time in which a pattern is the active one, in the tests.",
        notice="The shares of one test add up to one. What one pattern gains, another loses.",
        try_this="Compare with the answers. A network can answer with B and still rest in A.",
        leaves_out="Where the network is says nothing about how open its next step is.",
        maths="share of a pattern = time in which it is active / time at rest",
        latex=r"p_k = \frac{T_k}{T_{\mathrm{rest}}}, \qquad p_A + p_B + p_C + p_D + "
        r"p_{\mathrm{none}} = 1",
    ),
    "rates_over_days": Explanation(
        what="Mean rate of a cell at rest, in the tests. "
        "Below, one dot for each seed and test: excitatory against inhibitory rate.",
        notice="See whether the rates come back to the dashed line after a change. In the lower "
        "picture, both rates tend to rise together.",
        try_this="Switch synaptic scaling off, and run again.",
        leaves_out="A mean rate says nothing about which pattern is active.",
        maths="change of log(scale) per day = (target - rate) / (target + soft) / tau",
        latex=r"\frac{d \log s}{dt} = \frac{1}{\tau} \, \frac{r_0 - r}{r_0 + r_{\mathrm{soft}}}",
    ),
    "raster": Explanation(
        what="One dot is one spike of one cell. First the network rests, then come cues. "
        "Each cue is given to a copy of the network as it was at one moment of that rest. "
        "Shaded parts count for the answer: of a cue, and of the same moment without it.",
        notice="A pattern is active while its block of rows is dense. Find where one pattern "
        "hands over to another.",
        try_this="Compare a test before the practice with one after it.",
        leaves_out=words.TEST_NOTE,
        maths="capacity x change of voltage = leak + excitation + inhibition + adaptation + input; "
        "at the threshold the cell sends a spike",
        latex=r"C \frac{dV}{dt} = -g_L (V - E_L) - g_E V - g_I (V - E_I) - a (V - E_K) + I, "
        r"\qquad V \ge V_{\mathrm{th}}: \text{spike}",
    ),
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
    "scorecard": Explanation(
        what="Five measures of how hard it is to move a network, each on its own scale. "
        "A small dot is one seed, the large mark the mean.",
        notice="An arm can be rigid in one measure and flexible in another.",
        try_this="Change how well worn A is, then the learning rate. Which measures move?",
        leaves_out="There is no total score: the five do not measure one thing. Rigid does not "
        "mean ill.",
        maths="spread of rest = -sum of p x log2(p) over the patterns; change per session = "
        "|weight after - weight before| / sessions",
        latex=r"H = -\sum_k p_k \log_2 p_k, \qquad "
        r"\Delta = \frac{|w_{\mathrm{after}} - w_{\mathrm{before}}|}{n_{\mathrm{sessions}}}",
    ),
    "seed_dots": Explanation(
        what="One dot for each run; runs differ in luck alone. "
        "Below, the mean of the first run, of the first two, and so on.",
        notice="The mean jumps at first and settles later. The band narrows as runs are added.",
        try_this="Look at one dot only and guess the mean. Then add runs.",
        leaves_out="More runs make the answer about this model surer. They do not make the model "
        "truer.",
        maths="95 % band = mean +- t x standard deviation / square root of the number of runs",
        latex=r"\bar x \pm t_{n-1} \frac{s}{\sqrt{n}}",
    ),
    "sweep": Explanation(
        what="One setting is varied and all others stay. A dot is one run, a line the mean.",
        notice="Find where the line is steep. There a small change of the setting matters.",
        try_this="Widen the range. Ask what happens past its edge.",
        leaves_out="Between the values nothing was run: the line is drawn through.",
        maths="95 % band = mean +- t x standard deviation / square root of the number of runs",
        latex=r"\bar x(v) \pm t_{n-1} \frac{s(v)}{\sqrt{n}}",
    ),
    "sweep_map": Explanation(
        what="Two settings are varied, and the shade is the mean outcome. "
        "The dashed line runs where the mean has the value named beside the picture.",
        notice="If the dashed line is slanted, one setting can make up for the other.",
        try_this="Choose two points on the line, and look at their runs one by one.",
        leaves_out="Shades hide the spread of the runs: two equal means can differ in luck. "
        "Between the values the line is a guess.",
        maths="the line runs where the mean equals its level; straight between neighbours",
        latex=r"\{(u, v) : \bar x(u, v) = c\}",
    ),
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
