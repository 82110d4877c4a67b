"""The pages of the app, one module each; its `show` draws it."""
