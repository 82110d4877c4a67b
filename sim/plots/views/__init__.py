"""Pictures of runs: each function takes runs and returns a picture; some return a sentence."""
