"""The commands ``formkit programmes`` and ``formkit show``: what there is to fill."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace

from formkit import api
from formkit.errors import UsageError
from formkit.printing import print_json, table
from formkit.programme import Condition, Form, Programme, Rule
from formkit.rulewording import wording
from formkit.terminal import out

HEADS = ("路径", "栏目", "类型", "必填", "依据")
RULES = ("rules", "条款")
"""What is asked for to see the rules of the notice in place of a form."""

RULE_HEADS = ("编号", "事项", "性质", "检查", "依据", "内容")


def chosen_programme(options: Namespace) -> Programme:
    """Return the programme that ``-p`` names, or the only one there is."""
    if options.programme is not None:
        return api.load(options.programme)
    names = api.programmes()
    if len(names) != 1:
        message = f"请用 -p 指明申报项目：{'、'.join(names)}。"
        raise UsageError(message)
    return api.load(names[0])


def programmes(options: Namespace) -> int:
    """List the programmes that come with formkit."""
    found = [api.load(name) for name in api.programmes()]
    if options.json:
        print_json(
            [
                {"name": item.name, "title": item.title, "source": item.source, "forms": list(item.forms)}
                for item in found
            ]
        )
    else:
        rows = [(item.name, item.title, item.source) for item in found]
        out(table([("名称", "申报项目", "依据"), *rows]))
    return 0


def show(options: Namespace) -> int:
    """Show the forms of a programme, the fields of one form, or the rules of the notice."""
    programme = chosen_programme(options)
    if options.form in RULES and options.form not in programme.forms:
        return _show_rules(programme, as_json=options.json)
    every = (*programme.forms.values(), *programme.documents.values())
    forms = every if options.form is None else (api.form_of(programme, options.form),)
    if options.json:
        print_json({form.name: _described(form) for form in forms})
        return 0
    for form in forms:
        out(f"{form.name}  {form.label}  {form.title}")
        if options.form is not None or len(programme.forms) == 1:
            rows = [
                (item["path"], item["label"], item["kind"], item["required"], item["source"])
                for item in _described(form)
            ]
            out(table([HEADS, *rows]))
    return 0


def _described(form: Form) -> list[dict[str, str]]:
    items = [(item.path, item) for item in form.fields]
    items += [(f"{group.path}[].{item.path}", item) for group in form.groups for item in group.columns]
    return [
        {
            "path": path,
            "label": item.label,
            "kind": item.kind,
            "required": "视情况" if isinstance(item.required, Condition) else ("是" if item.required else ""),
            "source": item.source,
        }
        for path, item in items
    ]


def _show_rules(programme: Programme, *, as_json: bool) -> int:
    rules = (*programme.rules, *programme.consistency)
    if as_json:
        print_json([_rule(rule) for rule in rules])
        return 0
    rows = [
        (
            rule.rule,
            rule.subject,
            "硬性" if rule.hard else "弹性",
            judged_by(rule),
            rule.source,
            wording(rule),
        )
        for rule in rules
    ]
    out(table([RULE_HEADS, *rows]))
    return 0


def judged_by(rule: Rule) -> str:
    """Say who judges a rule: the program, a person, or each a part."""
    if not rule.predicate:
        return "人工"
    return "部分" if rule.human else "程序"


def _rule(rule: Rule) -> dict[str, object]:
    parameters = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in rule.parameters.items()
    }
    return {
        "rule": rule.rule,
        "subject": rule.subject,
        "hard": rule.hard,
        "predicate": rule.predicate,
        "human": rule.human,
        "source": rule.source,
        "wording": wording(rule),
        "parameters": parameters,
    }
