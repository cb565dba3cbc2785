"""Changes in the text of a programme.toml: what is not changed stays as somebody wrote it, comments too."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from formkit.writers.definition import toml_value

_HEADER: Final = re.compile(r"\s*\[{1,2}[^\[\]]+\]{1,2}\s*(?:#.*)?")
_IDLE: Final = re.compile(r"\s*(?:#.*)?")
ASKED: Final = "# 请核对："


@dataclass(slots=True)
class _Part:
    """Some lines of the text: what stands over a header, the header, what is said under it."""

    form: str
    sort: str
    lead: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def data(self) -> dict[str, Any]:
        """What is said of the field, group or form."""
        parsed = tomllib.loads("\n".join(self.lines))
        form: dict[str, Any] = parsed["forms"][self.form]
        if self.sort == "form":
            return form
        item: dict[str, Any] = form[self.sort][0]
        return item


class DefinitionText:
    """The text of a programme.toml, taken apart at its fields and groups."""

    def __init__(self, text: str) -> None:
        """Take the text; it must be TOML."""
        self._parts: list[_Part] = [_Part("", "")]
        for line in text.splitlines():
            if _HEADER.fullmatch(line) and _is_whole(self._parts[-1].lines):
                kind = _kind_of(line)
                if kind is not None:
                    self._begin(_Part(*kind))
            self._parts[-1].lines.append(line)

    def _begin(self, part: _Part) -> None:
        """Let a part begin; blank lines and comments over its header are its own."""
        before = self._parts[-1].lines
        while len(before) > 1 and _IDLE.fullmatch(before[-1]):
            part.lead.insert(0, before.pop())
        self._parts.append(part)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "\n".join(line for part in self._parts for line in (*part.lead, *part.lines)) + "\n"

    def paths(self, form: str) -> list[str]:
        """Return the paths of a form's fields and groups that have a header of their own."""
        return [part.data.get("path", "") for part in self._of(form)]

    def _of(self, form: str) -> list[_Part]:
        return [part for part in self._parts if part.form == form and part.sort in {"fields", "groups"}]

    def _find(self, form: str, path: str) -> _Part:
        if not path:
            return next(part for part in self._parts if part.form == form and part.sort == "form")
        return next(part for part in self._of(form) if part.data.get("path") == path)

    def set(self, form: str, path: str, values: Mapping[str, object]) -> None:
        """Give settings of a field, group or column (``group[].column``) new values; None takes one away.

        An empty path stands for the form itself.
        """
        group, found, column = path.partition("[].")
        if found:
            self.set_columns(form, group, lambda item: {**item, **values} if item["path"] == column else item)
            return
        part = self._find(form, path)
        for key, value in values.items():
            _set(part.lines, key, value)
        if values.get("question", "") is None:
            part.lines[:] = [line for line in part.lines if not line.startswith(ASKED)]

    def set_columns(
        self, form: str, group: str, changed: Callable[[dict[str, Any]], Mapping[str, object] | None]
    ) -> None:
        """Write the columns of a group anew, each as ``changed`` gives it; None takes it away."""
        part = self._find(form, group)
        columns = [changed(dict(column)) for column in part.data["columns"]]
        _put(part.lines, "columns", column_lines(column for column in columns if column is not None))

    def add_columns(self, form: str, group: str, columns: Iterable[Mapping[str, object]]) -> None:
        """Add columns at the end of a group's."""
        part = self._find(form, group)
        _put(part.lines, "columns", column_lines([*part.data["columns"], *columns]))

    def comment_out(self, form: str, path: str, note: str) -> None:
        """Make comments of a field or group, so that what was said of it is not lost."""
        part = self._find(form, path)
        part.lead += [f"# {note}", *(f"# {line}".rstrip() for line in part.lines)]
        part.lines, part.sort = [], ""

    def note(self, form: str, path: str, note: str) -> None:
        """Put a comment over a field or group."""
        self._find(form, path).lead.append(f"# {note}")

    def add(self, form: str, lines: Iterable[str]) -> None:
        """Put the lines of a new field or group at the end of a form."""
        place = max(number for number, part in enumerate(self._parts) if part.form == form)
        body = list(lines)
        header = next(number for number, line in enumerate(body) if _HEADER.fullmatch(line))
        _, sort = _kind_of(body[header]) or ("", "")
        self._parts.insert(place + 1, _Part(form, sort, ["", *body[:header]], body[header:]))


def column_lines(columns: Iterable[Mapping[str, object]]) -> list[str]:
    """Return the setting ``columns`` of a group, a line for each column; what is None is left out."""
    said = [{key: value for key, value in column.items() if value is not None} for column in columns]
    return ["columns = [", *(f"  {toml_value(column)}," for column in said), "]"]


def _is_whole(lines: list[str]) -> bool:
    """Whether the lines end where a value ends: a line of an array may look like a header."""
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _kind_of(header: str) -> tuple[str, str] | None:
    """Return the form and the sort of part that a header begins; None where it goes on with the last one."""
    try:
        parsed = tomllib.loads(header)
    except tomllib.TOMLDecodeError:
        return None
    forms = parsed.get("forms")
    if not isinstance(forms, dict) or not forms:
        return "", "other"
    ((form, below),) = forms.items()
    if not below:
        return form, "form"
    ((sort, items),) = below.items()
    return (form, sort) if isinstance(items, list) else None


def _set(lines: list[str], key: str, value: object) -> None:
    _put(lines, key, [] if value is None else [f"{key} = {toml_value(value)}"])


def _put(lines: list[str], key: str, new: list[str]) -> None:
    """Put lines where a setting stands, or after the last setting."""
    start = next(
        (n for n, line in enumerate(lines) if n and re.match(rf"\s*{re.escape(key)}\s*=", line)), None
    )
    if start is None:
        end = len(lines)
        while end > 1 and _IDLE.fullmatch(lines[end - 1]):
            end -= 1
        lines[end:end] = new
        return
    stop = start + 1
    while stop < len(lines) and not _is_whole(lines[start:stop]):
        stop += 1
    lines[start:stop] = new


def without_places(text: str, places: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return a definition that names none of some places (``form/path``), and what a person must know.

    ``places`` have their labels. A line with nothing else in it becomes a comment, a pair of an inline table
    goes.
    """
    notes: list[str] = []
    for place, label in places.items():
        named, own = re.escape(f'"{place}"'), re.escape(place.partition("/")[2])
        left = re.sub(rf"(?m)^(\s*)({named},?)\s*$", r"\1# 新表没有：\2", text)
        left = re.sub(rf'(,\s*)?[\w."-]+\s*=\s*{named}', "", left)
        left = re.sub(rf'(?m)^(identity\s*=.*?)(,\s*)?\b\w+\s*=\s*"{own}"', r"\1", left)
        left = re.sub(r"\{\s*,\s*", "{ ", left)
        if left != text:
            notes.append(f"汇总表、公文原来取“{label}”（{place}），新表没有这一栏，已去掉，请核对。")
        text = left
    return text, notes
