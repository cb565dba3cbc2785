"""The verb that converts: many files in one start of LibreOffice, none of which is written over another."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from formkit.errors import UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.programs.fonts import substitutes
from formkit.programs.libreoffice import Failure, convert, required
from formkit.readers import REFUSED, bytes_of
from formkit.readers.sniffing import CONVERTIBLE, Kind, advice, describe, kind_of
from formkit.writers.names import Taken
from formkit.writers.whole import replace_whole

TARGETS = {"pdf": " PDF", "docx": "Word 文档（.docx）"}
ONES_OWN = {"pdf": {Kind.PDF}, "docx": set[Kind]()}
WEB = {Kind.HTML, Kind.MHTML}
READABLE = {*CONVERTIBLE, Kind.DOCX}
AT_ONCE = 20
"""Files of one start; after each such number somebody who waits is told."""

NAMED = 10
FONT_NAME = re.compile(rb'\bw:(?:eastAsia|ascii|hAnsi)="([^"]{1,60})"')
PART = re.compile(r"word/(?:document|styles|header\d*|footer\d*)\.xml")
PART_BYTES = 16 * 1024 * 1024

Told = Callable[[int, int, str], None]


class Outcome(NamedTuple):
    """What became of one file: where its result is, or why there is none.

    ``code`` is "" or one of :data:`formkit.errors.REFUSALS`. In a dry run ``result`` is where it would be.
    """

    source: Path
    result: Path | None
    code: str = ""
    message: str = ""


def as_docx(
    files: Sequence[Path], workspace: Path, seconds: float | None = None
) -> dict[Path, Path | UnreadableFileError]:
    """Convert old Word, RTF, ODT and web files into DOCX within a folder, many in one start of LibreOffice.

    Each file has its result or its error; ``seconds`` is how long one file may take.

    :raises MissingProgramError: when LibreOffice is not installed.
    """
    made: dict[Path, Path | UnreadableFileError] = {}
    good = []
    for file in files:
        try:
            _kind_for(file, "docx")
        except UnreadableFileError as problem:
            made[file] = problem
        else:
            good.append(file)
    if good:
        folder = Path(tempfile.mkdtemp(prefix="docx-", dir=workspace))
        for file, result in convert(good, folder, "docx", seconds=seconds).items():
            made[file] = _error(result) if isinstance(result, Failure) else result
    return made


def convert_files(  # noqa: PLR0913 (all but two are keywords)
    paths: Sequence[Path],
    to: str = "pdf",
    folder: Path | None = None,
    *,
    force: bool = False,
    dry_run: bool = False,
    seconds: float | None = None,
    told: Told | None = None,
) -> list[Outcome]:
    """Convert files; results stand beside them, or in ``folder``, and nothing that is there is written over.

    ``folder`` is made where it is not there. Files that cannot be converted by their kind are told before
    LibreOffice is started. ``told`` hears how far the work is.

    :raises UsageError: when a result is there and ``force`` is not given; then nothing is written.
    :raises MissingProgramError: when LibreOffice is not installed.
    """
    unlike = list({path.resolve(): path for path in paths}.values())
    outcomes = {path: _refused(path, to) for path in unlike}
    pairs = _pairs([path for path in unlike if outcomes[path] is None], to, folder)
    if pairs:
        required(f"转换成{TARGETS[to]}")
    refuse_present([result for _, result in pairs], force=force or dry_run)
    if dry_run:
        made = [Outcome(*pair) for pair in pairs]
    else:
        made = convert_to(pairs, to, force=force, seconds=seconds, told=told)
    outcomes |= {outcome.source: outcome for outcome in made}
    return [outcome for outcome in outcomes.values() if outcome is not None]


def convert_to(
    pairs: Sequence[tuple[Path, Path]],
    to: str,
    *,
    force: bool,
    seconds: float | None = None,
    told: Told | None = None,
) -> list[Outcome]:
    """Convert each source into its target; a target appears whole or not at all."""
    outcomes: list[Outcome] = []
    for start in range(0, len(pairs), AT_ONCE):
        some = dict(pairs[start : start + AT_ONCE])
        with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as place:
            made = _made(list(some), Path(place), to, seconds)
            outcomes += [_placed(source, made[source], some[source], force=force) for source in some]
        if told is not None:
            told(len(outcomes), len(pairs), outcomes[-1].source.name)
    return outcomes


def _made(sources: Sequence[Path], place: Path, to: str, seconds: float | None) -> dict[Path, Path | Failure]:
    """Convert files into a folder; web pages become PDF by way of DOCX.

    Printed as they are, LibreOffice leaves out their first paragraph.
    """
    pages = [source for source in sources if to == "pdf" and _is_web(source)]
    (place / "pages").mkdir()
    between = convert(pages, place / "pages", "docx", seconds=seconds) if pages else {}
    failed = {source: result for source, result in between.items() if isinstance(result, Failure)}
    good = {source: result for source, result in between.items() if isinstance(result, Path)}
    names = {good.get(source, source): source for source in sources if source not in failed}
    made = convert(list(names), place, to, seconds=seconds) if names else {}
    return failed | {names[path]: _renamed(result, path, names[path]) for path, result in made.items()}


def _is_web(path: Path) -> bool:
    try:
        return kind_of(bytes_of(path, str(path))) in WEB
    except UnreadableFileError:
        return False


def _renamed(result: Path | Failure, path: Path, source: Path) -> Path | Failure:
    """Let a failure name the file that a person knows."""
    if isinstance(result, Failure):
        return result._replace(message=result.message.replace(f"“{path.name}”", f"“{source.name}”"))
    return result


def require_pdf() -> None:
    """Make sure that PDF can be written, before anything is.

    :raises MissingProgramError: when LibreOffice is not installed.
    """
    required("输出 PDF ")


def refuse_present(results: Sequence[Path], *, force: bool) -> None:
    """Refuse before anything is written: half a set of new files among old ones helps nobody.

    :raises UsageError: naming what is in the way.
    """
    present = [path for path in results if path.exists()]
    if present and not force:
        names = "、".join(f"“{path}”" for path in present[:NAMED])
        more = f"等 {len(present)} 个文件" if len(present) > NAMED else ""
        message = f"{names}{more}已存在，什么也没有写；如要覆盖，请加上 --force。"
        raise UsageError(message)


def font_findings(documents: Iterable[Path | bytes]) -> list[Finding]:
    """Say which Chinese fonts of some DOCX files this computer lacks, and what replaces them in a PDF."""
    asked = {name for document in documents for name in _fonts_of(document)}
    lacking = substitutes(asked)
    if not lacking:
        return []
    said = "，".join(f"{name} 以 {other} 代替" for name, other in lacking.items())
    message = f"本机缺少文件所用的字体，PDF 中：{said}；正式用印的 PDF 请在装有这些字体的电脑上生成。"
    return [Finding("font-substituted", Severity.NOTE, message)]


def _refused(path: Path, to: str) -> Outcome | None:
    try:
        kind = _kind_for(path, to)
    except UnreadableFileError as problem:
        return Outcome(path, None, problem.code, str(problem))
    own = path.suffix.lower() == ".docx" and kind is Kind.DOCX and to == "docx"
    if own:
        return Outcome(path, None, "unsupported", f"“{path.name}”已经是{describe(kind)}，不用转换。")
    return None


def _kind_for(path: Path, to: str) -> Kind:
    """Return the kind of a file that LibreOffice can convert.

    :raises UnreadableFileError: for any other file, with what to do about it.
    """
    kind = kind_of(bytes_of(path, str(path)))
    if kind in READABLE:
        return kind
    if kind in ONES_OWN[to]:
        message = f"“{path.name}”已经是{describe(kind)}，不用转换。"
    else:
        message = f"“{path.name}”是{describe(kind)}，不能转换成{TARGETS[to]}。{advice(kind)}"
    raise UnreadableFileError(message, REFUSED.get(kind, "unsupported"))


def _pairs(paths: Sequence[Path], to: str, folder: Path | None) -> list[tuple[Path, Path]]:
    """Give each file the path of its result; of two with one name the second keeps its ending in it."""
    taken: dict[Path, Taken] = {}
    pairs = []
    for path in paths:
        place = path.parent if folder is None else folder
        names = taken.setdefault(place.resolve(), Taken())
        name = path.name if path.stem in names else path.stem
        pairs.append((path, place / f"{names.unique(name)}.{to}"))
    return pairs


def _placed(source: Path, made: Path | Failure, target: Path, *, force: bool) -> Outcome:
    if isinstance(made, Failure):
        return Outcome(source, None, made.code, made.message)
    target.parent.mkdir(exist_ok=True)
    replace_whole(target, made.read_bytes(), force=force)
    return Outcome(source, target)


def _error(failure: Failure) -> UnreadableFileError:
    return UnreadableFileError(failure.message, failure.code)


def _fonts_of(document: Path | bytes) -> set[str]:
    """Return the fonts that a DOCX names for the text of its pages; nothing where it cannot be read."""
    names: set[str] = set()
    try:
        source = io.BytesIO(document) if isinstance(document, bytes) else document
        with zipfile.ZipFile(source) as package:
            for part in filter(PART.fullmatch, package.namelist()):
                with package.open(part) as file:
                    found = FONT_NAME.findall(file.read(PART_BYTES))
                names |= {name.decode("utf-8", "replace") for name in found}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError):
        return set()
    return names
