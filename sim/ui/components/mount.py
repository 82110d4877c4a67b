"""How a part of the page with JavaScript of its own is registered with Streamlit."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from sim.files import packaged_text


def component(package: str, *, css: str | None = None, js: str | None = None) -> ComponentRenderer:
    """Register a component once for all sessions, and return what draws it.

    Parameters
    ----------
    package : str
        Where it lies, such as ``sim.ui.components.curve``: the last word is its name.
    css, js : str, optional
        Style sheet and JavaScript module; those of the package, ``curve.css`` and ``curve.js``, if
        nothing else is said.
    """
    name = package.rpartition(".")[2]
    return st.components.v2.component(
        f"plasticity_lab_{name}",
        css=packaged_text(package, f"{name}.css") if css is None else css,
        js=packaged_text(package, f"{name}.js") if js is None else js,
    )
