"""Paper of the lessons: worksheets, hand-ins, plans, keys, a quiz bank, and packs for a class."""
