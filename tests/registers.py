"""Registers made by hand: submissions with everything that a register shows, and what people typed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from formkit.decisions import row_key
from formkit.entries import DECISIONS, FINDINGS, MATERIALS, RECEIPTS, REPLIES, REVIEW, SUMMARY, Entries
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.kinds import KINDS
from formkit.programme import Field
from formkit.record import Case, Found, Record, Value
from formkit.register_layout import Row, plans_of, shown_of
from formkit.registered import Incoming, Origin, Registered, Scored, Stage, Standing, Use
from formkit.registering import rows_of
from formkit.spot import Spot
from formkit.submission import Material, Submission
from formkit.writers.registerbook import RegisterBook
from records import record
from submissions import CALL, IDENTITY

PLANS = plans_of(CALL, {})
TITLE = "2025年“棠城工匠”技能大师工作室申报汇总表"
MARK, RUN = "0123abcd", 3
Shown = dict[tuple[str, str], dict[str, str]]


def flat(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the leaves of nested data by their paths."""
    if isinstance(data, dict):
        for name, item in data.items():
            yield from flat(item, f"{path}.{name}" if path else name)
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from flat(item, f"{path}[{number}]")
    else:
        yield path, data


def fields_of(name: str) -> dict[str, Field]:
    """Return the fields of a form by their paths, a column as ``members[].name``."""
    form = CALL.forms[name]
    columns = {f"{group.path}[].{item.path}": item for group in form.groups for item in group.columns}
    return {item.path: item for item in form.fields} | columns


def found_of(given: Any, field: Field, spot: Spot, rng: random.Random) -> Found:
    """Return what reading an answer would give: its value, and sometimes a text that was not understood."""
    if rng.random() < 0.03 and isinstance(given, str) and given.strip():
        return Found(None, given, spot, 0.4)
    raw = "、".join(given) if isinstance(given, tuple) else str(given)
    value: Value | None = given
    if isinstance(given, str):
        try:
            value = KINDS[field.kind].parse(given, field.details)
        except ValueError:
            value = None
    return Found(value or None, raw, spot, rng.choice((1.0, 0.97, 0.9)))


def case_of(name: str, data: dict[str, Any], rng: random.Random) -> Case:
    """Return a filled form, each answer somewhere in its file."""
    fields, answers = fields_of(name), {}
    for number, (path, given) in enumerate(flat(data)):
        head, bracket, rest = path.partition("[")
        field = fields.get(f"{head}[].{rest.partition('].')[2]}" if bracket else path)
        if field is not None:
            spot = Spot(None, number // 30 + 1, number, (0,), number, 1, 0)
            answers[path] = found_of(given, field, spot, rng)
    if name == "application":
        answers["leader.photo"] = Found(Picture("image/jpeg", b"\xff" * 12345), "", Spot(page=1, block=2))
    return Case(f"{CALL.forms[name].label}.docx", Record(CALL.name, name, answers))


def registered(number: int, data: dict[str, dict[str, Any]], rng: random.Random) -> Registered:
    """Return a submission of three filled forms, other files, findings and two packages."""
    cases = {name: case_of(name, given, rng) for name, given in data.items()}
    package = f"第{number:02}号 申报材料.zip"
    slots = {"04a": "身份证.jpg", "04b": "技师证.pdf", "04d": "工作照片/车间 1.jpg", None: "扫描件001.pdf"}
    files = [(case.source, name) for name, case in cases.items()]
    form_slots = {item.form: item.slot for item in CALL.attachments if item.form}
    materials = [
        Material(
            source, rng.randint(9_000, 900_000), hashlib.sha256(source.encode()).hexdigest(), "docx",
            form_slots[name], 0.99, "表头与所附的表一致", pages=rng.randint(1, 12), case=cases[name],
        )
        for source, name in files
    ] + [
        Material(
            name, rng.randint(300, 5_000_000), hashlib.sha256(name.encode()).hexdigest(),
            Path(name).suffix[1:], slot, 0.86 if slot else 0.0, "文件名中有“证”" if slot else "",
        )
        for slot, name in slots.items()
    ]  # fmt: skip
    name = next(iter(cases))
    corrected = next((path for path in cases[name].record.answers if path == "leader.trade"), None)
    read = {name: {corrected: Found("数控铣工（原读）", "数控铣工（原读）")}} if corrected else {}
    findings = (
        Finding("R14", Severity.WARNING, "年龄一般不超过60周岁，算得61周岁；请核实。",
                "leader.birth", Spot(member="申报表.docx", page=1), "通知第二条（二）"),
        Finding("R26", Severity.ERROR, "“事迹材料”1203字，要求1500~2000字；请补充297字。",
                "profile.body", Spot(member="事迹材料.docx"), "通知第三条（二）2"),
        Finding("R04", Severity.NOTE, "属于通知鼓励申报的领域。", "studio.domain"),
        Finding("unit-name", Severity.ERROR, f"身份证 {IDENTITY} 与申报表填写的不一致。",
                "members[1].name"),
    )  # fmt: skip
    incoming = (
        Incoming(f"{package}", "a" * 16, number, 1, Use.IN_FORCE),
        Incoming(
            f"补交/第{number:02}号#补.rar", "b" * 16, number, 2, Use.SET_ASIDE, "缺少申报表，请归入所属申报"
        ),
    )
    return Registered(
        number,
        Submission(package, tuple(materials), cases),
        findings,
        incoming,
        read,
        {material.name: Origin(package, material.name) for material in materials},
        ((Origin(package, "旧/申报表.docx"), materials[0]),),
    )


def typed(item: Registered, rng: random.Random, texts: Sequence[str]) -> Entries:
    """Return entries of every sheet about a submission."""
    entries, key = Entries(), str(item.number)
    entries.put(SUMMARY, key, "note", rng.choice(texts))
    entries.put(RECEIPTS, item.incoming[0].name, "received", "2025-07-28")
    entries.put(RECEIPTS, item.incoming[0].name, "copies", "7")
    entries.put(RECEIPTS, item.incoming[0].name, "by", "样本")
    entries.put(REVIEW, key, "date", "2025-08-12")
    entries.put(REVIEW, key, "advised", rng.choice(("是", "否")))
    material = item.submission.materials[-1]
    origin = item.origins[material.name]
    entries.put(MATERIALS, f"{key}/{origin.package}/{origin.name}", "slot", "04c 学历证书复印件")
    finding = row_key(item.number, item.findings[0])
    entries.put(FINDINGS, finding, "decision", "放行")
    entries.put(FINDINGS, finding, "reason", rng.choice(texts))
    for department in CALL.register.departments:
        entries.put(REPLIES, f"{key}/{department}", "opinion", "无异议")
    entries.put(DECISIONS, key, "issued_number", "荣人社发〔2025〕99号")
    entries.put(DECISIONS, key, "grade", "良好")
    return entries


def rows_made(number: int, rng: random.Random, texts: Sequence[str]) -> tuple[list[Row], Entries]:
    """Return all rows of a submission made by chance, and what was typed about it."""
    data = {name: record(form, rng, list(texts), 4) for name, form in CALL.forms.items()}
    item = registered(number, data, rng)
    entries = typed(item, rng, texts)
    standing = Standing(Stage.TO_BE_SUPPLEMENTED, None, "补正 2 处错误后重新交来")
    scored = Scored(Decimal("86.25"), number, is_tied=number == 2, total={}, missing=("专家甲",))
    return list(rows_of(CALL, item, entries, standing, scored, inbox="收件")), entries


def write(path: Path, rows: Sequence[Row], run: int = RUN) -> Shown:
    """Write rows as a register; return what it shows, as a ledger keeps it."""
    book = RegisterBook(path, PLANS, TITLE, run, MARK)
    plans, shown = {plan.id: plan for plan in PLANS}, {}
    for row in rows:
        book.add(row)
        plan = plans[row.sheet]
        fingerprints = shown_of(plan, row)
        if fingerprints:
            shown[plan.entries, row.key] = fingerprints
    book.close()
    return shown
