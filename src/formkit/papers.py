"""The verbs that write what an office sends about a submission: 补正通知, 收件核对单, the volume's front."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import Any

from formkit.documents import template_at
from formkit.errors import ProgrammeError
from formkit.finding import Finding
from formkit.letters.receipt import receipt_names
from formkit.letters.supplement import supplement_names
from formkit.programme import Programme
from formkit.submission import Submission

#: The templates beside a programme's forms, and what each is called.
PAPERS = {
    "supplement": "补正通知",
    "receipt": "收件核对单",
    "volume": "装订册的封面和目录",
    "stamp": "复印件上的“此件与原件相符”",
}


def supplement(  # noqa: PLR0913 (keywords that hardly anybody needs)
    programme: Programme,
    submission: Submission,
    findings: Iterable[Finding],
    *,
    on: dt.date,
    until: dt.date | None = None,
    asked: Container[Finding] = (),
) -> bytes | None:
    """Return the 补正通知 as a DOCX, or None where there is nothing to mend or to explain.

    It holds every error, and every warning marked 请核实; ``on`` is its date, ``until`` the last day.
    ``asked`` are findings that a clerk wants mended, whatever they are.

    :raises ProgrammeError: when the programme has no such template, or one with a mistake.
    """
    names = supplement_names(programme, submission, findings, on=on, until=until, asked=asked)
    return None if names is None else paper(programme, "supplement", names)


def receipt(programme: Programme, submission: Submission) -> bytes:
    """Return the checklist of receipt as a DOCX: what was found, what the counter noted, boxes for the rest.

    :raises ProgrammeError: when the programme has no such template, or one with a mistake.
    """
    return paper(programme, "receipt", receipt_names(programme, submission))


def paper(programme: Programme, name: str, names: Mapping[str, Any]) -> bytes:
    """Return one of :data:`PAPERS` as a DOCX, its template filled with names.

    :raises ProgrammeError: when the programme has no such template, or one with a mistake.
    """
    path = programme.folder / f"{name}.docx"
    if not path.is_file():
        message = f"申报项目“{programme.name}”没有“{PAPERS[name]}”的模板，请在项目文件夹中放入 {path.name}。"
        raise ProgrammeError(message)
    return template_at(path).write(names)
