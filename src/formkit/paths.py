"""Paths of data, ``leader.name`` and ``members[0].name``: from flat keys to nested data, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NoReturn

from formkit.errors import DataError
from formkit.once import once_for_each
from formkit.programme import Group

MANY: Final = "、"
"""What stands between several answers in one text."""

_PATH: Final = re.compile(r"[^.\[\]]+(?:\[\d{1,6}\])?(?:\.[^.\[\]]+(?:\[\d{1,6}\])?)*")
_ROWS_KEPT: Final = 100
_STEP: Final = re.compile(r"\[(\d+)\]|[^.\[\]]+")

Step = str | int


class _Branch(dict[Step, object]):
    """A mapping, or the rows of a group by their number, while it is being built."""


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[Step, ...]:
    """Return the steps of a path; a text that is no path is one step.

    >>> steps("members[0].name")
    ('members', 0, 'name')
    """
    if not _PATH.fullmatch(path):
        return (path,)
    return tuple(int(match[1]) if match[1] else match[0] for match in _STEP.finditer(path))


def nest(data: Mapping[str, object]) -> dict[str, object]:
    """Return data with each flat key nested; numbered rows become lists, rows without data fall away.

    :raises DataError: when two keys claim one place.

    >>> nest({"leader.name": "张三", "leader": {"phone": "1"}, "members[1].name": "李四"})
    {'leader': {'name': '张三', 'phone': '1'}, 'members': [{'name': '李四'}]}
    """
    root = _Branch()
    for key, value in data.items():
        _place(root, key, value, key)
    return {str(key): _finished(value) for key, value in root.items()}


def _place(branch: _Branch, key: str, value: object, path: str) -> None:
    *before, last = steps(key)
    for step in before:
        branch = _below(branch, step, path)
    if isinstance(value, Mapping):
        inner = _below(branch, last, path)
        for name, item in value.items():
            _place(inner, str(name), item, f"{path}.{name}")
        return
    _agree(branch, last, path)
    if last in branch:
        _refuse(path)
    branch[last] = [_item(item) for item in value] if isinstance(value, (list, tuple)) else value


def _item(value: object) -> object:
    if isinstance(value, Mapping):
        return nest(value)
    return [_item(item) for item in value] if isinstance(value, (list, tuple)) else value


def _below(branch: _Branch, step: Step, path: str) -> _Branch:
    _agree(branch, step, path)
    inner = branch.setdefault(step, _Branch())
    if not isinstance(inner, _Branch):
        _refuse(path)
    return inner


def _agree(branch: _Branch, step: Step, path: str) -> None:
    if any(isinstance(other, int) != isinstance(step, int) for other in list(branch)[:1]):
        _refuse(path)


def _refuse(path: str) -> NoReturn:
    message = f"数据中“{path}”与另一处写法重复或冲突；同一栏目只能填写一次，请删去其中一处。"
    raise DataError(message)


def _finished(value: object) -> object:
    if not isinstance(value, _Branch):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_finished(item) for _, item in sorted(value.items(), key=lambda pair: int(pair[0]))]
    return {str(key): _finished(item) for key, item in value.items()}


def row_paths(group: Group, number: int) -> tuple[str, ...]:
    """Return the paths of a row's columns, ``members[0].name`` first; those of the first rows are kept."""
    kept = _first_rows(group)
    while len(kept) <= min(number, _ROWS_KEPT):
        kept.append(tuple(f"{group.path}[{len(kept)}].{column.path}" for column in group.columns))
    if number < len(kept):
        return kept[number]
    return tuple(f"{group.path}[{number}].{column.path}" for column in group.columns)


@once_for_each
def _first_rows(group: Group) -> list[tuple[str, ...]]:  # noqa: ARG001 (each has a list of its own)
    """Return the paths of the first rows, as many as were asked for yet."""
    return []


def value_at(data: Mapping[str, object], path: str) -> object | None:
    """Return what nested data holds at a path, or None; a flat key is found as well."""
    if path in data:
        return data[path]
    value: object = data
    for step in steps(path):
        value = value.get(step) if type(value) is dict else _one_below(value, step)
    return value


def _one_below(value: object, step: Step) -> object | None:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
        found: object = value[step]
        return found
    return None


def text_at(data: Mapping[str, object], path: str) -> str:
    """Return the text at a path, several answers joined by ``、``; "" where there is none."""
    return "".join(_joined(value_at(data, path)))


def _joined(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        yield MANY.join(value)
