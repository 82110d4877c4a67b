"""Standard output and standard error: usable whatever the terminal, and checked to the end."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
import traceback
from types import TracebackType

from sim.cli.exit_codes import CRASHED, NO_OUTPUT, STOPPED

# EINVAL: a closed pipe on Windows
_OUTPUT = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EBADF, errno.EINVAL)


def make_usable() -> None:
    """Provide both streams where a process has none, and let no character end a command.

    What the encoding of a stream does not have is written as Python would: ``\\u2192``.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # started without a console, or with the stream closed
            # Takes the free number as well, so that no file of ours becomes the error output.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Ending:
    """Ends the process with the exit code of what happened inside, and a line instead of a loss."""

    def __enter__(self) -> Ending:
        self._streams = sys.stdout, sys.stderr
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        failure = _of_output(error) or _unwritten(self._streams)
        crashed = CRASHED if error is not None else 0
        code = error.code if isinstance(error, SystemExit) else crashed
        if failure is not None and code != STOPPED:
            code = NO_OUTPUT
            _say(f"the output could not be written to its end ({failure.strerror})")
        elif code == CRASHED:
            with contextlib.suppress(OSError):
                traceback.print_exception(error)
            _say(
                "an error of the program, not of yours; please report the lines above together "
                "with the command"
            )
        if code == STOPPED or failure is not None:
            # A thread may still be in the compiler, which cannot be stopped and would hold up the
            # end of the process; a stream that failed would fail once more. Files are written
            # whole or not at all, so nothing is lost.
            os._exit(code)
        raise SystemExit(code)


def _of_output(error: BaseException | None) -> OSError | None:
    """Return the error of an output; files have errors of their own, see `sim.files`."""
    # The library of the commands turns a closed pipe into an exit with code 1.
    cause = error.__context__ if isinstance(error, SystemExit) else error
    is_output = isinstance(cause, OSError) and cause.errno in _OUTPUT and cause.filename is None
    return cause if is_output else None


def _unwritten(streams: tuple[io.TextIOBase, ...]) -> OSError | None:
    """Return the error that kept the last output from being written."""
    for stream in streams:
        try:
            stream.flush()
        except OSError as error:
            return error
    return None


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
