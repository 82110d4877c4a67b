"""Words about links that are copied, shown as a code, or embedded."""

from __future__ import annotations

COPY = "Copy link"
COPIED = "Copied. Anyone with it sees exactly this."
BY_HAND = "This browser does not let a page copy. The link is selected: press Ctrl+C, or ⌘C."
FIELD = "Link to copy by hand"

QR_LOCAL = (
    "This address works on this machine only. For phones: start *plasticity-lab app "
    "--host 0.0.0.0* and open this page by the address that it prints."
)
QR_TOO_LONG = "This link is too long for a QR code. Copy it instead."


def qr_alt(address: str) -> str:
    """Return what a QR code says, for readers who do not see it."""
    return f"QR code of the link {address}"
