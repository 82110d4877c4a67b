"""Runs on the page: asked for, watched, stopped, and what they brought."""
