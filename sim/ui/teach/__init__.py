"""The page Teach: plans, link builder, content note, keys."""
