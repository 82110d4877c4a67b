"""HTML pages from Jinja templates: every value is escaped where a template does not say `safe`."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return environment


def render(package: str, template: str, **values: Any) -> str:
    """Return a page from a template that lies in a package.

    Parameters
    ----------
    package : str
        Name of the package, such as ``sim.plots.player``.
    template : str
        Name of the file in it, such as ``replay.html.j2``.
    values
        What the template names; a name without a value is an error. Texts are escaped, except
        where the template says ``safe``: of style sheets, scripts and pictures of our own.
    """
    return _environment(package).get_template(template).render(values)
