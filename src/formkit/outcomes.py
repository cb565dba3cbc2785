"""What comes of one package: a pure function from its path to bytes, for any executor to run.

Same files, same programme, same outcome, on whatever machine. Each file is read by a worker of its own,
which this process (or thread, for Dask) keeps for the next package.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from multiprocessing import parent_process, util
from pathlib import Path
from typing import NamedTuple

from formkit.checking import findings_of, written
from formkit.chinese.folding import fold
from formkit.chinese.winnowing import prints_of
from formkit.crew import Crew
from formkit.errors import REFUSALS, FormkitError, UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.keeping import Kept, pack
from formkit.limits import DEFAULT_LIMITS
from formkit.packages import read_submission
from formkit.parcel import Sender
from formkit.programme import Programme
from formkit.sorting.checking import is_blank
from formkit.submission import Material, Submission
from formkit.worker import programme_in, silence


class Order(NamedTuple):
    """A package to be read: where it lies, what it is called in the inbox, and as part of which programme.

    ``programme`` is a name among those of formkit or a folder, ``settled`` a clerk's word on files by their
    names: a slot, or None for one to be set aside. ``workspace`` is a folder for the while, "" for any.
    """

    path: str
    name: str
    programme: str
    settled: tuple[tuple[str, str | None], ...] = ()
    workspace: str = ""


class Outcome(NamedTuple):
    """Whose a package is, :class:`formkit.keeping.Kept` as bytes, and prints of its whole sentences."""

    sender: Sender
    kept: bytes
    prints: tuple[int, ...]


_here = threading.local()


def outcome_of(order: Order) -> Outcome:
    """Read, extract, check and hash one package.

    :raises ProgrammeError: when the programme contradicts itself: the same for each package.
    """
    programme = programme_in(order.programme)
    try:
        return _outcome(programme, order)
    except UnreadableFileError as problem:
        return _refused(order, problem)
    except FormkitError:
        raise
    except Exception as problem:  # noqa: BLE001 (one package must not stop the others)
        kind = type(problem).__name__
        message = f"“{order.name}”：读取时程序出错（{kind}）；请人工查看，并把文件交给维护人员。"
        return _refused(order, UnreadableFileError(message, "internal"))


def _outcome(programme: Programme, order: Order) -> Outcome:
    workspace = order.workspace if order.workspace and Path(order.workspace).is_dir() else None
    read = read_submission(
        programme, order.path, settled=dict(order.settled), workspace=workspace, crew=_crew()
    )
    said = (*read.findings, *_several(programme, read))
    submission = Submission(order.name, read.materials, read.cases, read.receipt, said)
    kept = pack(Kept(submission, findings_of(programme, submission)))
    prints = prints_of(written(programme, submission))
    return Outcome(sender_of(programme, submission), kept, tuple(sorted(prints)))


def _several(programme: Programme, submission: Submission) -> Iterator[Finding]:
    """Yield a question where a package holds the forms of several applicants: only one of them counts."""
    main = next(iter(programme.forms), "")
    paths = [path for path in paths_of(programme) if path]
    cases = [item.case for item in submission.materials if item.case and item.case.record.form == main]
    said = [tuple(fold(str(case.record.value(path) or "")) for path in paths) for case in cases]
    different: list[tuple[str, ...]] = []
    for one in sorted(said):
        if any(one) and all(_differ(one, other) for other in different):
            different.append(one)
    if len(different) > 1:
        message = (
            f"这个来件里有 {len(different)} 份不同的申报主表，像是几家的申报放在了一起，只取了其中一份；"
            "请分成几个文件夹或压缩包后重新汇总。"
        )
        yield Finding("several-applicants", Severity.ERROR, message)


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two forms are of different applicants: more is unlike than one spelling; a blank is not."""
    return sum(mine != its for mine, its in zip(one, other, strict=True) if mine and its) > 1


def _refused(order: Order, problem: UnreadableFileError) -> Outcome:
    said = (Finding(problem.code, Severity.ERROR, str(problem)),)
    kept = Kept(Submission(order.name, findings=said), said)
    return Outcome(Sender(refusal=problem.code), pack(kept), ())


def lost_outcome(order: Order) -> Outcome:
    """Return what came of a package that took the process down which read it."""
    message = f"“{order.name}”：读取时程序异常退出（可能是内存不足）；请人工查看，或请对方重新发送。"
    return _refused(order, UnreadableFileError(message, "crashed"))


def sender_of(programme: Programme, submission: Submission) -> Sender:
    """Return whose a submission is, as its filled forms say; "" for what none of them says."""
    code, unit, leader, studio = (fold(submission.said(path)) for path in paths_of(programme))
    main = next(iter(programme.forms), "")
    whole = any(
        item.case is not None and item.case.record.form == main and not is_blank(item)
        for item in submission.materials
    )
    slots = dict.fromkeys(item.slot for item in submission.materials if item.slot and item.size)
    return Sender(code.upper(), unit, leader, studio, whole, tuple(slots), _refusal(submission))


def paths_of(programme: Programme) -> tuple[str, str, str, str]:
    """Return the paths of code, unit, leader and studio."""
    paths = programme.register.identity
    return paths.code, paths.unit, paths.leader, paths.studio


def _refusal(submission: Submission) -> str:
    """Return why nothing of a package could be read, "" where something could."""
    lost = {
        finding.spot.member
        for finding in submission.findings
        if finding.code in REFUSALS and finding.spot is not None
    }
    if any(_is_read(item) for item in submission.materials if item.name not in lost):
        return ""
    said = [item.code for item in submission.findings if item.severity is not Severity.NOTE]
    said += [finding.code for item in submission.materials for finding in item.findings]
    known = [code for code in said if code in REFUSALS]
    return known[0] if known else "unsupported" if submission.materials else "empty"


def _is_read(material: Material) -> bool:
    """Whether something of a file was understood: its text, or what it looks like."""
    if any(finding.code in REFUSALS or finding.code == "not-read" for finding in material.findings):
        return False
    return material.size > 0 and (bool(material.text.strip()) or bool(material.kind))


def _crew() -> Crew:
    """Return the worker that reads files for this thread; it ends with the process."""
    crew: Crew | None = getattr(_here, "crew", None)
    if crew is None:
        crew = _here.crew = Crew(1, DEFAULT_LIMITS.memory_bytes)
        util.Finalize(crew, crew.end, exitpriority=100)
    return crew


def begin(programme: str) -> None:
    """Prepare a process of an executor: it leaves when its starter is gone, and knows the programme.

    Ctrl-C is the starter's to hear, and what a library says in dying is nothing for a user.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence(2)
    starter = parent_process()
    if starter is not None:
        threading.Thread(target=_follow, args=(starter.sentinel,), daemon=True).start()
    programme_in(programme)
    _crew()


def _follow(sentinel: int) -> None:
    """Leave at once when whoever started this process has died: nobody waits for its work any more."""
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)
