"""Running commands in this process."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from sim.cli.root import commands


@pytest.fixture
def cli():
    """Run a command line; the result has exit_code, stdout and stderr."""

    def run(*words):
        result = CliRunner().invoke(commands, [str(word) for word in words])
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            f"{result.exception!r} would have been a traceback"
        )
        return result

    return run
