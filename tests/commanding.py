"""The command line, run within the process of the test."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from formkit import cli


class Done(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, parsed."""
        return json.loads(self.out)


class Formkit:
    """The command; ``first`` are arguments that every call begins with."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *first: str) -> None:
        """Take what catches the output."""
        self._capsys, self._first = capsys, first

    def __call__(self, *arguments: object) -> Done:
        """Run a command line; a traceback is never acceptable."""
        self._capsys.readouterr()
        code = cli.main([*self._first, *map(str, arguments)])
        printed = self._capsys.readouterr()
        assert "Traceback" not in printed.err
        return Done(code, printed.out, printed.err)
