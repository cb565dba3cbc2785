"""The command ``formkit update``: next year's blank form in the place of this year's."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from formkit.learning.comparing import Kept
from formkit.printing import print_json, table
from formkit.programme import Field
from formkit.terminal import out, say
from formkit.updating import Updated
from formkit.updating import update as update_programme

YES = frozenset(("", "是", "是的", "对", "y", "yes"))
NO = frozenset(("否", "不是", "不", "n", "no"))


def update(options: Namespace) -> int:
    """Put a new blank form in the place of a programme's old one."""
    asks = sys.stdin is not None and sys.stdin.isatty() and not options.json and not options.dry_run
    updated = update_programme(
        options.programme,
        options.blank,
        options.output,
        form=options.form,
        agree=_agrees if asks else None,
        force=options.force,
        dry_run=options.dry_run,
    )
    if options.json:
        print_json(_updated_json(updated, dry_run=options.dry_run))
    else:
        _say_updated(updated, dry_run=options.dry_run)
    return 0


def _agrees(old: Field, new: Field) -> bool:
    heading = f"（{new.block}）" if new.block else ""
    say(f"旧表的“{old.label}”在新表中是不是“{new.label}”{heading}？[是/否]")
    while True:
        say("> ", end="")
        try:
            said = input().strip().lower()
        except EOFError:
            return False
        if said in YES or said in NO:
            return said in YES
        say("请回答 是 或 否。")


def _updated_json(updated: Updated, *, dry_run: bool) -> dict[str, Any]:
    found = updated.comparison
    every = [*((item, "") for item in found.kept)]
    every += [(item, f"{rows.old.path}[].") for rows in found.rows for item in rows.columns]
    kept = [
        {
            "path": f"{prefix}{item.old.path}",
            "label": item.old.label,
            "new_label": item.new.field.label,
            "renamed": item.renamed,
            "moved": item.moved and not prefix,
            "sure": round(item.sure, 2),
        }
        for item, prefix in every
    ]
    return {
        "written": [] if dry_run else [str(updated.folder / name) for name in updated.files],
        "form": updated.form.name,
        "kept": kept,
        "new": [path for path, _ in _added(updated)],
        "gone": [path for path, _ in _gone(updated)],
        "notes": list(updated.notes),
    }


def _added(updated: Updated) -> list[tuple[str, str]]:
    found = updated.comparison
    named = [(item.field.path, item.field.label) for item in found.added]
    named += [(rows.group.path, rows.group.label) for rows in found.added_rows]
    return named + [
        (f"{rows.old.path}[].{item.field.path}", item.field.label)
        for rows in found.rows
        for item in rows.added
    ]


def _gone(updated: Updated) -> list[tuple[str, str]]:
    found = updated.comparison
    named = [(item.path, item.label) for item in found.gone]
    named += [(group.path, group.label) for group in found.gone_rows]
    return named + [
        (f"{rows.old.path}[].{item.path}", item.label) for rows in found.rows for item in rows.gone
    ]


def _say_updated(updated: Updated, *, dry_run: bool) -> None:
    found = updated.comparison
    kept = [*found.kept, *(item for rows in found.rows for item in rows.columns)]
    rows = [("变化", "路径", "旧表", "新表")]
    rows += [
        (_change(item), item.old.path, item.old.label, item.new.field.label) for item in kept if _change(item)
    ]
    rows += [("新增", path, "", label) for path, label in _added(updated)]
    rows += [("取消", path, label, "") for path, label in _gone(updated)]
    same = sum(not _change(item) for item in kept)
    out(f"{updated.form.label}（{updated.form.name}）：{same} 个栏目不变，{len(rows) - 1} 处变化")
    if len(rows) > 1:
        out(table([tuple(" ".join(cell.split()) for cell in row) for row in rows]))
    for note in updated.notes:
        say(f"提醒：{note}")
    for item in updated.doubtful:
        say(f"请核对：旧表的“{item.old.label}”在新表中是否就是“{item.new.field.label}”（{item.old.path}）。")
    if _gone(updated):
        say("取消的栏目在 programme.toml 中已改成注释；如果新表其实有，请改标签后再更新。")
    say("这是试运行，没有写文件。" if dry_run else f"已写入：{updated.folder}")


def _change(item: Kept) -> str:
    return (
        "移动并改名"
        if item.moved and item.renamed
        else "移动"
        if item.moved
        else "改名"
        if item.renamed
        else ""
    )
