"""``site``: the presets as a folder of web pages, for those who cannot install."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def site(
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Write the site into this folder.")
    ],
    only: Annotated[
        str, typer.Option("--only", metavar="PRESET,...", help="Only these presets.")
    ] = "",
) -> None:
    """Write web pages of the presets, from runs that ship: they need no server and no network."""
    from sim.site.build import write_site

    chosen = [name.strip() for name in only.split(",") if name.strip()]
    sizes = write_site(out, chosen)
    typer.echo(
        f"saved: {out / 'index.html'} and {len(sizes) - 1} more files, "
        f"{sum(sizes.values()) / 1e6:.1f} MB"
    )
