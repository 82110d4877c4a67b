"""The class board for a projector, and the page by which pupils join a room."""
