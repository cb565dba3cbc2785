"""The command ``formkit learn``: from blank forms to a programme, and through what was doubtful."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from formkit.definition import Question
from formkit.errors import UsageError
from formkit.learn import Learned, Made
from formkit.learn import learn as learn_blanks
from formkit.learning.templating import Drafted
from formkit.printing import print_json, table
from formkit.reviewing import CHANGEABLE, Answer, answer, open_questions, shown_places
from formkit.spot import Spot
from formkit.terminal import out, say

KINDS = {
    "text": "文字", "long_text": "长文字", "number": "数字", "money": "金额", "date": "日期",
    "year_month": "年月", "period": "起止时间", "choice_one": "单选", "choice_many": "多选",
    "phone": "电话", "email": "邮箱", "postcode": "邮编", "resident_id": "身份证号",
    "credit_code": "信用代码", "certificate_number": "证书编号", "picture": "照片", "signature": "签名",
    "seal": "盖章", "rows": "重复行",
}  # fmt: skip
HEADS = ("栏目", "类型", "位置", "路径", "核对")
HOW = "回车＝没有问题；输入文字＝改标签；输入 类型=名称 改类型；输入 删＝不是栏目；输入 停＝以后再答"
YES = frozenset(("", "是", "是的", "对", "对的", "好", "没有问题", "没问题", "y", "Y", "yes"))
NO = frozenset(("否", "不", "不是", "不对", "n", "N", "no"))
STOP, REMOVE = frozenset(("停", "q")), frozenset(("删", "d"))


def learn(options: Namespace) -> int:
    """Learn blank forms, or go through what was doubtful about a programme."""
    if options.review is not None:
        if options.blanks or options.output:
            raise UsageError("--review 后面只写项目文件夹，不再写空白表和 -o。")
        return _review(Path(options.review))
    if not options.blanks or (options.output is None and not options.dry_run):
        raise UsageError(
            "请写明空白表的文件，并用 -o 写明项目文件夹；例：formkit learn 空白表.docx -o 我的项目"
        )
    folder = Path(options.output or "我的项目")
    learned = learn_blanks(
        options.blanks,
        folder,
        name=options.name or "",
        title=options.title or "",
        force=options.force,
        dry_run=options.dry_run,
    )
    if options.json:
        print_json(_learned_json(learned, dry_run=options.dry_run))
    else:
        _say_learned(learned, dry_run=options.dry_run)
    return 0


def _say_learned(learned: Learned, *, dry_run: bool) -> None:
    for form in learned.forms:
        size = f"{len(form.draft.fields)} 个栏目，{len(form.draft.groups)} 组重复行"
        out(f"{form.section.title}（{form.name}）：{size}")
        asked = {question.path for question in learned.questions if question.form == form.name}
        out(table([HEADS, *_rows(form, asked)]))
        for place in form.draft.skipped:
            say(f"提醒：{where(place.spot)} 的“{place.label}”与另一栏位置重叠，没有采用；请核对模板。")
    for remark in learned.remarks:
        say(f"提醒：{remark}")
    for question in learned.questions:
        say(f"请核对：“{question.label}”（{question.path}）：{question.question}")
    if dry_run:
        say("这是试运行，没有写文件。")
        return
    say(f"已写入：{learned.folder}（{'、'.join(learned.files)}）")
    if learned.questions:
        say(f"有 {len(learned.questions)} 处请核对：formkit learn --review {learned.folder}")
    name = learned.forms[0].name
    say(f"下一步：formkit fill {name} -p {learned.folder} --blank -o 空白表.docx，看看模板是否与原表一样；")
    say(f"交来的表用 formkit extract 文件 -p {learned.folder} -o 汇总.xlsx 读取。")


def _rows(form: Made, asked: Collection[str]) -> Iterator[tuple[str, ...]]:
    for item in form.draft.fields:
        yield _row(item, item.field.label, item.field.path, asked)
    for rows in form.draft.groups:
        spot, path = rows.rows.columns[0].spot, rows.group.path
        doubt = "？" if path in asked else ""
        yield rows.group.label, f"{rows.group.printed_rows} 行", where(spot), path, doubt
        for column in rows.columns:
            yield _row(column, f"· {column.field.label}", f"{path}[].{column.field.path}", asked)


def _row(item: Drafted, label: str, path: str, asked: Collection[str]) -> tuple[str, ...]:
    heading = f"{item.field.block}/" if item.field.block else ""
    label = " ".join(f"{heading}{label}".split())
    return label, KINDS[item.field.kind], where(item.place.spot), path, "？" if path in asked else ""


def where(spot: Spot) -> str:
    """Return where something stands as a clerk counts: tables, rows and cells from 1."""
    if spot.table is None or spot.row is None or spot.col is None:
        return "正文" if spot.block is None else f"第 {spot.block + 1} 段"
    return f"表 {spot.table[0] + 1} 第 {spot.row + 1} 行第 {spot.col + 1} 列"


def _learned_json(learned: Learned, *, dry_run: bool) -> dict[str, Any]:
    return {
        "written": [] if dry_run else [str(learned.folder / name) for name in learned.files],
        "forms": {form.name: _form_json(form) for form in learned.forms},
        "questions": [question._asdict() for question in learned.questions],
        "remarks": list(learned.remarks),
    }


def _form_json(form: Made) -> dict[str, Any]:
    return {
        "title": form.section.title,
        "fields": [_field_json(item) for item in form.draft.fields],
        "groups": [
            {
                "path": rows.group.path,
                "label": rows.group.label,
                "printed_rows": rows.group.printed_rows,
                "confidence": rows.rows.confidence,
                "columns": [_field_json(column) for column in rows.columns],
            }
            for rows in form.draft.groups
        ],
    }


def _field_json(item: Drafted) -> dict[str, Any]:
    field = item.field
    return {
        "path": field.path,
        "label": field.label,
        "block": field.block,
        "kind": field.kind,
        "options": list(field.options),
        "where": where(item.place.spot),
        "confidence": item.place.confidence,
    }


def _review(folder: Path) -> int:
    asked = open_questions(folder)
    if not asked:
        say("没有要核对的问题。")
        return 0
    places = shown_places(folder)
    say(HOW)
    say(f"类型有：{'、'.join(KINDS[kind] for kind in CHANGEABLE)}")
    answers: list[Answer] = []
    try:
        for number, question in enumerate(asked, 1):
            say(f"\n{number}/{len(asked)} “{question.label}”（{KINDS[question.kind]}）：{question.question}")
            say(f"    {places.get((question.form, question.path), question.path)}")
            given = _answered(question)
            if given is None:
                break
            answers.append(given)
    except KeyboardInterrupt:
        say("\n停下了；前面已核对的照样保存。")
    if answers:
        answer(folder, answers)
    left = len(asked) - len(answers)
    rest = f"还有 {left} 处：formkit learn --review {folder}" if left else "全部核对完了。"
    say(f"已核对 {len(answers)} 处，{rest}")
    return 0


def _answered(question: Question, ask: Callable[[], str] | None = None) -> Answer | None:
    """Return somebody's answer, asked for again until it makes sense; None where he stops."""
    while True:
        say("> ", end="")
        try:
            text = (ask or input)().strip()
        except EOFError:
            return None
        if text in STOP:
            return None
        if text in YES:
            return Answer(question)
        given = _understood(question, text)
        if given is not None:
            return given


def _understood(question: Question, text: str) -> Answer | None:
    """Return what an answer of words means; None, with what is wrong about it, where it means nothing."""
    is_group = question.kind == "rows"
    if text in NO:
        say("请输入正确的标签，或 类型=名称" + ("。" if is_group else "；如果这里不用填写，输入 删。"))
        return None
    if text in REMOVE:
        if is_group:
            say("重复行不能在这里删除；请在 Word 中打开模板删去占位符，再从 programme.toml 删去这一组。")
            return None
        say("    不再作为栏目；模板中恢复原来的空白。")
        return Answer(question, remove=True)
    key, is_kind, kind = (part.strip() for part in text.replace("＝", "=").partition("="))
    if key != "类型" or not is_kind:
        say(f"    标签改为“{text}”。")
        return Answer(question, label=text)
    named = next((one for one in CHANGEABLE if kind in {one, KINDS[one]}), None)
    if named is None or is_group:
        say(f"这里不能改成“{kind}”；类型有：{'、'.join(KINDS[one] for one in CHANGEABLE)}。")
        return None
    say(f"    类型改为{KINDS[named]}。")
    return Answer(question, kind=named)
