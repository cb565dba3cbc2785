"""One round of experts' review: the workbooks that go out, and what comes back in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from formkit.chinese.blanks import quote
from formkit.chinese.folding import fold
from formkit.entries import SCORES, Entries
from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.programme import Review
from formkit.readers.membernames import is_litter
from formkit.readers.scoresheet import ScoreFile, read_scores
from formkit.writers.names import Taken, safe_name
from formkit.writers.scoresheet import Candidate, scoring_workbook
from formkit.writers.whole import replace_whole

NAME: Final = "打分表-{expert}"
ENDING: Final = ".xlsx"
SHEET_ENDINGS: Final = frozenset((".xls", ".xlsm", ".xlsb", ".et", ".ett", ".ods", ".csv", ".numbers"))
"""Of other workbooks, in which an expert may have saved his scores."""

MAX_FILES: Final = 500


class Round(NamedTuple):
    """What came back: the scores as entries of the sheet SCORES, the files they are from, what is to be said.

    ``files`` are those whose scores were taken, in the order of their names; an error among ``findings``
    says that something was not.
    """

    entries: Entries
    files: list[ScoreFile]
    findings: list[Finding]


def write_round(  # noqa: PLR0913, PLR0917 (all that a workbook shows)
    folder: Path,
    review: Review,
    title: str,
    experts: Sequence[str],
    candidates: Sequence[Candidate],
    mark: str,
    *,
    force: bool,
) -> list[Path]:
    """Write one workbook for each expert into a folder, and return the files.

    Without ``force``, files in which somebody has scored, and such as are not of this round, stay as they
    are; blank ones of this round are written anew.

    :raises UsageError: when an expert has no name or that of another, nobody is to be scored, a file would be
        overwritten, or the system refuses; nothing is written then.
    """
    names = _checked(experts, candidates)
    if not folder.is_dir():
        _make(folder)
    taken = Taken()
    paths = [folder / f"{taken.unique(safe_name(NAME, {'expert': name}))}{ENDING}" for name in names]
    filled = [path.name for path in paths if not force and _is_filled(path, mark)]
    if filled:
        raise UsageError(
            f"文件夹“{folder}”里的 {'、'.join(map(quote, filled))} 已经填了分数，或者不是这次评审的打分表，"
            "未作改动；请换一个文件夹，确实要覆盖的，请加上 --force。"
        )
    books = [scoring_workbook(review, title, name, candidates, mark) for name in names]
    for path, book in zip(paths, books, strict=True):
        replace_whole(path, book, force=True)
    return paths


def _checked(experts: Sequence[str], candidates: Sequence[Candidate]) -> list[str]:
    names = [" ".join(name.split()) for name in experts]
    if not names or not all(names):
        raise UsageError("请写明每位评委的姓名。")
    known: dict[str, str] = {}
    for name in names:
        if fold(name) in known:
            raise UsageError(f"评委{quote(name)}写了两次；同名的请在姓名后注明单位，如“王一（甲单位）”。")
        known[fold(name)] = name
    if not candidates:
        raise UsageError("没有可以评审的申报，未作改动。")
    return names


def _make(folder: Path) -> None:
    try:
        folder.mkdir()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise UsageError(f"无法建立文件夹“{folder}”：{reason}。请换一个位置。") from None


def _is_filled(path: Path, mark: str) -> bool:
    """Whether a file holds what would be lost: scores, or anything that is no blank sheet of this round."""
    if not path.exists():
        return False
    try:
        found = read_scores(path)
    except UnreadableFileError:
        return True
    return found.mark != mark or not found.is_blank


def read_round(folder: Path, mark: str) -> Round:
    """Return the scores of all workbooks of a folder.

    Of two files of one expert a blank one gives way; where both have scores and these differ, the second by
    name is not taken, and said.

    :raises UnreadableFileError: when the folder cannot be opened, or holds far too many files.
    """
    round_ = Round(Entries(), [], [])
    taken: dict[str, ScoreFile] = {}
    for found in _files(folder, mark, round_.findings):
        other = taken.get(found.expert)
        if other is None:
            taken[found.expert] = found
            continue
        round_.findings.append(_twice(other, found))
        if other.is_blank and not found.is_blank:
            taken[found.expert] = found
    for found in taken.values():
        round_.files.append(found)
        round_.findings.extend(found.findings)
        for number, given in found.scores.items():
            for item, text in given.items():
                round_.entries.put(SCORES, str(number), f"{found.expert}/{item}", text)
    return round_


def _files(folder: Path, mark: str, findings: list[Finding]) -> Iterator[ScoreFile]:
    try:
        paths = sorted((path for path in folder.iterdir() if not is_litter(path.name)), key=_order)
    except OSError as problem:
        message = f"无法打开文件夹“{folder}”：{problem.strerror or problem}。"
        raise UnreadableFileError(message, "not-readable") from None
    if len(paths) > MAX_FILES:
        message = f"“{folder}”里的文件超过 {MAX_FILES} 个，不予读取；请核对是否给错了文件夹。"
        raise UnreadableFileError(message, "too-large")
    for path in paths:
        if path.suffix.casefold() != ENDING or not path.is_file():
            findings.extend(_left(path))
            continue
        try:
            found = read_scores(path)
        except UnreadableFileError as problem:
            findings.append(Finding(problem.code, Severity.ERROR, f"{problem}这个文件没有读取。"))
            continue
        if found.mark == mark:
            yield found
        else:
            message = (
                f"“{path.name}”（评委{quote(found.expert)}）是另一次评审或另一份登记簿的打分表，没有使用。"
            )
            findings.append(Finding("score-foreign", Severity.ERROR, message))


def _order(path: Path) -> tuple[str, str]:
    """Put ``打分表-王一`` before ``打分表-王一(1)``, as copies are called."""
    return path.stem, path.suffix


def _left(path: Path) -> Iterator[Finding]:
    if path.is_dir():
        message = f"文件夹“{path.name}”没有打开；请把其中的打分表移出来。"
        yield Finding("score-left-out", Severity.WARNING, message)
    elif path.suffix.casefold() in SHEET_ENDINGS:
        message = f"“{path.name}”没有读取；请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”。"
        yield Finding("score-left-out", Severity.ERROR, message)
    else:
        message = f"“{path.name}”不是打分表（.xlsx），没有读取。"
        yield Finding("score-left-out", Severity.NOTE, message)


def _twice(first: ScoreFile, second: ScoreFile) -> Finding:
    both = f"评委{quote(first.expert)}有两份打分表：“{first.name}”和“{second.name}”"
    if second.scores == first.scores and second.notes == first.notes:
        return Finding("score-twice", Severity.NOTE, f"{both}，内容相同，只用一份。")
    if first.is_blank or second.is_blank:
        used, blank = (second, first) if first.is_blank else (first, second)
        message = f"{both}；“{blank.name}”是空白的，用的是“{used.name}”。"
        return Finding("score-twice", Severity.NOTE, message)
    numbers = sorted({
        number
        for number in {*first.scores, *second.scores}
        if first.scores.get(number) != second.scores.get(number)
    })  # fmt: skip
    where = f"编号 {'、'.join(map(str, numbers))} 的分数不同" if numbers else "备注不同"
    message = (
        f"{both}，{where}；用的是“{first.name}”，另一份没有使用。请向评委核实，删去不要的一份后重新汇总。"
    )
    return Finding("score-twice", Severity.ERROR, message)
