"""The presets as a folder of web pages, from runs that ship: no server, no outside request."""
