"""A record as the names that a template asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from formkit.chinese.names import spread
from formkit.entering import Entry, entry_of
from formkit.errors import ProgrammeError
from formkit.grid import Picture
from formkit.once import once_for_each
from formkit.paths import row_paths
from formkit.programme import Field, Form, Group, Programme
from formkit.record import Found, Record
from formkit.rulewording import Parameter


class Names:
    """Names a template may use at one level: ``leader.name`` asks Names for ``name``.

    A dict would answer ``items`` or ``keys`` with a method of its own.
    """

    __slots__ = ("_names",)

    def __init__(self, names: dict[str, Any]) -> None:
        """Take the names and what they stand for."""
        self._names = names

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (another level, rows, or something shown)
        """Return what a name stands for."""
        try:
            return self._names[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        """Return what a name stands for, for ``x["name"]``."""
        return self._names[name]

    def get(self, name: str) -> Any:  # noqa: ANN401
        """Return what a name stands for, or None."""
        return self._names.get(name)

    def as_dict(self) -> dict[str, Any]:
        """Return the names of this level."""
        return self._names


class Ticks:
    """A choice in a template: ``{{ x }}`` shows all boxes, ``{{ x["A"] }}`` one, ``{{ x.chosen }}`` none."""

    __slots__ = ("_chosen", "_options", "text")

    def __init__(self, text: Any, chosen: Sequence[str], options: Sequence[str]) -> None:  # noqa: ANN401 (markup)
        """Take the text that shows all options, and those that are ticked."""
        self.text, self._chosen, self._options = text, frozenset(chosen), options

    @property
    def chosen(self) -> str:
        """The options that are ticked, as an official document says them."""
        return "、".join(option for option in self._options if option in self._chosen)

    def __getitem__(self, option: str) -> str:
        """Return the box of one option."""
        if option not in self._options:
            raise KeyError(option)
        return "☑" if option in self._chosen else "□"


#: Turns a field and its answer into what the template's engine prints.
Show = Callable[[Field, str | Picture], Any]


class _Place(NamedTuple):
    """What a name stands for: the answer of a field at a path; in a row that ``repeats``, of a column."""

    item: Field
    entry: Entry
    path: str
    repeats: bool


class _Rows(NamedTuple):
    """What a name stands for: the rows of a group, at least as many as the blank form prints."""

    group: Group


_Level = dict[str, "_Place | _Rows | _Level"]


class Answers:
    """Names that stand for answers, each shown when a template asks for it.

    Most are asked for once, so nothing is kept of them, save of choices: their boxes are asked for singly.
    """

    __slots__ = ("_answers", "_level", "_show", "_ticks")

    def __init__(self, level: _Level, answers: Mapping[str, Found], show: Show) -> None:
        """Take what the names of a level stand for, the answers by path, and what shows them."""
        self._level, self._answers, self._show = level, answers, show
        self._ticks: dict[str, Ticks] = {}

    def get(self, name: str) -> Any:  # noqa: ANN401 (another level, rows, or something shown)
        """Return what a name stands for, or None."""
        place = self._level.get(name)
        if type(place) is _Place:
            item, entry, path, _ = place
            found = self._answers.get(path)
            if found is not None and entry.is_plain:
                value = found[0]
                if type(value) is str:  # as nearly all are
                    return self._show(item, value)
            if not item.options:
                return _shown(place, found, self._show)
            if name not in self._ticks:
                self._ticks[name] = _ticked(place, found, self._show)
            return self._ticks[name]
        if isinstance(place, dict):
            return Answers(place, self._answers, self._show)
        return self._rows(place.group) if isinstance(place, _Rows) else None

    def _rows(self, group: Group) -> list[Answers]:
        count = 0
        while row_paths(group, count)[0] in self._answers:
            count += 1
        rows = (_row_level(group, number) for number in range(max(count, group.printed_rows)))
        return [Answers(level, self._answers, self._show) for level in rows]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Return what a name stands for."""
        found = self.get(name)
        if found is None:
            raise AttributeError(name)
        return found

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        """Return what a name stands for, for ``x["name"]``."""
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return the names of this level."""
        return {name: self.get(name) for name in self._level}


def names_of(form: Form, record: Record, show: Show) -> Answers:
    """Return the names that a form's template may use, each answer as ``show`` prints it.

    A group has at least the rows that the blank form prints.
    """
    return Answers(_level_of(form), record.answers, show)


@once_for_each
def _level_of(form: Form) -> _Level:
    """Return what the names of a form stand for: ``leader.name`` is ``name`` on the level ``leader``."""
    outermost: _Level = {}
    for item in form.fields:
        _plant(outermost, item.path, _Place(item, entry_of(item), item.path, repeats=False))
    for group in form.groups:
        _plant(outermost, group.path, _Rows(group))
    return outermost


def _plant(level: _Level, path: str, place: _Place | _Rows) -> None:
    *parents, last = path.split(".")
    for part in parents:
        inner = level.setdefault(part, {})
        if not isinstance(inner, dict):
            message = f"“{path}”与“{part}”不能同时是栏目。"
            raise ProgrammeError(message)
        level = inner
    level[last] = place


def _row_level(group: Group, number: int) -> _Level:
    """Return what the names of a row stand for."""
    levels = _row_levels(group)
    while number >= len(levels):
        paths = zip(group.columns, row_paths(group, len(levels)), strict=True)
        levels.append({item.path: _Place(item, entry_of(item), path, repeats=True) for item, path in paths})
    return levels[number]


@once_for_each
def _row_levels(group: Group) -> list[_Level]:  # noqa: ARG001 (each has a list of its own)
    """Return what the names of the first rows stand for, as many as were asked for yet."""
    return []


def names_of_programme(programme: Programme) -> dict[str, Any]:
    """Return what the template of a document may name besides its fields.

    ``rules.R01.quota`` is a parameter of a rule, ``parameters.year`` one of the programme,
    ``programme.source`` the number of its notice.
    """
    rules = {
        rule.rule: Names({name: Parameter(value) for name, value in rule.parameters.items()})
        for rule in programme.rules
    }
    return {
        "rules": Names(rules),
        "parameters": Names({name: Parameter(value) for name, value in programme.parameters.items()}),
        "programme": Names({"title": programme.title, "source": programme.source}),
    }


def _shown(place: _Place, found: Found | None, show: Show) -> Any:  # noqa: ANN401 (markup)
    value = None if found is None else found.value
    entry = place.entry
    if isinstance(value, Picture):
        return show(place.item, value)
    text = found.raw if found is not None and value is None else ""
    text = text or entry.text(value, repeats=place.repeats)
    return show(place.item, spread(text) if place.item.spaced else text)


def _ticked(place: _Place, found: Found | None, show: Show) -> Ticks:
    value = None if found is None else found.value
    chosen = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    return Ticks(_shown(place, found, show), chosen, place.item.options)
