"""Cases run in other people's simulators: plain arrays in, plain arrays out.

Nothing here imports our simulator. ``brian2`` and ``nest`` are imported inside functions, so that
the modules load where they are not installed.

**Words for time.** Simulators count delay and refractory time differently by one step, so the
functions take steps with one meaning:

``delay_steps``
    A spike of step m acts on the membrane in step m + ``delay_steps`` for the first time.
``held_steps``
    After a spike in step m a cell is at its reset potential to the end of step m + ``held_steps``.

==================  =============================  =========================
what a user writes  ``delay_steps``                ``held_steps``
==================  =============================  =========================
Brian2, in dt       delay + 1                      refractory - 1
NEST, in dt         delay + 1 (delay at least 1)   t_ref
==================  =============================  =========================

**Step of a spike.** Step m leads from m dt to (m + 1) dt. Brian2 stamps a spike found at its end
m dt, NEST stamps it (m + 1) dt. Here it is m. Spikes are an (n, 2) int array of (step, neuron),
sorted by step, then by neuron.

**Order within a step.** Brian2: membranes advance, cells over threshold are found, synapses act
(receivers' spikes and arrivals in an order that one may choose), cells are reset. An arrival
that Brian2 handles in step m therefore acts on membranes from step m + 1 on.
"""
