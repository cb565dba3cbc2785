"""Learn real blank forms, fill every field, and draw them: each should look as if a person had filled it.

    python benchmarks/look.py OUT [--forms DIR] [--only 01,05] [--blank] [--dpi 60]

For each form: ``learn`` of the blank, ``fill`` with an invented value for every field by its kind, and the
pages as LibreOffice prints them, side by side in ``OUT/NAME.png``; ``OUT/NAME.docx`` is the filled form. With
``--blank`` the empty form that the learnt programme hands out stands under the office's own, so that what
learning changed is seen. Whether it looks right, a person must say. What is filled is read back as well:
values that do not come back are named.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

import formkit
from formkit.documents import fill_document
from formkit.errors import FormkitError
from formkit.learn import learn
from formkit.programs import libreoffice

SHARED = Path(os.environ.get("FORMKIT_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
#: What people write, by kind; identity numbers are of no place.
VALUES: dict[str, str] = {
    "long_text": "2019年以来负责设备改造，完成技术革新三项，节约成本二十余万元。\n"
    "带徒五人，其中三人取得高级工证书。",
    "number": "12",
    "money": "35.5",
    "date": "2025-03-08",
    "year_month": "2019-07",
    "period": "2019-07/2024-06",
    "phone": "13900000001",
    "email": "zhen@example.com",
    "postcode": "402460",
    "resident_id": "990101197604120138",
    "credit_code": "91990101MA99FK016U",
    "certificate_number": "Y000199000001221000001",
    "signature": "甄样本",
    "seal": "",
}
NAMED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("学校", "院校", "学院", "学历"), "样本学院"),
    (("单位", "公司", "企业", "院", "机构"), "重庆样本智能装备有限公司"),
    (("地址", "住址", "籍贯", "地点", "住所"), "重庆市荣昌区样本路99号"),
    (("性别",), "男"),
    (("民族",), "汉族"),
    (("职务", "职称", "岗位"), "工程师"),
    (("项目", "题目", "名称", "课题"), "样本项目"),
    (("姓名", "人", "名", "导师", "教师", "老师", "签"), "甄样本"),
)


ABREAST = 3
"""So few pages stand in one row."""


def photo() -> bytes:
    """Return a grey head and shoulders as JPEG."""
    image = Image.new("RGB", (295, 413), "#7fa8d0")
    draw = ImageDraw.Draw(image)
    draw.ellipse((97, 80, 197, 210), fill="#dddddd")
    draw.ellipse((40, 230, 255, 560), fill="#445566")
    memory = io.BytesIO()
    image.save(memory, "JPEG")
    return memory.getvalue()


def value_of(item: formkit.Field) -> Any:  # noqa: ANN401 (text, a list, or a picture)
    """Return what somebody might write for a field."""
    if item.kind == "picture":
        return photo()
    if item.kind == "choice_one":
        return item.options[-1]
    if item.kind == "choice_many":
        return list(item.options[::2])
    if item.kind in VALUES:
        return VALUES[item.kind]
    return next((value for words, value in NAMED if any(word in item.label for word in words)), "样本")


def data_of(form: formkit.Form) -> dict[str, Any]:
    """Return data for every field of a form, and for each group as many rows as are printed."""
    data: dict[str, Any] = {}
    for item in form.fields:
        put(data, item.path, value_of(item))
    for group in form.groups:
        rows: list[dict[str, Any]] = []
        for _ in range(max(group.printed_rows, 1)):
            row: dict[str, Any] = {}
            for column in group.columns:
                put(row, column.path, value_of(column))
            rows.append(row)
        put(data, group.path, rows)
    return data


def put(data: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401
    """Put a value at a path of nested data."""
    *parents, last = path.split(".")
    for name in parents:
        data = data.setdefault(name, {})
    data[last] = value


def pages(path: Path, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=dpi / 72).to_pil() for page in document]


def sheet(rows: Iterable[list[Image.Image]]) -> Image.Image:
    """Return pictures in rows on one sheet."""
    known = [row for row in rows if row]
    if sum(map(len, known)) <= ABREAST:
        known = [[page for row in known for page in row]]
    width = max(sum(page.width + 8 for page in row) for row in known)
    height = sum(max(page.height for page in row) + 8 for row in known)
    whole = Image.new("RGB", (width, height), "#888888")
    top = 0
    for row in known:
        left = 0
        for page in row:
            whole.paste(page, (left, top))
            left += page.width + 8
        top += max(page.height for page in row) + 8
    return whole


def main() -> int:
    """Learn, fill and draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--forms", type=Path, default=SHARED / "bench" / "forms")
    parser.add_argument("--only", default="")
    parser.add_argument("--blank", action="store_true")
    parser.add_argument("--dpi", type=int, default=60)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = options.only.split(",") if options.only else None
    drawn: dict[str, list[Path]] = {}
    for blank in sorted(options.forms.glob("*.docx")):
        if wanted is None or blank.stem in wanted:
            try:
                drawn[blank.stem] = made(blank, options.out, with_blank=options.blank)
            except FormkitError as problem:
                print(f"{blank.stem}: {problem}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="formkit-look-") as place:
        files = [path for paths in drawn.values() for path in paths]
        printed = libreoffice.convert(files, Path(place), "pdf")
        for name, paths in drawn.items():
            results = [printed[path] for path in paths]
            rows = [pages(result, options.dpi) for result in results if isinstance(result, Path)]
            sheet(rows).save(options.out / f"{name}.png")
            print(f"{options.out / name}.png")
    return 0


def made(blank: Path, out: Path, *, with_blank: bool) -> list[Path]:
    """Learn a blank form, fill it; return the files to be drawn."""
    folder = out / f"{blank.stem}-programme"
    learn([blank], folder, force=True)
    call = formkit.load(folder)
    filled = out / f"{blank.stem}.docx"
    data = data_of(call.forms["form"])
    for finding in formkit.fill(call, "form", data, filled, force=True):
        print(f"{blank.stem}: {finding.code} {finding.field}: {finding.message}", file=sys.stderr)
    record = fill_document(call, "form", data).record
    for path, found in formkit.extract(call, filled, "form").record.answers.items():
        before = record.answers.get(path)
        value = None if before is None else before.value
        if not isinstance(value, formkit.Picture) and found.value != value:
            print(f"{blank.stem}: {path}: {value!r} came back as {found.value!r}", file=sys.stderr)
    if not with_blank:
        return [filled]
    empty = out / f"{blank.stem}-blank.docx"
    empty.write_bytes(formkit.blank_document(call, "form"))
    own = out / f"{blank.stem}-own.docx"
    own.write_bytes(blank.read_bytes())
    return [own, empty, filled]


if __name__ == "__main__":
    sys.exit(main())
