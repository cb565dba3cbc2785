"""The commands ``formkit programmes`` and ``formkit show``: what there is to fill."""

from __future__ import annotations

from argparse import Namespace

from formkit import api
from formkit.errors import UsageError
from formkit.printing import print_json, table
from formkit.programme import Condition, Form, Programme
from formkit.terminal import out

HEADS = ("路径", "栏目", "类型", "必填", "依据")


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
    """Show the forms of a programme, or the fields of one form."""
    programme = chosen_programme(options)
    forms = programme.forms.values() if options.form is None else [api.form_of(programme, options.form)]
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
