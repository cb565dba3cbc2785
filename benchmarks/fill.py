"""Filling the real form: ``fill_document`` beside docxtpl and docx-mailmerge2, in one run.

    python benchmarks/fill.py [DOCUMENTS]

All sides get the same data with the photo already fitted. docxtpl is measured twice: with the template
loaded for each document, and reused as far as it lets one. docx-mailmerge2 gets a form of merge fields
made of the same template, without the photo, which it cannot place. The limit renders nothing: the
finished text is encoded, deflated and written.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

from measuring import Comparison, Side, be_side, seconds_each, show

import formkit
from formkit.documents import _with_pictures
from formkit.named import Answers, Ticks, names_of
from formkit.readers.data import read_data
from formkit.writers.zipping import assemble, deflate, store

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
NAME = "application"
MAIN = "word/document.xml"
DOCUMENTS = 300
#: Of peers, which take long, so many documents less are filled.
FEWER = 20

CONTROL_ROW = re.compile(r"<w:tr>(?:(?!</w:tr>).)*\{%(?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
LOOP = re.compile(r"\{%tr for row in (\w+) %\}")
RUN = re.compile(
    r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">\{\{ ([^}]*) \}\}</w:t></w:r>'
)


def prepared() -> tuple[formkit.Programme, dict[str, Any]]:
    """Return the programme and the sample's data, its photo fitted."""
    call = formkit.load("tangcheng-2025")
    form = call.forms[NAME]
    data = read_data(SAMPLE, form).records[0]
    return call, dict(_with_pictures(form, data, SAMPLE.parent, []))


def ours(count: str) -> float:
    """Return the CPU seconds of a document filled by formkit."""
    call, data = prepared()
    return seconds_each(lambda: formkit.fill_document(call, NAME, data), int(count))


def theirs(count: str, *, reuse: bool) -> float:
    """Return the CPU seconds of a document filled by docxtpl."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage, Listing

    call, data = prepared()
    form = call.forms[NAME]
    record = formkit.fill_document(call, NAME, data).record
    photo = next(
        (found.value for found in record.answers.values() if isinstance(found.value, formkit.Picture)), None
    )

    def shown(_: formkit.Field, value: object) -> object:
        if isinstance(value, formkit.Picture):
            return None
        return Listing(str(value)) if "\n" in str(value) else str(value)

    template = DocxTemplate(form.template)
    spent = 0.0
    for _ in range(int(count)):
        names = plain(names_of(form, record, shown))  # what a caller of docxtpl has at hand
        start = time.process_time()
        if not reuse:
            template = DocxTemplate(form.template)
        if photo is not None:
            names["leader"]["photo"] = InlineImage(template, io.BytesIO(photo.data), width=Mm(35))
        template.render(names, autoescape=True)
        template.save(io.BytesIO())
        spent += time.process_time() - start
    return spent / int(count)


def plain(names: Answers) -> dict[str, Any]:
    """Return names as the dicts and lists that others take."""
    made: dict[str, Any] = {}
    for name, value in names.as_dict().items():
        if isinstance(value, Answers):
            made[name] = plain(value)
        else:
            made[name] = [plain(row) for row in value] if isinstance(value, list) else value
    return made


def merged(count: str) -> float:
    """Return the CPU seconds of a document filled by docx-mailmerge2."""
    from mailmerge import MailMerge

    call, data = prepared()
    form = call.forms[NAME]
    record = formkit.fill_document(call, NAME, data).record
    names = names_of(form, record, lambda _, value: "" if isinstance(value, formkit.Picture) else str(value))
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "form.docx")
        fields = with_merge_fields(form.template, template)
        values = {number: value_of(names, expression) for number, expression in fields.items()}
        rows = {
            group.path: [
                {f"{group.path}_{column.path}": str(row[column.path]) for column in group.columns}
                for row in names[group.path]
            ]
            for group in form.groups
        }

        def fill() -> None:
            with MailMerge(template) as document:
                for several in rows.values():
                    document.merge_rows(next(iter(several[0])), several)
                document.merge(**values)
                document.write(io.BytesIO())

        return seconds_each(fill, int(count))


def with_merge_fields(template: Path, made: Path) -> dict[str, str]:
    """Write a form with a merge field for each placeholder; return what those outside rows stand for."""
    fields: dict[str, str] = {}
    group = ""

    def field(match: re.Match[str]) -> str:
        look, expression = match[1] or "", match[2]
        name = f"{group}_{expression.removeprefix('row.')}" if group else f"f{len(fields)}"
        if not group:
            fields[name] = expression
        return (
            f'<w:fldSimple w:instr=" MERGEFIELD {name} "><w:r>{look}<w:t>«{name}»</w:t></w:r></w:fldSimple>'
        )

    with zipfile.ZipFile(template) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            if member == MAIN:
                pieces: list[str] = []
                at, xml = 0, content.decode()
                for control in CONTROL_ROW.finditer(xml):
                    pieces.append(RUN.sub(field, xml[at : control.start()]))
                    loop = LOOP.search(control[0])
                    group, at = loop[1] if loop else "", control.end()
                content = "".join([*pieces, RUN.sub(field, xml[at:])]).encode()
            new.writestr(member, content)
    return fields


def value_of(names: Answers, expression: str) -> str:
    """Return what a placeholder stands for, as text: ``leader.name``, ``leader.route["职业资格证书"]``."""
    path, _, option = expression.partition("[")
    value: Any = names
    for part in path.split("."):
        value = value[part]
    if isinstance(value, Ticks):
        return value[option.strip('"]“”')] if option else str(value.text)
    return str(value)


def limit(count: str) -> float:
    """Return the CPU seconds of encoding, deflating and writing a finished text; all else is kept."""
    call, data = prepared()
    with zipfile.ZipFile(io.BytesIO(formkit.fill_document(call, NAME, data).data)) as package:
        text = package.read(MAIN).decode()
        fixed = [
            deflate(item.filename, package.read(item), 9)
            if item.compress_type
            else store(item.filename, package.read(item))
            for item in package.infolist()
            if item.filename != MAIN
        ]
    return seconds_each(
        lambda: io.BytesIO().write(assemble([*fixed, deflate(MAIN, text.encode())])), int(count)
    )


SIDES = {
    "docxtpl": lambda count: theirs(count, reuse=False),
    "docxtpl-reused": lambda count: theirs(count, reuse=True),
    "mailmerge": merged,
    "formkit": ours,
    "limit": limit,
}


def comparison(documents: int = DOCUMENTS) -> Comparison:
    """Return the sides that fill the form."""
    few = str(max(documents // FEWER, 5))
    return Comparison(
        "fill a form (a document)",
        (
            Side("docxtpl, loaded each time", __file__, ("docxtpl", few)),
            Side("docxtpl, reused", __file__, ("docxtpl-reused", few)),
            Side("docx-mailmerge2", __file__, ("mailmerge", few), module="mailmerge"),
            Side("formkit fill_document", __file__, ("formkit", str(documents))),
            Side("limit: encode, deflate, write", __file__, ("limit", str(documents))),
        ),
    )


if __name__ == "__main__" and not be_side(SIDES):
    show(comparison(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
