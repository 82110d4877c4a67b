"""Words of the server: on a page that is not there yet, and in the log."""

LOADING = "Plasticity Lab is loading"
BLOCKED = (
    "Nothing here after ten seconds? This network may block live pages. "
    "Ask for a replay file: it opens without one."
)

# In the log of the server; %.80r is the address of a page.
OTHER_ORIGIN = (
    "A page from %.80r may not connect: its address is not the one that the server is "
    "asked by. Behind a proxy, hand on the Host header: docs/hosting.md."
)
