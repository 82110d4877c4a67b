"""The first minute: a stored run, a guess, the outcome, one step into the Lab."""
