"""programme.toml as text: what was learnt of blank forms, with comments for the clerk who goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from formkit.programme import Condition, Field, Group

SURE: Final = 0.95
"""From this confidence on nothing is said about it."""

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SPECIAL: Final = re.compile('["\\\\\\x00-\\x1f\\x7f\\ud800-\\udfff]')
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
HEAD: Final = """\
# {title}：由空白表学得的申报项目。
# 每个栏目的路径（path）是填报数据中的名称；标签（label）是表上印的名称；类型（kind）决定怎样读、怎样写。
# 带 question 的栏目请核对：formkit learn --review 本文件夹。核对后删去 question 和 confidence 即可。
# 可以补充：required = true（必填）、max_chars = 20（限字数）、hint（填写说明）、source（依据的条款）。
"""


class Entry(NamedTuple):
    """A field or group as it is to be written: with what is asked about it."""

    item: Field | Group
    question: str = ""
    confidence: float = 1.0
    columns: tuple[Entry, ...] = ()


class Section(NamedTuple):
    """A form as it is to be written: its name, label, title, template and output, and its entries."""

    name: str
    label: str
    title: str
    template: str
    output: str
    entries: tuple[Entry, ...]


Plain = str | bool | int | float | Sequence[str] | Sequence[float] | Mapping[str, object]


def toml_text(text: str) -> str:
    r"""Return a text as a basic string of TOML.

    >>> print(toml_text('“四有”\n"好" \\'))
    "“四有”\n\"好\" \\"
    """
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 (the surrogates of Unicode: no TOML holds them)
        return "\\uFFFD"
    return _ESCAPES.get(match[0]) or f"\\u{code:04X}"


def toml_key(name: str) -> str:
    """Return a name as a key of TOML: bare where that is allowed.

    >>> toml_key("form"), toml_key("申报表")
    ('form', '"申报表"')
    """
    return name if _BARE.fullmatch(name) else toml_text(name)


def toml_value(value: object) -> str:
    """Return a value of a definition as TOML on one line.

    >>> toml_value(["男", "女"]), toml_value({"when": "a.b", "any_of": ["是"]}), toml_value(0.6)
    ('["男", "女"]', '{ when = "a.b", any_of = ["是"] }', '0.6')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml_key(key)} = {toml_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)


def definition_text(name: str, title: str, source: str, sections: Iterable[Section]) -> str:
    """Return the whole text of a programme.toml."""
    lines = [
        HEAD.format(title=" ".join(title.split())),
        "schema = 1",
        f"name = {toml_value(name)}",
        f"title = {toml_value(title)}",
        f"source = {toml_value(source)}  # 所依据的通知的文号，请补填",
    ]
    for section in sections:
        lines += ["", *section_lines(section)]
    return "\n".join(lines) + "\n"


def section_lines(section: Section) -> Iterator[str]:
    """Yield the lines of one form."""
    key = f"forms.{toml_key(section.name)}"
    yield f"[{key}]"
    for name, text in zip(Section._fields[1:5], section[1:5], strict=True):
        yield f"{name} = {toml_value(text)}"
    block = ""
    for entry in section.entries:
        heading = entry.item.block if isinstance(entry.item, Field) else ""
        if heading and heading != block:
            yield from ("", f"# ---- {' '.join(heading.split())} ----")
            block = heading
        yield ""
        yield from entry_lines(key, entry)


def entry_lines(key: str, entry: Entry) -> Iterator[str]:
    """Yield the lines of one field or group of the form with this key (``forms.form``)."""
    is_group = isinstance(entry.item, Group)
    yield f"[[{key}.{'groups' if is_group else 'fields'}]]"
    if entry.question:
        yield f"# 请核对：{' '.join(entry.question.split())}"
    for name, value in settings(entry).items():
        yield f"{name} = {toml_value(value)}"
    if is_group:
        yield "columns = ["
        yield from (f"  {toml_value(settings(column))}," for column in entry.columns)
        yield "]"


def settings(entry: Entry) -> dict[str, object]:
    """Return what is to be said of a field or group, without what goes without saying."""
    said = field_settings(entry.item) if isinstance(entry.item, Field) else group_settings(entry.item)
    if entry.question:
        said["question"] = entry.question
    if entry.question or entry.confidence < SURE:
        said["confidence"] = round(entry.confidence, 2)
    return said


def field_settings(item: Field) -> dict[str, object]:
    """Return the settings of a field by their keys."""
    limits = item.limits
    said: dict[str, object] = {
        "path": item.path,
        "label": item.label,
        "aliases": list(item.aliases),
        "printed": list(item.printed),
        "block": item.block,
        "kind": item.kind,
        "required": _required(item.required),
        "options": list(item.options),
        "unit": item.unit,
        "size": list(item.size) if any(item.size) else [],
        "min_chars": limits.min_chars,
        "max_chars": limits.max_chars,
        "minimum": _bound(limits.minimum),
        "maximum": _bound(limits.maximum),
        "hint": item.hint,
        "source": item.source,
        "blank": item.blank,
    }
    # An empty blank goes without saying, save for a date, which would print its 年月日 there.
    said["blank"] = item.blank if item.blank or item.kind == "date" else None
    return _said(said, ("path", "label", "kind", *(["blank"] if said["blank"] is not None else [])))


def group_settings(item: Group) -> dict[str, object]:
    """Return the settings of a group by their keys, without its columns."""
    said: dict[str, object] = {
        "path": item.path,
        "label": item.label,
        "printed_rows": item.printed_rows,
        "min_rows": item.min_rows or None,
        "max_rows": item.max_rows,
        "required": _required(item.required),
        "hint": item.hint,
        "source": item.source,
    }
    return _said(said, ("path", "label", "printed_rows"))


def _said(settings: dict[str, object], always: tuple[str, ...]) -> dict[str, object]:
    return {
        key: value
        for key, value in settings.items()
        if key in always or not (value is None or value is False or value in ("", []))
    }


def _required(required: bool | Condition) -> object:  # noqa: FBT001 (a value of the field)
    if isinstance(required, Condition):
        return {"when": required.path, "any_of": list(required.any_of)}
    return required


def _bound(bound: str | None) -> object:
    if bound is None:
        return None
    return float(bound) if "." in bound else int(bound)
