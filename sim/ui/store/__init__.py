"""Runs, notes, lessons and guesses, stored in the visitor's own browser."""
