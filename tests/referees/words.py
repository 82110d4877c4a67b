"""Words of the page of validation around its tables."""

from __future__ import annotations

HEAD = """\
# Validation

Does the engine compute what it says? Here its numbers stand beside those of formulas, of published
models, and of two simulators that we did not write: [Brian2](https://briansimulator.org) and
[NEST](https://www.nest-simulator.org). Where both sides can be given the same synapses, the same
input and the same integration scheme, every spike has to be the same one. Where they cannot,
rates and shapes have to agree. This says that the equations are solved as written. It does not say
that they are those of a brain.

`python -m tests.referees` measures everything and writes this page; with `--check` it writes
nothing and fails if a row does. "Recorded" is a number from an earlier run of that program. An
"independent loop" is a program written from the equations alone; it shares nothing with ours.

## What happens within a step

Step m leads from m dt to (m + 1) dt.

1. Spikes that were found D steps ago arrive: conductances rise, then the synapse learns from the
   receiver's trace, then the sender's trace rises. D is the length of the delay line.
2. Poisson input arrives.
3. Potentials, conductances and traces advance by dt.
4. Cells over threshold fire, are reset, and teach their inputs; then their traces rise.

Others count differently, by one step each time:

| what | here | Brian2 | NEST |
|---|---|---|---|
| D: a spike of step m acts in step m + D | delay line | delay / dt + 1 | the same, >= 2 |
| steps held at reset | refractory / dt | refractory / dt - 1 | refractory / dt |
| time of a spike of step m | m | m dt | (m + 1) dt |
| decay of a conductance under Euler | exp(-dt / tau) | 1 - dt / tau | not offered |
| an arrival, and a spike of the receiver just before | it is seen | as one orders them | unseen |
| the delay of a synapse that learns | before the synapse | before the synapse | behind it |

The last two lines are about learning. In NEST the sender's spike is at the synapse at once and the
receiver's comes late by the delay; two that meet do not see each other.

The cases below allow for this. A refractory time of 5 ms in Brian2 is one of 4.9 ms here. Brian2
is told that receivers' spikes come before arrivals, and that a weight acts before it learns;
published scripts of the inhibitory rule do it the other way round. Where Euler is compared, one
side takes over the decay of the other.
"""

DISAGREES = """\
## What still disagrees

* **Output under additive STDP (V5).** It hangs on whether a coincidence within one step counts as
  before or after. At 0.2 ms, and inputs of 15, 25 and 40 Hz, our order, which is that of Brian2,
  gives 5 to 9 Hz; a loop in which traces decay before an arrival gives 17 to 25 Hz, with similar
  weights. The two differ by 1 % in potentiation and depression, and the rule lives on a
  difference of 5 %. Told to count as the loop does (A+ times exp(dt / tau), A- over it), our kernel
  gives its numbers. As dt shrinks both tend to about 9 Hz at 15 Hz of input.
* **Targets of inhibitory plasticity (V10).** Networks settle within 1 Hz of the target, not on it:
  at 150 s above it for 3 Hz and below it for 10 Hz. At 600 s one network was at 3.5, 5.5 and
  10.0 Hz. Every spike of the first second is that of Brian2, so this belongs to rule and
  network; we have not looked for the cause.
* **NMDA (V13).** NEST lets s rise by k0 + k1 s with k0 + k1 = 0.016, we by k0 (1 - s), so that s
  stays below 1. The bound share differs by up to 0.02.
* **Which conductance networks die (V4a)** is chance. Rates are those of living ones.
* **Not compared:** 4000 cells with currents under forward Euler. Our kernel solves currents
  exactly, so both sides do.
* **Chaos.** With steps of 0.05 ms the default network fires other spikes than with 0.5 ms; its
  rates and the sum of its weight changes stay within the scatter over inputs.
"""

OPTIONS = """\
## Options of the kernel that exist for these cases

| option | what it does |
|---|---|
| `summed` | sums additive potentiation up until the sender's next spike; the same to rounding |
| `nearest` | a spike sets its traces to 1 instead of raising them by 1 |
| `mu_plus`, `mu_minus` | weight dependence between additive (0) and multiplicative (1) |
| `a3_minus` | depression by triplets, with a slow trace of the sender |
| `EULER` | forward Euler with conductances |
| `EXACT` | synaptic currents, solved exactly |
| input cells | senders without a membrane, Poisson or scripted |
| script | makes given cells fire in given steps |
"""
