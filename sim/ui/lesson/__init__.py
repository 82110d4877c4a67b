"""The lesson runner: one module for each group of steps."""
