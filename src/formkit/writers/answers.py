"""Write what was extracted: JSON for programs (a contract, schema 1), YAML to fill again, XLSX to read."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from formkit.chinese.folding import clean_label
from formkit.errors import DataError, UsageError
from formkit.finding import Finding
from formkit.grid import Picture
from formkit.paths import MANY, nest
from formkit.programme import Field, Form, Group
from formkit.record import Case, Found, Value
from formkit.spot import Spot
from formkit.workbook_layout import MAX_CELL, escape, sheet_title, units
from formkit.writers.whole import replace_whole

SCHEMA: Final = 1
ENDINGS: Final = frozenset((".json", ".yaml", ".yml", ".xlsx"))
ALL_SHEET: Final = "全部栏目"
ALL_HEADS: Final = (
    ("文件", 24),
    ("路径", 22),
    ("栏目", 24),
    ("内容", 48),
    ("原文", 48),
    ("位置", 26),
    ("可信度", 8),
)
NOTHING: Final = Found(None, "", None, 0.0)
"""What stands for a field that nothing was found for."""

Cases = Sequence[tuple[Case, Form | None]]


def case_to_json(case: Case, form: Form | None) -> dict[str, object]:
    """Return a case as the object that ``extract --json`` prints; ``form`` is None where none was recognised.

    Every field of the form is in ``fields``, every column in each row; an empty answer is null. A
    label that the form has several times stands with its block, ``原告/姓名``. Tuples become lists,
    a picture its media type, size in bytes and SHA-256.
    """
    return {
        "schema": SCHEMA,
        "source": case.source,
        "programme": case.record.programme if form else None,
        "document": case.record.form if form else None,
        "fields": _fields(case, form) if form else {},
        "groups": {group.path: _group(case, group) for group in form.groups} if form else {},
        "leftovers": [{"text": left.text, "where": _where(left.spot)} for left in case.leftovers],
        "findings": [finding_to_json(finding) for finding in case.findings],
    }


def case_to_data(case: Case) -> dict[str, object]:
    """Return the answers nested, as a file of data holds them; empty answers and pictures are left out.

    An answer that its kind could not parse stands as it was typed, so that nothing is lost.
    """
    flat: dict[str, object] = {}
    for path, found in case.record.answers.items():
        value = found.raw if found.value is None else found.value
        if value and not isinstance(value, Picture):
            flat[path] = list(value) if isinstance(value, tuple) else value
    return nest(flat)


def write_answers(cases: Cases, path: Path, *, force: bool = False) -> None:
    """Write cases, each with its form, to a file: .json, .yaml or .xlsx by its ending.

    JSON and YAML hold one object for one case, a list for several.

    :raises UsageError: for any other ending, or when the file cannot be put in its place.
    :raises DataError: for a text that no cell of Excel holds.
    """
    refuse_output(path, force=force)
    makers = {".json": _json, ".yaml": _yaml, ".yml": _yaml, ".xlsx": _xlsx}
    replace_whole(path, makers[path.suffix.lower()](cases), force=force)


def refuse_output(path: Path, *, force: bool) -> None:
    """Refuse a place for answers before any work is done: its ending, or a file that is there.

    :raises UsageError: saying what to do.
    """
    if path.suffix.lower() not in ENDINGS:
        message = f"不能写成“{path.suffix or path.name}”格式；文件名请以 .json、.yaml 或 .xlsx 结尾。"
        raise UsageError(message)
    if path.exists() and not force:
        message = f"“{path}”已存在，未作改动；如要覆盖，请加上 --force。"
        raise UsageError(message)


def _labels(form: Form) -> dict[str, str]:
    labels = {field.path: clean_label(field.label) for field in form.fields}
    counts = Counter(labels.values())
    for field in form.fields:
        block = clean_label(field.block)
        if counts[labels[field.path]] > 1 and block:
            labels[field.path] = f"{block}/{labels[field.path]}"
    return labels


def _fields(case: Case, form: Form) -> dict[str, object]:
    labels = _labels(form)
    return {path: _answer(labels[path], case.record.answers.get(path, NOTHING)) for path in labels}


def _rows(case: Case, group: Group) -> dict[int, dict[str, Found]]:
    """Return the rows present, by number, each with every column."""
    pattern = re.compile(re.escape(group.path) + r"\[(\d+)\]\.")
    matches = map(pattern.match, case.record.answers)
    numbers = sorted({int(match[1]) for match in matches if match})
    paths = [column.path for column in group.columns]
    answers = case.record.answers
    return {
        number: {path: answers.get(f"{group.path}[{number}].{path}", NOTHING) for path in paths}
        for number in numbers
    }


def _group(case: Case, group: Group) -> dict[str, object]:
    labels = {column.path: clean_label(column.label) for column in group.columns}
    rows = _rows(case, group).values()
    shown = [{path: _answer(labels[path], found) for path, found in row.items()} for row in rows]
    return {"label": clean_label(group.label), "rows": shown}


def _answer(label: str, found: Found) -> dict[str, object]:
    return {
        "label": label,
        "value": _value(found.value),
        "raw": found.raw,
        "confidence": found.confidence,
        "where": _where(found.spot),
    }


def _value(value: Value | None) -> object:
    if isinstance(value, Picture):
        digest = hashlib.sha256(value.data).hexdigest()
        return {"media_type": value.media_type, "bytes": len(value.data), "sha256": digest}
    return list(value) if isinstance(value, tuple) else value


def _where(spot: Spot | None) -> dict[str, object] | None:
    if spot is None:
        return None
    return {name: list(part) if isinstance(part, tuple) else part for name, part in spot._asdict().items()}


def finding_to_json(finding: Finding) -> dict[str, object]:
    """Return a finding as the contract shows it."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "field": finding.field,
        "message": finding.message,
        "where": _where(finding.spot),
        "source": finding.source,
    }


def _json(cases: Cases) -> bytes:
    shown = [case_to_json(case, form) for case, form in cases]
    return (json.dumps(shown[0] if len(shown) == 1 else shown, ensure_ascii=False, indent=2) + "\n").encode()


def _yaml(cases: Cases) -> bytes:
    import yaml

    shown = [case_to_data(case) for case, _ in cases]
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(
        shown[0] if len(shown) == 1 else shown,
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1_000_000,
    )
    return str(text).encode()


def _xlsx(cases: Cases) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet, taken = book.worksheets[0], {ALL_SHEET.casefold()}
    sheet.title = ALL_SHEET
    _put_heads(sheet, ALL_HEADS)
    groups: dict[tuple[str, str], tuple[Any, Group]] = {}
    for case, form in cases:
        for row in _all_rows(case, form):
            _put_row(sheet, row)
        for group in form.groups if form else ():
            key = (case.record.form, group.path)
            if key not in groups:
                groups[key] = book.create_sheet(sheet_title(clean_label(group.label), taken)), group
                heads = [clean_label(column.label) for column in group.columns]
                _put_heads(groups[key][0], [("文件", 24), ("行", 6), *((head, 20) for head in heads)])
            for number, answers in _rows(case, group).items():
                texts = [_text(found) for found in answers.values()]
                _put_row(groups[key][0], [case.source, str(number + 1), *texts])
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def _all_rows(case: Case, form: Form | None) -> list[list[str]]:
    labels = _labels(form) if form else {}
    columns: dict[str, Field] = {}
    for group in form.groups if form else ():
        columns |= {f"{group.path}[].{column.path}": column for column in group.columns}
    answers: Mapping[str, Found] = dict.fromkeys(labels, NOTHING) | dict(case.record.answers)
    rows = []
    for path, found in answers.items():
        column = columns.get(re.sub(r"\[\d+\]", "[]", path))
        label = labels.get(path) or (clean_label(column.label) if column else path)
        place, sure = where_in_words(found.spot), f"{found.confidence:.2f}"
        rows.append([case.source, path, label, _text(found), found.raw, place, sure])
    return rows


def _text(found: Found) -> str:
    if isinstance(found.value, Picture):
        return f"图片（{found.value.media_type}，{len(found.value.data)} 字节）"
    return MANY.join(found.value) if isinstance(found.value, tuple) else found.value or ""


def where_in_words(spot: Spot | None) -> str:
    """Return a place for people, counted from 1.

    >>> where_in_words(Spot(page=2, table=(0,), row=3, col=1))
    '第2页 表1 第4行第2列'
    """
    if spot is None:
        return ""
    words = [spot.member or "", f"第{spot.page}页" if spot.page is not None else ""]
    if spot.table:
        words.append(f"表{spot.table[0] + 1}" + ("中的嵌套表" if len(spot.table) > 1 else ""))
    elif spot.block is not None:
        words.append(f"第{spot.block + 1}段")
    if spot.row is not None and spot.col is not None:
        words.append(f"第{spot.row + 1}行第{spot.col + 1}列")
    return " ".join(filter(None, words))


def _put_heads(sheet: Any, heads: Sequence[tuple[str, int]]) -> None:  # noqa: ANN401 - openpyxl is untyped
    from openpyxl.styles import Font, PatternFill

    _put_row(sheet, [head for head, _ in heads])
    for cell, (_, width) in zip(sheet[1], heads, strict=True):
        cell.font, cell.fill = Font(name="黑体"), PatternFill("solid", start_color="DCE6F1")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _put_row(sheet: Any, texts: Sequence[str]) -> None:  # noqa: ANN401
    """Put texts below what is there, never as formulas; an escape stands for what XML cannot hold."""
    from openpyxl.styles import Alignment

    top = Alignment(vertical="top", wrap_text=True)
    row = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        cell.number_format, cell.alignment = "@", top
        if not text:
            continue
        escaped = escape(text)
        if units(escaped) > MAX_CELL:
            where = f"“{texts[0]}”有超过 {MAX_CELL} 字的内容"
            message = f"{where}，Excel 的一个单元格放不下；请改存为 .json 或 .yaml。"
            raise DataError(message)
        cell.value, cell.data_type = escaped, "s"
