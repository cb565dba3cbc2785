"""``[[rules]]``, ``[[consistency]]`` and ``[parameters]`` of a programme.toml, and what may be wrong there.

A rule has ``parameters`` of its own, and shares those of the programme that it names under ``shared``, a
list, or a table from what a parameter is called here to what it is called there. Each must be used, by the
rule's wording or by its predicate; each that either needs must be there. A parameter that is a path must be
that of a field or a group of the programme.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from formkit.checks import PREDICATES
from formkit.chinese.skill_levels import LEVELS
from formkit.judging import PARAMETER_TYPES, Predicate
from formkit.mistakes import Mistakes
from formkit.programme import Attachment, Form, Rule
from formkit.rulewording import FORMATS, places, settled

RULE_KEYS: Final = frozenset(
    ("rule", "subject", "hard", "wording", "source", "predicate", "human", "parameters", "shared")
)


CHECK_KEYS: Final = frozenset(("rule", "predicate", "parameters"))


class Known(NamedTuple):
    """What parameters may name: fields and groups by path, columns, forms, and slots of the checklist."""

    fields: Mapping[str, int]
    groups: frozenset[str]
    columns: frozenset[str]
    forms: frozenset[str]
    slots: frozenset[str]


def shared_parameters(data: Mapping[str, Any], mistakes: Mistakes) -> dict[str, object]:
    """Return ``[parameters]`` of a parsed programme.toml; one may name others that stand before it."""
    common = data.get("parameters", {})
    if not isinstance(common, Mapping):
        mistakes.add("parameters", "应为表")
        common = {}
    return settled(common)


def define_rules(
    data: Mapping[str, Any],
    forms: Mapping[str, Form],
    attachments: tuple[Attachment, ...],
    mistakes: Mistakes,
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the rules of a parsed programme.toml and what has to agree; note every mistake."""
    common = shared_parameters(data, Mistakes())
    reading = _Reading(common, _known(forms, attachments), mistakes)
    rules, consistency = (
        tuple(
            reading.rule(item, f"{key}[{number}]") for number, item in enumerate(mistakes.list(data, key, ""))
        )
        for key in ("rules", "consistency")
    )
    names = [rule.rule for rule in (*rules, *consistency)]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        mistakes.add(f"rules（{name}）", "编号重复")
    # The template of a document may name any of them.
    for name in common if not data.get("documents") else ():
        if name not in reading.taken:
            mistakes.add(f"parameters.{name}", "没有任何条款用到它，请删去或在条款的 shared 中列出")
    return rules, consistency


def define_checks(
    table: Mapping[str, Any], document: Form, rules: Mapping[str, Rule], mistakes: Mistakes
) -> tuple[Rule, ...]:
    """Return the rules that a document has to keep, as its ``checks`` say; note every mistake.

    A check adds to a rule of the notice a predicate and what that looks at in the document.
    """
    reading = _Reading({}, _known({document.name: document}, ()), mistakes)
    where = f"documents.{document.name}.checks"
    return tuple(
        reading.check(item, rules, f"{where}[{number}]")
        for number, item in enumerate(mistakes.list(table, "checks", where))
    )


def _known(forms: Mapping[str, Form], attachments: tuple[Attachment, ...]) -> Known:
    fields: dict[str, int] = {}
    for form in forms.values():
        for item in form.fields:
            fields[item.path] = max(len(item.options), fields.get(item.path, 0))
    groups = [group for form in forms.values() for group in form.groups]
    return Known(
        fields,
        frozenset(group.path for group in groups),
        frozenset(f"{group.path}[].{column.path}" for group in groups for column in group.columns),
        frozenset(forms),
        frozenset(item.slot for item in attachments),
    )


class _Reading:
    """One reading of a programme's rules; ``taken`` are the shared parameters that some rule has named."""

    def __init__(self, common: Mapping[str, Any], known: Known, mistakes: Mistakes) -> None:
        self.taken: set[str] = set()
        self._common = common
        self._known = known
        self._mistakes = mistakes

    def rule(self, item: Any, where: str) -> Rule:  # noqa: ANN401 (TOML)
        if not isinstance(item, Mapping):
            self._mistakes.add(where, "应为表")
            return Rule("", "", "")
        name = self._mistakes.text(item, "rule", where)
        where = f"{where}（{name}）"
        self._mistakes.unknown(item, RULE_KEYS, where)
        predicate = self._mistakes.text(item, "predicate", where, "")
        human = self._flag(item, "human", where)
        if not predicate and not human:
            self._mistakes.add(where, "要么写 predicate（由程序检查），要么写 human = true（由人判断）")
        parameters = self._parameters(item, where)
        wording = self._mistakes.text(item, "wording", where)
        self._check_wording(wording, parameters, where)
        if not predicate or predicate in PREDICATES:
            self._check_parameters(PREDICATES.get(predicate), wording, parameters, where)
        else:
            known = "、".join(PREDICATES)
            self._mistakes.add(f"{where}.predicate", f"没有“{predicate}”这种检查，可用：{known}")
        return Rule(
            name,
            wording,
            self._mistakes.text(item, "source", where),
            self._mistakes.text(item, "subject", where, ""),
            self._flag(item, "hard", where),
            predicate,
            human,
            parameters,
        )

    def check(self, item: Any, rules: Mapping[str, Rule], where: str) -> Rule:  # noqa: ANN401 (TOML)
        table = item if isinstance(item, Mapping) else {}
        self._mistakes.unknown(table, CHECK_KEYS, where)
        name, predicate = (self._mistakes.text(table, key, where) for key in ("rule", "predicate"))
        rule, asked = rules.get(name), PREDICATES.get(predicate)
        if rule is None or asked is None:
            self._mistakes.add(where, f"没有“{name}”这一条，或没有“{predicate}”这种检查")
            return Rule(name, "", "")
        own = self._parameters({"parameters": table.get("parameters", {})}, where)
        used = {place for place, _ in places(rule.wording)} | asked.needs.keys() | asked.may.keys()
        parameters = {key: value for key, value in rule.parameters.items() if key in used} | own
        self._check_parameters(asked, rule.wording, parameters, where)
        return replace(rule, predicate=predicate, parameters=parameters)

    def _flag(self, item: Mapping[str, Any], key: str, where: str) -> bool:
        value = item.get(key, False)
        if not isinstance(value, bool):
            self._mistakes.add(f"{where}.{key}", "应为 true 或 false")
        return value is True

    def _parameters(self, item: Mapping[str, Any], where: str) -> dict[str, object]:
        """Return a rule's own parameters and those of the programme that it shares."""
        own, shared = item.get("parameters", {}), item.get("shared", [])
        if not isinstance(own, Mapping):
            self._mistakes.add(f"{where}.parameters", "应为表")
            own = {}
        if not isinstance(shared, (list, Mapping)):
            self._mistakes.add(f"{where}.shared", '应为列表，或 { 本条的参数 = "共用的参数" }')
            shared = []
        parameters: dict[str, object] = dict(own)
        pairs = shared.items() if isinstance(shared, Mapping) else ((str(name), name) for name in shared)
        for name, source in pairs:
            if not isinstance(source, str) or source not in self._common:
                self._mistakes.add(f"{where}.shared", f"[parameters] 中没有“{source}”")
            elif name in own:
                self._mistakes.add(f"{where}.shared", f"“{name}”在本条的 parameters 中又写了一次，请只留一处")
            else:
                parameters[name] = self._common[source]
                self.taken.add(source)
        return parameters

    def _check_wording(self, wording: str, parameters: Mapping[str, object], where: str) -> None:
        for name, form in places(wording):
            if name not in parameters:
                self._mistakes.add(f"{where}.wording", f"用了“{{{name}}}”，但没有这个参数")
            if form not in FORMATS:
                known = "、".join(FORMATS[1:])
                self._mistakes.add(f"{where}.wording", f"“{{{name}:{form}}}”的写法不对，冒号后可用：{known}")

    def _check_parameters(
        self, predicate: Predicate | None, wording: str, parameters: Mapping[str, object], where: str
    ) -> None:
        needs: Mapping[str, str] = {} if predicate is None else predicate.needs
        types = {} if predicate is None else {**predicate.needs, **predicate.may}
        used = {name for name, _ in places(wording)} | types.keys()
        for name in needs:
            if name not in parameters:
                told = f"缺少“{name}”（{PARAMETER_TYPES[needs[name]]}）"
                self._mistakes.add(f"{where}.parameters", told)
        for name, value in parameters.items():
            place = f"{where}.parameters.{name}"
            if name not in used:
                self._mistakes.add(place, "条文和检查都没有用到它，请删去或检查拼写")
            elif name in types and not TYPES[types[name]](value, self._known):
                self._mistakes.add(place, f"应为{PARAMETER_TYPES[types[name]]}，且是本项目里有的")
        option, path = parameters.get("option"), str(parameters.get("field"))
        many = self._known.fields.get(path, 0)
        if "option" in types and isinstance(option, int) and not 1 <= option <= many:
            self._mistakes.add(f"{where}.parameters.option", "栏目没有这一项，从 1 数起")


Test = Callable[[Any, Known], bool]


def _each(test: Test) -> Test:
    """Return the test of a list whose items each pass a test."""
    return lambda value, known: (
        isinstance(value, list) and bool(value) and all(test(one, known) for one in value)
    )


def _in(name: str) -> Test:
    return lambda value, known: isinstance(value, str) and value in getattr(known, name)


def _is_slot(value: object, known: Known) -> bool:
    return isinstance(value, str) and (not known.slots or value in known.slots)


def _is_place(value: object, known: Known) -> bool:
    return isinstance(value, str) and (value in known.fields or value in known.groups)


def _is_text(value: object, _known: Known) -> bool:
    return isinstance(value, str)


def _is_number(value: object, _known: Known) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_day(value: object, _known: Known) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _is_table(value: object, known: Known) -> bool:
    return isinstance(value, Mapping) and all(_each(_is_text)(one, known) for one in value.values())


_FIELD, _GROUP, _COLUMN = _in("fields"), _in("groups"), _in("columns")
TYPES: Final[dict[str, Test]] = {
    "field": _FIELD,
    "fields": _each(_FIELD),
    "group": _GROUP,
    "groups": _each(_GROUP),
    "column": _COLUMN,
    "columns": _each(_COLUMN),
    "places": _each(_is_place),
    "chains": _each(_each(lambda value, known: _FIELD(value, known) or _COLUMN(value, known))),
    "form": _in("forms"),
    "slot": _is_slot,
    "slots": _each(_is_slot),
    "number": _is_number,
    "date": _is_day,
    "text": _is_text,
    "texts": _each(_is_text),
    "flag": lambda value, _known: isinstance(value, bool),
    "table": _is_table,
    "level": lambda value, _known: value in LEVELS,
    "weight": lambda value, _known: value in ("note", "warning"),
}
"""How each type in :data:`formkit.judging.PARAMETER_TYPES` is told."""
