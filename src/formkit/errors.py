"""What goes wrong for good, each with the exit code of the command that meets it.

::

    FormkitError
    ├── UsageError              2  the command was called wrongly, or would overwrite a file
    ├── ProgrammeError          3  a programme contradicts itself, or is not there
    ├── DataError               4  data that cannot be written at all
    ├── UnreadableFileError     5  a file that nothing can be read from
    └── MissingProgramError     6  an outside program is needed and not installed

    ValueError
    └── KindError                  a text that its kind cannot parse; always caught, becomes a finding

Messages are Chinese, name the place, and say what to do next. An applicant's mistake is a
:class:`formkit.finding.Finding`, never one of these.
"""

from __future__ import annotations

from typing import ClassVar


class FormkitError(Exception):
    """Anything that ends a command; ``exit_code`` says how."""

    exit_code: ClassVar[int] = 1


class UsageError(FormkitError):
    """The command was called wrongly, or would overwrite a file that is there."""

    exit_code = 2


class ProgrammeError(FormkitError):
    """A programme contradicts itself; ``mistakes`` lists all of them, each with its path."""

    exit_code = 3

    def __init__(self, message: str, mistakes: tuple[str, ...] = ()) -> None:
        """Keep the mistakes apart, and show them below the message."""
        super().__init__("\n".join((message, *(f"  - {mistake}" for mistake in mistakes))))
        self.mistakes = mistakes


class DataError(FormkitError):
    """Data that cannot be written: a character XML cannot hold, a workbook without values."""

    exit_code = 4


#: Why nothing can be read from a file that was handed in; whatever a library raises ends in one of these.
REFUSALS = {
    "not-found": "there is no such file",
    "not-readable": "the system does not let it be opened: a folder, missing rights, a fault of the disk",
    "empty": "the file has no content",
    "unsupported": "no kind of file that formkit reads",
    "damaged": "of a known kind, and broken",
    "encrypted": "needs a password",
    "too-large": "beyond the limits of size, entries, depth or ratio: possibly a bomb",
    "forbidden": "holds what no honest file needs: a DOCTYPE, parts of one name, names that climb out",
    "timeout": "one step of reading took longer than the limit",
    "crashed": "the process that read it died, or ran out of memory",
    "missing-program": "LibreOffice is needed and not installed (exit code 6)",
    "internal": "an error of formkit itself",
}


class UnreadableFileError(FormkitError):
    """A file that nothing can be read from; ``code`` is one of :data:`REFUSALS`.

    Data that somebody wrote himself can also have a mistake in its ``syntax``.
    """

    exit_code = 5

    def __init__(self, message: str, code: str = "damaged") -> None:
        """Keep the code of the reason beside the sentence."""
        super().__init__(message)
        self.code = code


class MissingProgramError(FormkitError):
    """An outside program is needed and not installed; the message says how to get it."""

    exit_code = 6


class KindError(ValueError):
    """A text that its kind cannot parse; the Chinese message says what was expected."""
