"""Explanations of pictures of many runs: scorecard, seeds, sweeps."""

from __future__ import annotations

from sim.plots.explain.explanation import Explanation

MANY: dict[str, Explanation] = {
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
}
