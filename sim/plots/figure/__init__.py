"""Pictures as printed figures, with matplotlib."""
