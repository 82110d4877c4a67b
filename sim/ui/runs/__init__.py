"""The page My runs: history, difference of settings, lab notebook, files."""
