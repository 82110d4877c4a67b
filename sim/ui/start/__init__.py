"""The page Start: a stored run, a guess, the outcome, one step into the Lab."""
