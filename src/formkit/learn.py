"""The verb that makes programmes: learn blank forms."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formkit import api
from formkit.agreement import printed_beside
from formkit.converting import as_docx
from formkit.definition import Question, questions
from formkit.errors import ProgrammeError, UnreadableFileError
from formkit.grid import Document
from formkit.layout import lay_out
from formkit.learning.finding import learn_form
from formkit.learning.framing import into_frames
from formkit.learning.headroom import with_headroom
from formkit.learning.naming import identifier
from formkit.learning.templating import Draft, Drafted, DraftedRows, draft, marks
from formkit.programme import Field, Form
from formkit.readers import bytes_of, document_of
from formkit.readers.docx import read_lined
from formkit.readers.sniffing import CONVERTIBLE, Kind, kind_of
from formkit.writers.definition import Entry, Section, definition_text
from formkit.writers.names import safe_name
from formkit.writers.plainform import plain_form
from formkit.writers.template import write_template
from formkit.writers.wholefolder import refuse_folder, write_folder

DEFINITION = "programme.toml"
FORM, TEMPLATE = "form", "template.docx"
DOUBTFUL = 0.8
REDRAWN = (
    "“{}”是 PDF：模板是按其中的表格和文字重画的简表，字体、颜色、图片和位置与原表不同。"
    "用它可以读取交来的 PDF（和 Word）表；"
    "也能填出一份内容相同的简表，但不宜代替原表发放。如有原表的 Word 文件，请改用 Word 文件学习。"
)
DAY_OR_MONTH = "写到年月日吗？如果只写到年月，请输入 类型=年月。"
UNASKED = "这一栏的标签或位置不很确定，请核对。"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form: the bytes of it as Word file, what it holds, its file's name, and what is to be said.

    ``lined`` is the same document with its lines to write on shown as underscores, ``framed`` the blocks
    of it that stand in a text box.
    """

    data: bytes
    document: Document
    lined: Document
    name: str
    remarks: tuple[str, ...] = ()
    framed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Made:
    """One form that was learnt: its name, what was found, its template, and its part of the definition."""

    name: str
    draft: Draft
    template: bytes
    section: Section


@dataclass(frozen=True, slots=True)
class Learned:
    """A programme that was learnt: its files by name, its forms, and the open questions."""

    folder: Path
    files: Mapping[str, bytes]
    forms: tuple[Made, ...]
    questions: tuple[Question, ...]
    remarks: tuple[str, ...] = ()


def learn(  # noqa: PLR0913 (all but two are keywords)
    blanks: Sequence[str | Path],
    folder: str | Path,
    *,
    name: str = "",
    title: str = "",
    force: bool = False,
    dry_run: bool = False,
) -> Learned:
    """Learn blank forms and write a programme folder, whole or not at all; each blank is one form of it.

    :raises UnreadableFileError: for a file that is no document, or cannot be read.
    :raises ProgrammeError: when nothing to be filled is found.
    :raises UsageError: when the folder holds something and ``force`` is not given.
    """
    folder = Path(folder)
    if not dry_run:
        refuse_folder(folder, force=force)
    read = list(read_blanks([Path(blank) for blank in blanks]))
    names = _form_names(read)
    forms = tuple(made(blank, *both) for blank, both in zip(read, names, strict=True))
    title = title or forms[0].section.title
    text = definition_text(
        name or identifier(folder.absolute().name, "项目"), title, "", (form.section for form in forms)
    )
    files = {DEFINITION: text.encode(), **{form.section.template: form.template for form in forms}}
    checked_in_passing(folder, files, force=force, dry_run=dry_run)
    asked = tuple(questions(tomllib.loads(text)))
    return Learned(folder, files, forms, asked, tuple(remark for blank in read for remark in blank.remarks))


def checked_in_passing(folder: Path, files: Mapping[str, bytes], *, force: bool, dry_run: bool) -> None:
    """Write a programme's folder; in a dry run into a place that is removed: the check is the same."""
    if not dry_run:
        write_folder(folder, files, _loads, force=force)
        return
    with tempfile.TemporaryDirectory(prefix="formkit-") as place:
        write_folder(Path(place) / "programme", files, _loads, force=True)


def _loads(folder: Path) -> None:
    """Load what was written; what is wrong with it is said without the name of a folder nobody knows."""
    try:
        api.load(folder)
    except ProgrammeError as problem:
        message = "学得的定义与模板对不上，没有写任何文件；请把空白表发给维护者："
        raise ProgrammeError(message, problem.mistakes or (str(problem),)) from None


def read_blanks(paths: Sequence[Path]) -> Iterator[Blank]:
    """Yield each blank form as a Word file; .doc, .wps, .odt and the like are converted first.

    A blank PDF is drawn anew as a plain Word file, so that it has a template like any other.

    :raises UnreadableFileError: for whatever cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as place:
        data = {path: bytes_of(path, str(path)) for path in paths}
        old = [path for path in paths if kind_of(data[path]) in CONVERTIBLE]
        converted = as_docx(old, Path(place)) if old else {}
        for path in paths:
            result = converted.get(path)
            if isinstance(result, UnreadableFileError):
                raise result
            content = data[path] if result is None else bytes_of(result, str(path))
            kind = kind_of(content)
            if kind is Kind.PDF:
                yield _of_pdf(content, path)
                continue
            document = document_of(content, kind, str(path))
            lined, framed = read_lined(content, str(path))
            yield Blank(content, document, lined, path.stem, framed=framed)


def _of_pdf(data: bytes, path: Path) -> Blank:
    """Return a blank PDF as the plain Word file that its tables and lines make."""
    seen = document_of(data, Kind.PDF, str(path))
    drawn = plain_form(with_headroom(seen))
    document = document_of(drawn, Kind.DOCX, f"{path.stem}.docx")
    remarks = (REDRAWN.format(path.name), *(item.message for item in seen.findings))
    return Blank(drawn, document, document, path.stem, remarks)


def _form_names(blanks: Sequence[Blank]) -> list[tuple[str, str]]:
    """Return a name and a template's file name for each blank form."""
    if len(blanks) == 1:
        return [(FORM, TEMPLATE)]
    names: list[str] = []
    for number, blank in enumerate(blanks, 1):
        name = (
            blank.name.lower() if re.fullmatch(r"[a-z][a-z0-9_-]*", blank.name.lower()) else f"{FORM}{number}"
        )
        names.append(name if name not in names else f"{FORM}{number}")
    return [(name, f"{name}.docx") for name in names]


def drafted(blank: Blank) -> Draft:
    """Return what is found on a blank form, each place with a path."""
    learnt = learn_form(blank.lined)
    places = tuple(into_frames(learnt.places, blank.document, blank.framed))
    return draft(replace(learnt, places=places), blank.document)


def made(blank: Blank, name: str, template: str) -> Made:
    """Return a form as it is learnt from a blank.

    :raises ProgrammeError: when nothing to be filled is found.
    """
    found = drafted(blank)
    if not found.fields and not found.groups:
        message = f"“{blank.name}”中没有找到要填写的地方；请确认这是一张空白表。"
        raise ProgrammeError(message)
    return made_of(blank, found, name, template)


def made_of(blank: Blank, found: Draft, name: str, template: str) -> Made:
    """Return a form as it is drafted: its template written, and the words printed beside each blank."""
    data = write_template(blank.data, blank.document.source, *marks(found))
    title = " ".join(found.title.split()) or blank.name
    form = _form_of(found, name)
    layout = lay_out(document_of(data, kind_of(data), template))
    beside = printed_beside(form, layout)
    entries = (
        *(_field_entry(item, beside) for item in found.fields),
        *(_rows_entry(rows, beside) for rows in found.groups),
    )
    output = safe_name(title, {})
    named = next((item.field.path for item in found.fields if "姓名" in item.field.label), "")
    output += f"-{{{named}}}" if named else ""
    return Made(name, found, data, Section(name, title, title, template, output, entries))


def _form_of(found: Draft, name: str) -> Form:
    fields = tuple({item.field.path: item.field for item in found.fields}.values())
    return Form(name, name, name, Path(), fields, tuple(rows.group for rows in found.groups))


def _field_entry(item: Drafted, beside: Mapping[str, tuple[str, ...]], prefix: str = "") -> Entry:
    place, path = item.place, f"{prefix}{item.field.path}"
    question = place.question or (UNASKED if place.confidence < DOUBTFUL else "") or _day_or_month(item.field)
    known = replace(item.field, printed=beside.get(path, ()))
    return Entry(known, question, place.confidence)


def _day_or_month(item: Field) -> str:
    """Return what is to be asked about a time of which the form does not say whether a day is meant."""
    is_told = item.kind != "date" or "日" in item.label or (item.blank or "").strip()
    return "" if is_told or not item.label.endswith("时间") else DAY_OR_MONTH


def _rows_entry(item: DraftedRows, beside: Mapping[str, tuple[str, ...]]) -> Entry:
    columns = tuple(_field_entry(column, beside, f"{item.group.path}[].") for column in item.columns)
    return Entry(item.group, item.rows.question, item.rows.confidence, columns)
