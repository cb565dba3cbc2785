"""What people do to a form in Word before they hand it in, as functions over its body."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

from lxml import etree

import formkit

FORM = formkit.load("tangcheng-2025").forms["application"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Edit = Callable[[Any, random.Random], None]


def cells_of(row: Any) -> list[Any]:
    return row.findall(f"{W}tc")


def text_of(node: Any) -> str:
    return "".join(node.itertext(f"{W}t"))


def paragraph(text: str) -> Any:
    made = etree.Element(f"{W}p")
    run = etree.SubElement(made, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return made


def a_line_typed_above_everything(body: Any, _: random.Random) -> None:
    body.insert(0, paragraph("（本表由申报单位打印后报送）"))


def a_row_inserted_above_each_table(body: Any, _: random.Random) -> None:
    for table in body.findall(f"{W}tbl"):
        first = table.find(f"{W}tr")
        fresh = copy.deepcopy(first)
        for node in list(fresh.iter(f"{W}t")):
            node.text = ""
        for merge in list(fresh.iter(f"{W}vMerge")):
            merge.getparent().remove(merge)
        first.addprevious(fresh)


def a_column_split_in_two(body: Any, rng: random.Random) -> None:
    """Split the last cell of some rows, as “拆分单元格” does; what was typed stays on the left."""
    for row in body.iter(f"{W}tr"):
        cell = cells_of(row)[-1]
        if cell.find(f".//{W}vMerge") is None and rng.random() < 0.3 and text_of(cell):
            twin = etree.Element(f"{W}tc")
            twin.append(etree.Element(f"{W}p"))
            cell.addnext(twin)


def runs_split_everywhere(body: Any, _: random.Random) -> None:
    for run in list(body.iter(f"{W}r")):
        texts = run.findall(f"{W}t")
        if len(texts) == 1 and len(run.findall(f"{W}*")) <= 2 and len(texts[0].text or "") > 1:
            for character in reversed(texts[0].text[1:]):
                piece = copy.deepcopy(run)
                piece.find(f"{W}t").text = character
                piece.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.addnext(piece)
            texts[0].text = texts[0].text[0]


def all_formatting_cleared(body: Any, _: random.Random) -> None:
    for name in ("rPr", "pPr", "tblPr", "trPr"):
        for node in list(body.iter(f"{W}{name}")):
            node.getparent().remove(node)


def labels_respaced(body: Any, rng: random.Random) -> None:
    labels = {column.label for group in FORM.groups for column in group.columns} | {
        item.label for item in FORM.fields
    }
    for cell in body.iter(f"{W}tc"):
        texts = [node for node in cell.iter(f"{W}t") if node.text]
        if len(texts) == 1 and texts[0].text in labels and cell.getprevious() is None:
            texts[0].text = rng.choice([" ", "　"]).join(texts[0].text) + "："


def a_table_cut_in_two_by_a_page_break(body: Any, _: random.Random) -> None:
    for table in body.findall(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        cut = len(rows) // 2
        if cut and not any(
            text_of(row) == "" or row.find(f".//{W}vMerge") is not None for row in rows[cut - 1 : cut + 1]
        ):
            second = copy.deepcopy(table)
            for row in rows[cut:]:
                table.remove(row)
            for row in second.findall(f"{W}tr")[:cut]:
                second.remove(row)
            between = paragraph("")
            etree.SubElement(between.find(f"{W}r"), f"{W}br").set(f"{W}type", "page")
            table.addnext(between)
            between.addnext(second)


def columns_widened(body: Any, rng: random.Random) -> None:
    for node in body.iter(f"{W}gridCol", f"{W}tcW"):
        node.set(f"{W}w", str(int(node.get(f"{W}w")) + rng.randint(0, 400)))


EDITS: tuple[Edit, ...] = (
    a_line_typed_above_everything,
    a_row_inserted_above_each_table,
    a_column_split_in_two,
    runs_split_everywhere,
    all_formatting_cleared,
    labels_respaced,
    a_table_cut_in_two_by_a_page_break,
    columns_widened,
)
