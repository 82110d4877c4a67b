"""For teachers: plans, link builder, content note, keys."""
