"""``app``: starts the page in a browser, on this machine alone unless told otherwise."""

from __future__ import annotations

import contextlib
import errno
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import Annotated, Any

import typer

from sim.errors import Problem, ScenarioError
from sim.ui.components.addresses import EVERY, from_elsewhere, from_here, url

HOST, PORT = "127.0.0.1", 8501
OPEN_AFTER_S = 1.0  # by then the server listens

# The same as in .streamlit/config.toml, which serves `streamlit run app.py`; a test compares them.
CONFIG: dict[str, Any] = {
    "browser.gatherUsageStats": False,  # nothing leaves the machine
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,  # they lead to a search engine
    "client.toolbarMode": "viewer",
    "global.disableWidgetStateDuplicationWarning": True,  # see sim/ui/settings/widget_sync.py
    "runner.fastReruns": False,  # a rerun waits for a checkpoint, so that a run can be stopped
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # it would hold up all sessions; see sim/ui/server/memory.py
    "server.address": HOST,
    "server.disconnectedSessionTTL": 120,  # s
    "server.enableStaticServing": False,
    "server.fileWatcherType": "none",
    "server.maxMessageSize": 50,  # MB
    "server.maxUploadSize": 1,  # MB
    "server.maxWidgetStateSize": 2,  # MB
    "server.showEmailPrompt": False,
    "theme.headingFontSizes": ["2rem", "1.6rem", "1.3rem"],  # a phone shows more than a title
    "theme.paddingTop": "0.5rem",  # the first screen holds controls, calendar, networks
    "theme.light.primaryColor": "#33424F",  # grey, so that patterns A and B alone have a hue
    "theme.light.textColor": "#000000",  # captions are faded: with less they are hard to read
    "theme.dark.primaryColor": "#B9C7D6",
    "theme.dark.textColor": "#FFFFFF",
}

Host = Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for a class.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]


def app(host: Host = HOST, port: Port = PORT, no_browser: NoBrowser = False) -> None:
    """Open Plasticity Lab in the browser."""

    def tell(folder: str) -> None:
        here = url(from_here(host), port, folder)
        with contextlib.suppress(OSError):  # nobody reads what a service prints
            typer.echo(f"Plasticity Lab: {here}   (Ctrl-C ends it)")
            tell_others(host, port, folder)
        if not no_browser:
            open_browser(here)

    serve_until_stopped(host, port, tell)


def serve_until_stopped(host: str, port: int, when_ready: Callable[[str], None]) -> None:
    """Serve the page until Ctrl-C.

    Parameters
    ----------
    host : str
    port : int
    when_ready : callable
        Called as the server starts to listen, with the path of the app.

    Raises
    ------
    ScenarioError
        If it cannot listen there.
    """
    check_free(host, port)
    from sim.cli.fast_code import announce
    from sim.ui.server.serve import serve

    announce()
    try:
        serve(
            CONFIG
            | {
                "server.address": host,
                "server.port": port,
                "server.headless": True,  # we open the browser ourselves
                "logger.hideWelcomeMessage": True,
            },
            when_ready=when_ready,
        )
    except KeyboardInterrupt:  # the usual way to end a server
        typer.echo("ended", err=True)


def open_browser(address: str) -> None:
    """Open an address in the browser as soon as the server answers."""
    opener = threading.Timer(OPEN_AFTER_S, webbrowser.open, [address])
    opener.daemon = True
    opener.start()


def tell_others(host: str, port: int, page: str) -> None:
    """Print the address of a page for other devices, as text and as a code for their cameras."""
    name = from_elsewhere(host)
    if name is None:
        if host in EVERY:
            typer.echo("For other devices: this machine is in no network, as far as it knows.")
        return
    from sim.ui.components.qr import letters

    address = url(name, port, page)
    typer.echo(
        f"For other devices in the same network: {address}\n"
        "(if it does not open there, a firewall of this machine is in the way)"
    )
    code = letters(address)
    with contextlib.suppress(UnicodeEncodeError, LookupError):
        # A terminal that has no blocks to draw with gets the address alone.
        code.encode(getattr(sys.stdout, "encoding", None) or "ascii")
        typer.echo(code)


def check_free(host: str, port: int) -> None:
    """Raise `ScenarioError` if a server could not listen there."""
    if not host.strip():  # would mean every address of the machine, unasked
        raise ScenarioError([Problem("--host", "", "nothing", "an address of this machine", HOST)])
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if hasattr(socket, "SO_REUSEADDR") and not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ScenarioError([_why(host, port, error)]) from error
        except UnicodeError:
            allowed = "an address of this machine"
            raise ScenarioError([Problem("--host", "", f"'{host[:60]}'", allowed, HOST)]) from None


def _why(host: str, port: int, error: OSError) -> Problem:
    if error.errno == errno.EADDRINUSE:
        near = str(port + 1) if port < 65535 else str(PORT)
        return Problem("--port", "", f"{port}, which is in use", "a free port", near)
    if error.errno == errno.EACCES:
        allowed = "a port this user may use, 1024 or above"
        return Problem("--port", "", str(port), allowed, str(PORT))
    reason = error.strerror or str(error)
    return Problem("--host", "", f"'{host[:60]}' ({reason})", "an address of this machine", HOST)
