"""What this page holds in the visitor's own browser: runs, notes, lessons and guesses."""
