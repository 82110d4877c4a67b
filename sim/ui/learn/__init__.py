"""The five parts of the page Learn; each draws what `sim.evidence` and the model tell."""
