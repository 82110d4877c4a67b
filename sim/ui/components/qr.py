"""Links as QR codes, for a projector and a class with phones."""

from __future__ import annotations

import io

import segno
import streamlit as st

from sim.ui.components.copy_link import is_local
from sim.ui.text import sharing_text

_WIDTH_PX = 420  # readable from the back of a classroom
_PNG_SCALE = 12  # pixels of a module
_QUIET = 4  # modules of white around it, as the standard asks


class TooLongError(ValueError):
    """The address does not fit into a QR code."""


def svg(address: str) -> str:
    """Return the QR code of an address as an SVG picture, black on white.

    Raises
    ------
    TooLongError
        If the address has more characters than a code can hold.
    """
    return _code(address).svg_inline(border=_QUIET, light="#ffffff", dark="#000000", omitsize=True)


def png(address: str) -> bytes:
    """Return the QR code of an address as a PNG picture, black on white.

    Raises
    ------
    TooLongError
        As `svg`.
    """
    target = io.BytesIO()
    _code(address).save(target, kind="png", scale=_PNG_SCALE, border=_QUIET)
    return target.getvalue()


def letters(address: str) -> str:
    """Return the QR code of an address as lines for a terminal, light squares drawn.

    Raises
    ------
    TooLongError
        As `svg`.
    """
    target = io.StringIO()
    _code(address).terminal(target, compact=True, border=2)
    return target.getvalue()


def show(address: str) -> None:
    """Draw the QR code of an address with the address in words below it."""
    try:
        picture = png(address)
    except TooLongError:
        st.info(sharing_text.QR_TOO_LONG)
        return
    st.image(picture, width=_WIDTH_PX, alt=sharing_text.qr_alt(address))
    st.code(address, language=None, wrap_lines=True)
    if is_local(address):
        st.info(sharing_text.QR_LOCAL)


def _code(address: str) -> segno.QRCode:
    try:
        # A screen has no torn corners: little redundancy, larger squares.
        return segno.make_qr(address, error="l")
    except segno.DataOverflowError as error:
        raise TooLongError(f"{len(address)} characters do not fit into a QR code") from error
