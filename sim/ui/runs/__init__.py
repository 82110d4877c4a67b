"""Parts of the page My runs: history, difference of settings, lab notebook, files."""
