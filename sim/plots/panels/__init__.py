"""Content of pictures, as small arrays and words. Nothing here draws."""
