"""How a command ends: exit codes, and messages instead of tracebacks."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from sim.errors import Cancelled, DivergedError, SimError

CLAIM_FAILED, BAD_INPUT, DIVERGED, STOPPED = 1, 2, 3, 130
CRASHED, NO_OUTPUT = 70, 74  # as sysexits.h of Unix has it: EX_SOFTWARE, EX_IOERR

NOTHING_SAVED = "stopped; nothing was saved"

EXIT_CODES = """
Exit codes: 0 fine; 1 a claim failed; 2 bad input; 3 the network left every sensible range;
70 an error of the program; 74 the output could not be written; 130 stopped by Ctrl-C.
"""


class CommandGroup(TyperGroup):
    """The commands; an error that a user can correct ends with one message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            # The option knows its range, or before typer 0.29 its type does.
            option = error.param
            knows = option if hasattr(option, "min") else getattr(option, "type", None)
            low, high = (getattr(knows, name, None) for name in ("min", "max"))
            if low is not None:  # replace typer's message by ours
                most = "upwards" if high is None else f"to {high}"
                error.message = f"allowed: a whole number from {low} {most}"
            raise
        except KeyboardInterrupt:
            raise _end(NOTHING_SAVED, STOPPED) from None
        except Cancelled as error:
            raise _end(str(error), STOPPED) from None
        except DivergedError as error:
            raise _end(f"diverged: {error}", DIVERGED) from None
        except SimError as error:
            raise _end(str(error), BAD_INPUT) from None
        except MemoryError:
            raise _end(
                "not enough memory; lower the sizes in 'network' or the length of the "
                "tests in 'probe'",
                BAD_INPUT,
            ) from None


def _end(message: str, code: int) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code)
