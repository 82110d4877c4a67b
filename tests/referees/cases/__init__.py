"""One file for each kind of case; every function returns the rows that it measured."""
