"""The verb that takes next year's blank form into a programme: paths, limits and clauses are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from formkit import api
from formkit.chinese.folding import fold
from formkit.errors import ProgrammeError, UsageError
from formkit.learn import DEFINITION, Blank, checked_in_passing, drafted, made_of, read_blanks
from formkit.learning.comparing import Comparison, Kept, KeptRows, compare, likeness_of
from formkit.learning.pairing import DOUBTFUL, Agree
from formkit.learning.templating import Draft
from formkit.programme import Condition, Field, Form, Group, Programme
from formkit.writers.definition import Entry, entry_lines, settings, toml_key
from formkit.writers.definitionedits import DefinitionText, without_places
from formkit.writers.wholefolder import refuse_folder

ALIKE = 0.15
"""A blank form that shares less of a form's labels is not taken for its successor."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What a new blank form made of a programme: its files by name, the form concerned, what became of it."""

    folder: Path
    form: Form
    files: Mapping[str, bytes]
    comparison: Comparison
    doubtful: tuple[Kept, ...]
    notes: tuple[str, ...]


def update(  # noqa: PLR0913 (all but two are keywords)
    programme: str | Path,
    blank: str | Path,
    output: str | Path | None = None,
    *,
    form: str | None = None,
    agree: Agree | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Updated:
    """Learn a new blank form and put it in the place of the form of a programme that it is most like.

    Without ``output`` the programme's own folder is changed, and what it held is kept beside it as
    ``programme.old.toml`` and ``*.old.docx``. ``agree`` is asked where two labels may mean the same.

    :raises UsageError: when the programme is one of formkit's own and ``output`` is not given.
    :raises ProgrammeError: when the blank form is like none of the programme's forms.
    """
    known = api.load(programme)
    target = _target(known, programme, output, force=force, dry_run=dry_run)
    (read,) = read_blanks([Path(blank)])
    found = drafted(read)
    chosen = _chosen(known, found, form)
    comparison = compare(chosen, found, agree)
    text, template, notes = _rewritten(known, chosen, read, found.title, comparison)
    files = _other_files(known, is_copy=target != known.folder)
    if target == known.folder:
        files[_kept_name(DEFINITION)] = (target / DEFINITION).read_bytes()
        files[_kept_name(chosen.template.name)] = chosen.template.read_bytes()
    files |= {DEFINITION: text.encode(), chosen.template.name: template}
    checked_in_passing(target, files, force=force or target == known.folder, dry_run=dry_run)
    doubtful = tuple(item for item in comparison.kept if item.sure < DOUBTFUL)
    return Updated(target, chosen, files, comparison, doubtful, (*read.remarks, *notes))


def _target(
    known: Programme, name: str | Path, output: str | Path | None, *, force: bool, dry_run: bool
) -> Path:
    if output is None:
        if not (Path(name) / DEFINITION).is_file():
            message = f"“{name}”是随程序安装的申报项目，不能直接改；请用 -o 写明新文件夹。"
            raise UsageError(message)
        return known.folder
    target = Path(output)
    if not dry_run:
        refuse_folder(target, force=force)
    return target


def _kept_name(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.old.{ending}"


def _other_files(known: Programme, *, is_copy: bool) -> dict[str, bytes]:
    """Return the programme's files: all of its folder for a copy, else its templates alone."""
    paths = [item.template for item in (*known.forms.values(), *known.documents.values())]
    if is_copy:
        paths += [path for path in known.folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    return {path.name: path.read_bytes() for path in paths}


def _chosen(known: Programme, found: Draft, name: str | None) -> Form:
    """Return the form that is to be replaced: the one asked for, or the one most alike."""
    if name is not None:
        return api.form_of(known, name)
    likeness = {form.name: likeness_of(form, found) for form in known.forms.values()}
    best = max(known.forms.values(), key=lambda form: likeness[form.name])
    if likeness[best.name] < ALIKE:
        forms = "、".join(f"{form.name}（{form.label}）" for form in known.forms.values())
        message = f"这张空白表与“{known.name}”的各种表都不像；如果确定，请用 --form 指明替换哪一种：{forms}。"
        raise ProgrammeError(message)
    return best


def _rewritten(
    known: Programme, form: Form, blank: Blank, title: str, comparison: Comparison
) -> tuple[str, bytes, list[str]]:
    """Return the definition's new text, the new template, and what a person must know."""
    text = DefinitionText((known.folder / DEFINITION).read_text(encoding="utf-8"))
    _refuse_inline(form, text)
    merged = Draft(
        title,
        (*(item.new for item in comparison.kept), *comparison.added),
        (*(rows.new for rows in comparison.rows), *comparison.added_rows),
    )
    made = made_of(blank, merged, form.name, form.template.name)
    entries = _by_path(made.section.entries)
    for item in {one.old.path: one for one in reversed(comparison.kept)}.values():
        text.set(form.name, item.old.path, _changes(item.old, entries[item.old.path], item.sure))
    for rows in comparison.rows:
        _change_rows(text, form, rows, entries[rows.old.path])
    lost = [(item.path, item.label) for item in comparison.gone]
    for path, label in [*lost, *((group.path, group.label) for group in comparison.gone_rows)]:
        text.comment_out(form.name, path, f"新表没有“{label}”，未能放置；数据中的 {path} 不再写入：")
    key = f"forms.{toml_key(form.name)}"
    new = [item.field.path for item in comparison.added]
    for path in [*new, *(rows.group.path for rows in comparison.added_rows)]:
        text.add(form.name, ["# 新表新增：", *entry_lines(key, entries[path])])
    notes = _settle_conditions(text, form, merged)
    said, more = without_places(text.text, {f"{form.name}/{path}": label for path, label in lost})
    return said, made.template, [*notes, *more]


def _refuse_inline(form: Form, text: DefinitionText) -> None:
    declared = {item.path for item in form.fields} | {group.path for group in form.groups}
    if declared - set(text.paths(form.name)):
        message = (
            f"“{form.name}”的栏目在 {DEFINITION} 中写成了一行一表（fields = […]），不能逐栏更新；"
            f"请改写成 [[forms.{form.name}.fields]]，每栏一段。"
        )
        raise ProgrammeError(message)


def _by_path(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entries by path; a field that stands in two places has the printed words of both."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.item.path, entry)
    return found


def _changes(old: Field, entry: Entry, sure: float) -> dict[str, object]:
    """Return the settings of a field that the new form changes."""
    new = entry.item
    if not isinstance(new, Field):
        return {}
    changes: dict[str, object] = {}
    if fold(new.label) != fold(old.label):
        changes["label"] = new.label
    if old.block and fold(new.block) != fold(old.block):
        changes["block"] = new.block
    if new.kind != old.kind:
        changes["kind"] = new.kind
    if new.options != old.options:
        changes["options"] = list(new.options) or None
    if new.printed != old.printed:
        changes["printed"] = list(new.printed) or None
    question = entry.question
    if sure < DOUBTFUL:
        question = f"旧表的“{old.label}”在新表中是否就是“{new.label}”？如果不是，请改正路径。"
    blank = settings(Entry(new)).get("blank")
    if blank != old.blank:
        changes["blank"] = blank
    if question:  # one that is open from last time stays open
        changes |= {"question": question, "confidence": round(min(sure, entry.confidence), 2)}
    return changes


def _change_rows(text: DefinitionText, form: Form, rows: KeptRows, entry: Entry) -> None:
    old, new = rows.old, entry.item
    if not isinstance(new, Group):
        return
    said: dict[str, object] = {"label": new.label} if fold(new.label) != fold(old.label) else {}
    if new.printed_rows != old.printed_rows:
        said["printed_rows"] = new.printed_rows
    text.set(form.name, old.path, said)
    columns = {column.item.path: column for column in entry.columns}
    sure = {item.old.path: item for item in rows.columns}
    gone = {item.path for item in rows.gone}

    def changed(column: dict[str, object]) -> Mapping[str, object] | None:
        path = str(column["path"])
        if path in gone:
            return None
        item = sure[path]
        return {**column, **_changes(item.old, columns[path], item.sure)}

    if gone or any(_is_changed(item, columns[item.old.path]) for item in rows.columns):
        text.set_columns(form.name, old.path, changed)
    if rows.added:
        text.add_columns(form.name, old.path, [settings(columns[item.field.path]) for item in rows.added])
    for item in rows.gone:
        text.note(form.name, old.path, f"新表没有“{item.label}”这一列（{item.path}），已去掉。")


def _is_changed(item: Kept, entry: Entry) -> bool:
    return any(value is not None for value in _changes(item.old, entry, item.sure).values())


def _settle_conditions(text: DefinitionText, form: Form, merged: Draft) -> list[str]:
    """Take away conditions that ask for what the new form does not have, and say so."""
    fields = {item.field.path: item.field for item in merged.fields}
    asking: dict[str, Field | Group] = {**fields, **{rows.group.path: rows.group for rows in merged.groups}}
    notes: list[str] = []
    for path, item in asking.items():
        if not isinstance(item.required, Condition):
            continue
        asked = fields.get(item.required.path)
        options = tuple(
            option
            for option in item.required.any_of
            if asked is not None and (not asked.options or option in asked.options)
        )
        if options == item.required.any_of:
            continue
        value = {"when": item.required.path, "any_of": list(options)} if options else None
        text.set(form.name, path, {"required": value})
        notes.append(
            f"“{item.label}”原来的必填条件（{item.required.path}）在新表中不再成立，已改动，请核对。"
        )
    return notes
