"""The list of lessons, and the runner of one: a module for each group of steps."""
