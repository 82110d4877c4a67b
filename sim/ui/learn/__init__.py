"""The page Learn in five parts; each draws what `sim.evidence` and the model tell."""
