"""Read an applicant's data from YAML, JSON, TOML or XLSX: every scalar comes through as text.

Which of them a file is, its content says; only where that leaves a doubt does the name's ending
count. Kinds alone parse a text, so ``013800000000``, ``NO``, ``12:30`` and ``2025-03-08`` stay what
was typed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, NoReturn

from formkit.errors import DataError, UnreadableFileError
from formkit.finding import Finding
from formkit.paths import nest
from formkit.programme import Form
from formkit.readers.workbook import OLE2, ZIP, read_workbook
from formkit.readers.yamltext import read_yaml

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_WORKBOOK: Final = 50 * 1024 * 1024
MAX_DEPTH: Final = 50

_TOML_LINE: Final = re.compile(r"\[\[?[\w\-.\"' ]+\]\]?\s*(?:#.*)?|[\w\-.\"' ]+=.*")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BINARY: Final = ((b"%PDF", "PDF"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"{\\rtf", "RTF"))


@dataclass(frozen=True, slots=True)
class DataFile:
    """What a file of data holds.

    A record is nested dicts and lists with text leaves: ``{"members": [{"name": "…"}]}``. ``many``
    is true where the file lists applicants, even if it lists one or none.
    """

    records: tuple[dict[str, object], ...]
    findings: tuple[Finding, ...] = ()
    many: bool = False


def read_data(path: Path, form: Form | None = None) -> DataFile:
    """Return the records of a file of data; ``form`` lets a table's heads be printed labels.

    :raises UnreadableFileError: when nothing can be read from it: damaged, encrypted, too large, not text.
    :raises DataError: for a key given twice, a YAML alias, nesting beyond 50 levels.
    """
    data = _bytes_of(path)
    if data.startswith((ZIP, OLE2)):
        records, findings, many = read_workbook(data, path.name, form)
        return DataFile(tuple(nest(record) for record in records), tuple(findings), many)
    if len(data) > MAX_BYTES:
        _refuse(path, f"超过 {MAX_BYTES // 1024 // 1024} MB，不予读取。", "too-large")
    loaded, many = _loaded(_text_of(data, path), path)
    items = loaded if isinstance(loaded, list) else [loaded]
    return DataFile(tuple(_record(item, path, number) for number, item in enumerate(items, 1)), (), many)


def _refuse(path: Path, sentence: str, code: str) -> NoReturn:
    message = f"“{path.name}”：{sentence}"
    raise UnreadableFileError(message, code) from None


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            _refuse(path, "这是文件夹，请给出其中的数据文件。", "not-readable")
        if path.stat().st_size > MAX_WORKBOOK:
            _refuse(path, f"超过 {MAX_WORKBOOK // 1024 // 1024} MB，不予读取。", "too-large")
        data = path.read_bytes()
    except FileNotFoundError:
        _refuse(path, "找不到这个文件，请检查文件名。", "not-found")
    except OSError as problem:
        _refuse(path, f"无法打开：{problem.strerror or problem}。", "not-readable")
    if not data.strip():
        _refuse(path, "这是空文件。", "empty")
    for signature, kind in _BINARY:
        if data.startswith(signature):
            sentence = f"这是{kind}文件，不是填报数据；请提供 YAML、JSON、TOML 或 .xlsx 文件。"
            _refuse(path, sentence, "unsupported")
    return data


def _text_of(data: bytes, path: Path) -> str:
    """Decode UTF-8, UTF-16 with its mark, or GB 18030, which Windows' notepad writes as ANSI."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _CONTROL.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            sentence = f"第 {line} 行有控制字符 U+{ord(found[0]):04X}，请删去后再试。"
            _refuse(path, sentence, "control-character")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse(path, "文字编码无法识别，请另存为 UTF-8 编码。", "encoding")


def _loaded(text: str, path: Path) -> tuple[object, bool]:
    """Return what the text says, and whether it lists applicants."""
    ending = path.suffix.lower()
    first = _first_line(text)
    as_toml = _TOML_LINE.fullmatch(first) is not None and ending not in {".yaml", ".yml"}
    try:
        if first.startswith(("{", "[")):
            must = ending not in {".toml", ".yaml", ".yml"} and not as_toml
            read_as_json = _json(text, path, must=must)
            if read_as_json is not None:
                return read_as_json, isinstance(read_as_json, list)
        if as_toml:
            return _toml(text, path), False
        documents = read_yaml(text, path.name, MAX_DEPTH)
    except RecursionError:
        _too_deep(path)
    if len(documents) == 1:
        return documents[0], isinstance(documents[0], list)
    return documents, True


def _first_line(text: str) -> str:
    """Return the first line that says something."""
    lines = map(str.strip, text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _json(text: str, path: Path, *, must: bool) -> object | None:
    import json

    def without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, value in pairs:
            if key in result:
                message = f"“{path.name}”中栏目“{key}”出现了两次，请删去其中一处。"
                raise DataError(message)
            result[key] = value
        return result

    try:
        loaded: object = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=without_duplicates
        )
    except json.JSONDecodeError as problem:
        if must:
            place = f"第 {problem.lineno} 行第 {problem.colno} 列"
            _refuse(path, f"{place}不合 JSON 格式，请检查逗号、引号和括号。", "syntax")
        return None
    return loaded


def _toml(text: str, path: Path) -> object:
    import tomllib

    try:
        return tomllib.loads(text, parse_float=str)
    except ValueError as problem:
        place = re.search(r"at line (\d+)", str(problem))
        where = f"第 {place[1]} 行" if place else "内容"
        again = "overwrite" in str(problem) or "twice" in str(problem)
        reason = "同一栏目出现了两次" if again else "不合 TOML 格式；文字和以 0 开头的号码请加英文引号"
        if again:
            message = f"“{path.name}”{where}：{reason}。"
            raise DataError(message) from None
        _refuse(path, f"{where}{reason}。", "syntax")


def _record(item: object, path: Path, number: int) -> dict[str, object]:
    if not isinstance(item, Mapping):
        message = (
            f"“{path.name}”第 {number} 份数据不是“栏目: 内容”的形式；"
            "YAML 中请用英文冒号，冒号后空一格，例如“姓名: 张三”。"
        )
        raise DataError(message)
    return nest({str(key): _texts(value, path, 2) for key, value in item.items()})


def _texts(value: object, path: Path, depth: int) -> object:
    if depth > MAX_DEPTH:
        _too_deep(path)
    if isinstance(value, Mapping):
        return {str(key): _texts(item, path, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item, path, depth + 1) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return "" if value is None else str(value)


def _too_deep(path: Path) -> NoReturn:
    message = f"“{path.name}”嵌套超过 {MAX_DEPTH} 层，不是填报数据。"
    raise DataError(message) from None
