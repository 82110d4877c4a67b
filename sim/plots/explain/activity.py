"""Explanations of pictures of what cells do: answers, rest, rates, spikes."""

from __future__ import annotations

from sim.plots import words
from sim.plots.explain.explanation import Explanation

ACTIVITY: dict[str, Explanation] = {
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
}
