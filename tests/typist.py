"""Types into our own blank form as a person would, by the addresses of the template's placeholders.

The typing itself is that of the bench beside the project (``type_in.py``), which knows nothing of
formkit: this module only makes its labels (``GOLD.md``) from a template and the blank form of it.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree

from formkit.chinese.folding import clean_label
from formkit.programme import Field, Form

PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)(?:\[\"(.+?)\"\])?\s*\}\}")
KINDS = {
    "long_text": "longtext",
    "date": "date",
    "number": "number",
    "money": "number",
    "picture": "photo",
    "signature": "signature",
    "seal": "seal",
}


def bench(shared: Path) -> tuple[ModuleType, ModuleType, ModuleType]:
    """Return the bench's modules address, type_in and score."""
    sys.path.insert(0, str(shared / "bench"))
    try:
        import address
        import score
        import type_in
    finally:
        sys.path.pop(0)
    return address, type_in, score


def root_of(data: bytes) -> Any:
    """Return the parsed main part of a DOCX."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def gold_of(form: Form, template: bytes, address: ModuleType) -> dict[str, Any]:
    """Return labels for a form's blank, by the bench's rules, from its template."""
    gold: dict[str, Any] = {"form": form.name, "title": form.title, "fields": [], "groups": []}
    fields = {item.path: item for item in form.fields}
    groups = {group.path: group for group in form.groups}
    body = root_of(template).find(address.W + "body")
    paragraphs = tables = 0
    for block in address.blocks(body):
        if block.tag == address.W + "p":
            _place(gold, fields, [block], f"p {paragraphs}", alone=False)
            paragraphs += 1
            continue
        group, row_number, variable = None, 0, ""
        for row in address.rows(block):
            text = "".join(row.itertext(address.W + "t"))
            loop = re.search(r"\{%tr for (\w+) in ([\w.]+) %\}", text)
            if loop:
                variable, group = loop[1], groups[loop[2]]
                continue
            if "{%tr endfor" in text:
                group = None
                continue
            if group is not None:
                names = {f"{variable}.{item.path}": item for item in group.columns}
                columns = [
                    {"label": names[match[1]].label, "c": c, "kind": _kind(names[match[1]])}
                    for c, cell in enumerate(address.cells(row))
                    for match in PLACEHOLDER.finditer("".join(cell.itertext(address.W + "t")))
                    if match[1] in names
                ]
                rows = [f"t {tables} {row_number + n}" for n in range(group.printed_rows)]
                gold["groups"].append({"label": group.label, "rows": rows, "columns": columns})
                row_number += group.printed_rows
                continue
            for c, cell in enumerate(address.cells(row)):
                inside = [b for b in address.blocks(cell) if b.tag == address.W + "p"]
                _place(gold, fields, inside, f"t {tables} {row_number} {c}", alone=True)
            row_number += 1
        tables += 1
    return gold


def _kind(item: Field) -> str:
    return "choice" if item.kind.startswith("choice") else KINDS.get(item.kind, "text")


def _place(
    gold: dict[str, Any], fields: dict[str, Field], paragraphs: list[Any], at: str, *, alone: bool
) -> None:
    texts = [
        "".join(p.itertext("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
        for p in paragraphs
    ]
    whole = "\n".join(texts).strip()
    for number, text in enumerate(texts):
        for match in PLACEHOLDER.finditer(text):
            item = fields.get(match[1])
            # A field that stands in two places is typed once: two answers would differ.
            if item is None or any(known["path"] == item.path for known in gold["fields"]):
                continue
            entry: dict[str, Any] = {
                "path": item.path,
                "label": _label(item, fields),
                "kind": _kind(item),
                "at": at,
            }
            if entry["kind"] == "choice":
                entry |= {"options": list(item.options), "many": item.kind == "choice_many"}
            elif not alone or match[0] != whole:
                after = re.split(r"\}\}", text[: match.start()])[-1].lstrip("　 ")
                before = re.split(r"\{\{", text[match.end() :])[0].strip("　 ")
                entry |= {"para": number, "after": after, **({"before": before} if before else {})}
            gold["fields"].append(entry)


def _label(item: Field, fields: dict[str, Field]) -> str:
    same = [one for one in fields.values() if one.label == item.label]
    return (
        clean_label(item.label) if len(same) == 1 else f"{clean_label(item.block)}/{clean_label(item.label)}"
    )


def typed(
    blank: bytes, gold: dict[str, Any], seed: int, type_in: ModuleType, *, reshape: bool
) -> tuple[bytes, dict[str, Any]]:
    """Return a blank form with values typed in, and what was typed."""
    root = root_of(blank)
    truth = type_in.complete(root.find("{*}body"), gold, seed, reshape)
    return with_main(blank, root), json.loads(json.dumps(truth))


def with_main(package: bytes, root: Any) -> bytes:
    """Return a DOCX with another main part."""
    source = zipfile.ZipFile(io.BytesIO(package))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(entry.filename, content)
    return out.getvalue()
