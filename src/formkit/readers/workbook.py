"""Read data from an Excel workbook: the one that ``formkit sheet`` makes, or one applicant a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from formkit.chinese.folding import clean_label, fold
from formkit.errors import DataError
from formkit.finding import Finding, Severity
from formkit.programme import Field, Form
from formkit.readers.cellvalue import Entry, Target, read_cell
from formkit.readers.sheets import OLE2, ZIP, Sheet, open_sheets
from formkit.spot import Spot
from formkit.workbook_layout import (
    FIELDS,
    GROUP_FIRST_ROW,
    GROUP_LABEL_ROW,
    LABEL_COLUMN,
    PATH_COLUMN,
    VALUE_COLUMN,
    part_of,
)

__all__ = ["OLE2", "ZIP", "read_workbook"]

HEAD_ROWS: Final = 10
"""So many rows may stand above a table's heads: a title, a note."""

_ROW_NUMBER: Final = re.compile(r"\[\d+\]")
_COUNTERS: Final = frozenset({"序号", "编号", "no.", "no"})

Flat = dict[str, object]


def read_workbook(data: bytes, name: str, form: Form | None) -> tuple[list[Flat], list[Finding], bool]:
    """Return records with flat keys (``members[0].name``), findings, and whether the records are many.

    :raises UnreadableFileError: when it is no workbook, is encrypted, damaged or too large.
    :raises DataError: when two columns of a table stand for one path.
    """
    sheets = open_sheets(data, name)
    fields = _fields_of(form)
    ours = [(sheet, part_of(sheet.mark(PATH_COLUMN)) or part_of(sheet.mark(1))) for sheet in sheets]
    if any(part for _, part in ours):
        record: Flat = {}
        findings: list[Finding] = []
        for sheet, part in ours:
            if part:
                read = _read_fields if part == FIELDS else _read_group
                read(sheet, fields, record, findings)
        return [record], findings, False
    return _read_table(sheets, form, fields)


def _fields_of(form: Form | None) -> dict[str, Field]:
    """Return each field by its path, a column as ``members[].name``."""
    if form is None:
        return {}
    columns = {f"{group.path}[].{column.path}": column for group in form.groups for column in group.columns}
    return {field.path: field for field in form.fields} | columns


def _target(path: str, label: str, fields: Mapping[str, Field]) -> Target:
    field = fields.get(_ROW_NUMBER.sub("[]", path))
    return Target(path, clean_label(label) or path, field.kind if field else "")


def _answer(entry: Entry, target: Target, record: Flat, findings: list[Finding]) -> None:
    text, finding = read_cell(entry, target)
    if finding:
        findings.append(finding)
    if not text:
        return
    if target.path in record:
        where = f"工作表“{entry.sheet}” {entry.place}"
        message = f"“{target.label}”（{target.path}）填写了两次：{where}；请删去其中一处。"
        raise DataError(message)
    record[target.path] = text


def _read_fields(sheet: Sheet, fields: Mapping[str, Field], record: Flat, findings: list[Finding]) -> None:
    findings.extend(_hidden_rows(sheet, sheet.rows))
    for number, row in sheet.rows.items():
        path, entry = sheet.text(number, PATH_COLUMN), row.get(VALUE_COLUMN)
        if number == 1 or entry is None:
            continue
        label = sheet.text(number, LABEL_COLUMN)
        if path:
            _answer(entry, _target(path, label, fields), record, findings)
        else:
            message = f"工作表“{sheet.title}” {entry.place} 的内容不属于任何栏目，没有使用；请移到所属栏目。"
            findings.append(Finding("unknown-row", Severity.WARNING, message, None, entry.spot))


def _read_group(sheet: Sheet, fields: Mapping[str, Field], record: Flat, findings: list[Finding]) -> None:
    paths = {column: sheet.text(1, column) for column in sheet.rows[1] if column != 1}
    filled = {number: row for number, row in sheet.rows.items() if number >= GROUP_FIRST_ROW}
    findings.extend(_hidden_rows(sheet, filled))
    index = 0
    for number, row in filled.items():
        before = len(record)
        for column, path in paths.items():
            if column in row and "[]" in path:
                label = sheet.text(GROUP_LABEL_ROW, column)
                target = _target(path.replace("[]", f"[{index}]", 1), label, fields)
                _answer(row[column], target, record, findings)
        index += len(record) > before
        findings.extend(_outside(sheet, number, set(row) - set(paths) - {1}))


def _outside(sheet: Sheet, number: int, columns: Iterable[int]) -> Iterable[Finding]:
    for column in columns:
        entry = sheet.rows[number][column]
        message = f"工作表“{sheet.title}” {entry.place} 的内容不属于任何栏目，没有使用；请移到所属栏目。"
        yield Finding("unknown-column", Severity.WARNING, message, None, entry.spot)


def _hidden_rows(sheet: Sheet, rows: Iterable[int]) -> Iterable[Finding]:
    hidden = [str(number) for number in rows if number in sheet.hidden]
    if hidden:
        message = f"工作表“{sheet.title}”第 {'、'.join(hidden)} 行是隐藏的，仍已读取；如不需要请删除。"
        yield Finding("hidden-row", Severity.NOTE, message, None, Spot(member=sheet.title))


def _read_table(
    sheets: list[Sheet], form: Form | None, fields: Mapping[str, Field]
) -> tuple[list[Flat], list[Finding], bool]:
    shown = [sheet for sheet in sheets if sheet.rows and sheet.visible]
    findings = [_ignored(sheet) for sheet in shown[1:]]
    if not shown:
        return [], findings, True
    sheet, names = shown[0], _names_of(form)
    head = _head_row(sheet, names)
    targets = _targets(sheet, head, names if form else None, fields, findings)
    below = {number: row for number, row in sheet.rows.items() if number > head}
    findings.extend(_hidden_rows(sheet, below))
    findings.extend(_without_head(sheet, head, below))
    records = []
    for row in below.values():
        record: Flat = {}
        for column, target in targets.items():
            if column in row:
                _answer(row[column], target, record, findings)
        if record or any(column in row for column in targets):
            records.append(record)
    return records, findings, True


def _ignored(sheet: Sheet) -> Finding:
    message = f"只读取第一个工作表，“{sheet.title}”没有使用。"
    return Finding("sheet-ignored", Severity.NOTE, message, None, Spot(member=sheet.title))


def _names_of(form: Form | None) -> dict[str, set[str]]:
    """Return the paths that a head may mean, by the folded head: path, label, ``block/label``."""
    names: dict[str, set[str]] = {}
    if form is None:
        return names
    for field in form.fields:
        label = clean_label(field.label)
        names.setdefault(fold(label), set()).add(field.path)
        names.setdefault(fold(f"{clean_label(field.block)}/{label}"), set()).add(field.path)
    for group in form.groups:
        names.setdefault(fold(clean_label(group.label)), set()).add(group.path)
    paths = [field.path for field in form.fields] + [group.path for group in form.groups]
    return names | {path: {path} for path in paths}


def _meant(head: str, names: Mapping[str, set[str]], fields: Mapping[str, Field]) -> set[str]:
    path = head.strip()
    if path in fields or _ROW_NUMBER.sub("[]", path) in fields:
        return {path}
    return names.get(path) or names.get(fold(path)) or names.get(fold(clean_label(path))) or set()


def _head_row(sheet: Sheet, names: Mapping[str, set[str]]) -> int:
    """Return the row of heads: the first that holds a head the form knows, else the first."""
    rows = list(sheet.rows)
    for number in rows[:HEAD_ROWS]:
        if any(_meant(sheet.text(number, column), names, {}) for column in sheet.rows[number]):
            return number
    return rows[0]


def _targets(
    sheet: Sheet,
    head: int,
    names: Mapping[str, set[str]] | None,
    fields: Mapping[str, Field],
    findings: list[Finding],
) -> dict[int, Target]:
    targets: dict[int, Target] = {}
    for column, entry in sheet.rows[head].items():
        text = sheet.text(head, column).strip()
        meant = {text} if names is None else _meant(text, names, fields)
        if len(meant) == 1:
            targets[column] = _target(next(iter(meant)), text, fields)
        elif meant or fold(text) not in _COUNTERS:
            findings.append(_unknown_head(sheet, entry, text, meant))
    return targets


def _unknown_head(sheet: Sheet, entry: Entry, text: str, meant: set[str]) -> Finding:
    where = f"工作表“{sheet.title}” {entry.place} 的表头“{text}”"
    if meant:
        paths = " 或 ".join(sorted(meant))
        message = f"{where}对应多个栏目，这一列没有使用；请写成“所属部分/栏目”，或写 {paths}。"
        return Finding("ambiguous-column", Severity.WARNING, message, None, entry.spot)
    message = f"{where}不是表中的栏目，这一列没有使用；请改为表中印的栏目名。"
    return Finding("unknown-column", Severity.WARNING, message, None, entry.spot)


def _without_head(sheet: Sheet, head: int, rows: Mapping[int, Mapping[int, Entry]]) -> Iterable[Finding]:
    heads, told = sheet.rows[head], set()
    for row in rows.values():
        for column, entry in row.items():
            if column not in heads and column not in told:
                told.add(column)
                message = f"工作表“{sheet.title}” {entry.place} 所在列没有表头，这一列没有使用；请补上表头。"
                yield Finding("unknown-column", Severity.WARNING, message, None, entry.spot)
