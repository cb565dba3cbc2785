"""Whether a table of people has the right number of rows, with the leader counted in and left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from formkit.answer import Answer
from formkit.chinese.folding import fold
from formkit.finding import Finding, Severity
from formkit.judging import Asked


def rows_between(asked: Asked) -> Iterator[Finding]:
    """Yield an error where neither reading has the right number, a warning where only one has.

    Of each reading, what counts is how many different people the table names; a row without a name may be
    somebody or nobody.
    """
    group, low, high = asked.text("group"), asked.number("minimum"), asked.number("maximum")
    rows = asked.rows(group)
    if rows is None or low is None or high is None:
        return
    names = [row.get(asked.text("name"), Answer("", "")) for row in rows]
    leader = asked.answer(asked.text("leader")) if asked.text("leader") else None
    known = {_key(row, name) for row, name in zip(rows, names, strict=True) if name.text}
    if leader is not None and leader.text:
        known = {key for key in known if key[0] != fold(leader.text)}
    unnamed = sum(not name.text for name in names)
    counts = range(len(known), len(known) + unnamed + 1)
    readings = {"": 0} if leader is None else {"不含领衔人": 0, "含领衔人": 1}
    passes = [{low <= count + more <= high for count in counts} for more in readings.values()]
    if all(outcome == {True} for outcome in passes):
        return
    figures = "，".join(f"{reading} {len(known) + more} 人" for reading, more in readings.items())
    said = f"“{asked.label(group)}”{figures}；应为 {low}～{high} 人。"
    doubtful = any(True in outcome for outcome in passes)
    if unnamed and doubtful:
        said += f"另有 {unnamed} 行没有姓名，不能确定是不是成员；请补填姓名。"
    elif doubtful:
        said += "没有写明领衔人是否计入，两种算法结论不同；请经办人确定，或调整人数使两种算法都符合。"
    else:
        said += f"请{'补充' if len(known) < low else '减少'}成员。"
    sure = all(one.sure for one in (*names, leader) if one is not None) and not asked.may_be_lost(group)
    most = Severity.WARNING if doubtful or not sure else Severity.ERROR
    yield asked.say(said, most=most, path=group)


def rows_distinct(asked: Asked) -> Iterator[Finding]:
    """Yield a warning for each table in which two rows say the same."""
    for path in asked.texts("groups"):
        rows = asked.rows(path) or []
        times = Counter(tuple(fold(cell.text) for cell in row.values()) for row in rows)
        repeated = sum(1 for row, number in times.items() if number > 1 and sum(map(bool, row)) > 1)
        if repeated:
            message = f"“{asked.label(path)}”中有 {repeated} 组完全相同的行；请删去重复的行，或核对是否填错。"
            yield asked.say(message, most=Severity.WARNING, path=path)


def _key(row: dict[str, Answer], name: Answer) -> tuple[str, str]:
    """Return what tells a person from another: the name, and the rest of the row where names are alike."""
    rest = "\t".join(fold(cell.text) for cell in row.values() if cell.path != name.path)
    return fold(name.text), rest
