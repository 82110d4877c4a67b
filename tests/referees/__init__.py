"""Our engine against other people's simulators, formulas and published numbers.

``python -m tests.referees`` measures everything and writes ``docs/validation.md``.
"""
