"""Pictures of runs, one a file: each function takes runs and returns a picture."""
