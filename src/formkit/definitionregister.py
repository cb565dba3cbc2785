"""``[register]``, ``[review]`` and what documents take from a register, as a programme.toml says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from formkit.mistakes import Mistakes
from formkit.programme import Field, Form, FromRegister, Identity, Register, Review, ReviewItem, Rule

REGISTER_KEYS: Final = frozenset(("identity", "summary", "departments", "sheets", "steps"))
IDENTITY: Final = ("code", "unit", "leader", "studio")
REVIEW_KEYS: Final = frozenset(("items", "trim", "decimals", "experts", "beside"))
ITEM_KEYS: Final = frozenset(("name", "points", "hint", "source"))
FROM_KEYS: Final = frozenset(("group", "stage", "columns", "fields", "replies"))
STAGES: Final = ("advised", "consulted", "decided", "published")
#: Steps of the process, each of which may rest on a rule.
STEPS: Final = (
    *("admitted", "reviewed", "advised", "consulted", "decided", "published"),
    *("evaluated", "graded", "recommended", "rectified"),
)
#: What people enter about a submission, as documents may take it.
ENTERED: Final = frozenset((
    "review.date", "decisions.meeting", "decisions.issued_number", "decisions.issued_date",
    "decisions.evaluated", "decisions.grade", "decisions.recommended", "decisions.rectify_by",
    "decisions.reexamined",
))  # fmt: skip
#: Paths that most programmes use, where theirs says nothing.
USUAL: Final = Identity("unit.credit_code", "unit.name", "leader.name", "studio.name")
FEW: Final = 8
"""So many required short answers are shown in the first row of a submission where nobody chose them."""

SHORT: Final = frozenset(("text", "choice_one", "date", "year_month", "number", "money", "phone"))


def define_register(
    data: Mapping[str, Any], forms: Mapping[str, Form], rules: Sequence[Rule], mistakes: Mistakes
) -> Register:
    """Return what the register looks like; where the programme does not say it, what suits its forms."""
    table = data.get("register", {})
    if not isinstance(table, Mapping):
        mistakes.add("register", "应为表")
        table = {}
    mistakes.unknown(table, REGISTER_KEYS, "register")
    summary = tuple(map(str, mistakes.list(table, "summary", "register")))
    known = set(places(forms))
    for place in summary:
        if place not in known:
            mistakes.add("register.summary", f"没有“{place}”这一栏，应写成“表/路径”")
    groups = {group.path for form in forms.values() for group in form.groups}
    sheets = table.get("sheets", {})
    if not isinstance(sheets, Mapping) or not set(sheets) <= groups:
        mistakes.add("register.sheets", "应为 { 重复行的路径 = “工作表名称” }")
        sheets = {}
    return Register(
        _identity(table, forms, mistakes),
        summary or _usual_summary(forms),
        _departments(table, rules, mistakes),
        {str(path): str(title) for path, title in sheets.items()},
        _steps(table, rules, mistakes),
    )


def places(forms: Mapping[str, Form]) -> Iterator[str]:
    """Yield each field of each form as ``form/path``."""
    for name, form in forms.items():
        yield from (f"{name}/{item.path}" for item in form.fields)


def _identity(table: Mapping[str, Any], forms: Mapping[str, Form], mistakes: Mistakes) -> Identity:
    paths = {item.path for form in forms.values() for item in form.fields}
    said = table.get("identity")
    if said is None:
        return Identity(
            *(path if path in paths else "" for path in (getattr(USUAL, key) for key in IDENTITY))
        )
    if not isinstance(said, Mapping):
        mistakes.add("register.identity", '应为 { unit = "路径", leader = "路径" }')
        return Identity()
    mistakes.unknown(said, frozenset(IDENTITY), "register.identity")
    for key, path in said.items():
        if str(path) not in paths:
            mistakes.add(f"register.identity.{key}", f"没有路径为“{path}”的栏目")
    return Identity(*(str(said.get(key, "")) for key in IDENTITY))


def _usual_summary(forms: Mapping[str, Form]) -> tuple[str, ...]:
    fields: list[tuple[str, Field]] = [(name, item) for name, form in forms.items() for item in form.fields]
    wanted = [f"{name}/{item.path}" for name, item in fields if item.required is True and item.kind in SHORT]
    others = [f"{name}/{item.path}" for name, item in fields if item.kind in SHORT]
    return tuple(dict.fromkeys([*wanted, *others]))[:FEW]


def _departments(table: Mapping[str, Any], rules: Sequence[Rule], mistakes: Mistakes) -> tuple[str, ...]:
    """Return who is asked: a list, or ``{ rule = "R22", parameter = "departments" }``."""
    said = table.get("departments", [])
    if isinstance(said, list):
        return tuple(map(str, said))
    if isinstance(said, Mapping):
        for rule in rules:
            value = rule.parameters.get(str(said.get("parameter")))
            if rule.rule == said.get("rule") and isinstance(value, list | tuple):
                return tuple(map(str, value))
    mistakes.add("register.departments", '应为列表，或 { rule = "条款", parameter = "参数" }')
    return ()


def _steps(table: Mapping[str, Any], rules: Sequence[Rule], mistakes: Mistakes) -> dict[str, str]:
    """Return which rule each step rests on; a step that is not named rests on none."""
    said = table.get("steps", {})
    if not isinstance(said, Mapping):
        mistakes.add("register.steps", '应为 { consulted = "R22" } 这样的表')
        return {}
    known = {rule.rule for rule in rules}
    for step, rule in said.items():
        if step not in STEPS:
            mistakes.add(f"register.steps.{step}", f"没有这一步，应为 {'、'.join(STEPS)} 之一")
        elif str(rule) not in known:
            mistakes.add(f"register.steps.{step}", f"没有“{rule}”这一条")
    return {str(step): str(rule) for step, rule in said.items()}


def define_review(data: Mapping[str, Any], forms: Mapping[str, Form], mistakes: Mistakes) -> Review | None:
    """Return how experts score, None where the programme does not say it."""
    table = data.get("review")
    if table is None:
        return None
    if not isinstance(table, Mapping):
        mistakes.add("review", "应为表")
        return None
    mistakes.unknown(table, REVIEW_KEYS, "review")
    items = tuple(
        _item(item, f"review.items[{number}]", mistakes)
        for number, item in enumerate(mistakes.list(table, "items", "review"))
    )
    if not items or len({item.name for item in items}) != len(items):
        mistakes.add("review.items", "至少要有一项，名称不能重复")
    trim, decimals, experts = (
        mistakes.number(table, key, "review", usual)
        for key, usual in (("trim", 0), ("decimals", 2), ("experts", 5))
    )
    if (experts or 0) <= 2 * (trim or 0):
        mistakes.add("review.experts", "专家人数应多于去掉的最高分和最低分的个数")
    beside = mistakes.text(table, "beside", "review", "")
    if beside and beside not in set(places(forms)):
        mistakes.add("review.beside", f"没有“{beside}”这一栏，应写成“表/路径”")
    return Review(items, trim or 0, 2 if decimals is None else decimals, experts or 1, beside)


def _item(item: Any, where: str, mistakes: Mistakes) -> ReviewItem:  # noqa: ANN401 (TOML)
    if not isinstance(item, Mapping):
        mistakes.add(where, "应为表")
        return ReviewItem("", 0)
    mistakes.unknown(item, ITEM_KEYS, where)
    points = mistakes.number(item, "points", where)
    if not points:
        mistakes.add(f"{where}.points", "应为大于 0 的整数")
    return ReviewItem(
        mistakes.text(item, "name", where),
        points or 0,
        mistakes.text(item, "hint", where, ""),
        mistakes.text(item, "source", where, ""),
    )


def define_from_register(
    table: Mapping[str, Any], form: Form, forms: Mapping[str, Form], mistakes: Mistakes
) -> FromRegister | None:
    """Return what a document takes from a register, None where it takes nothing."""
    said = table.get("register")
    if said is None:
        return None
    where = f"documents.{form.name}.register"
    if not isinstance(said, Mapping):
        mistakes.add(where, "应为表")
        return None
    mistakes.unknown(said, FROM_KEYS, where)
    groups = {group.path: {column.path for column in group.columns} for group in form.groups}
    group, stage = mistakes.text(said, "group", where), mistakes.text(said, "stage", where)
    replies = mistakes.text(said, "replies", where, "")
    if stage not in STAGES:
        mistakes.add(f"{where}.stage", f"应为 {'、'.join(STAGES)} 之一")
    for path in filter(None, (group, replies)):
        if path not in groups:
            mistakes.add(where, f"没有“{path}”这种重复行")
    columns = _taken(said, "columns", groups.get(group, set()), forms, where, mistakes)
    fields = _taken(said, "fields", {item.path for item in form.fields}, forms, where, mistakes)
    return FromRegister(group, stage, columns, fields, replies)


def _taken(  # noqa: PLR0913, PLR0917 (a table, and what may stand in it)
    said: Mapping[str, Any],
    key: str,
    own: set[str],
    forms: Mapping[str, Form],
    where: str,
    mistakes: Mistakes,
) -> dict[str, str]:
    table = said.get(key, {})
    if not isinstance(table, Mapping):
        mistakes.add(f"{where}.{key}", "应为表")
        return {}
    known = ENTERED.union(places(forms))
    for path, taken in table.items():
        if path not in own or str(taken) not in known:
            mistakes.add(f"{where}.{key}.{path}", f"没有“{path}”这一栏，或不能取“{taken}”")
    return {str(path): str(taken) for path, taken in table.items()}
