"""What a picture shows, as small arrays and words. Nothing here draws."""
