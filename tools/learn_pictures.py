"""Draw the pictures of docs/learn.md: ``python tools/learn_pictures.py docs/images`` (needs LibreOffice)."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from learn_form import blank_form
from PIL import Image, ImageChops

import formkit
from formkit.learn import learn
from formkit.programs import libreoffice
from formkit.reviewing import Answer, answer, open_questions
from formkit.writers.answers import write_answers

DATA: dict[str, Any] = {
    "姓名": "周敏",
    "性别": "女",
    "出生年月": "1996年4月",
    "民族": "汉族",
    "工作单位": "样本陶瓷有限公司",
    "联系电话": "13900000001",
    "电子邮箱": "zhoumin@example.com",
    "技能等级": "高级工",
    "获奖名称": [
        {"时间": "2023-11", "获奖名称": "区职业技能大赛陶瓷成型项目一等奖", "授予单位": "区人力社保局"},
        {"时间": "2024-05", "获奖名称": "五一劳动奖章", "授予单位": "区总工会"},
    ],
    "主要事迹": "从事陶瓷成型十年，改进注浆工艺三项，成品率由82%提高到91%。\n"
    "带徒六名，其中二人取得高级工证书。",
    "单位意见": {"单位意见": "同意推荐。", "日期": "2025年6月10日"},
}
OTHER = {**DATA, "姓名": "甄样本", "性别": "男", "联系电话": "13900000002", "电子邮箱": "zhen@example.com"}


def main() -> int:
    """Learn the form, from Word and from PDF, fill it and read it, and draw each step."""
    out = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        work = Path()
        blank, filled, other = work / "登记表.docx", work / "周敏.docx", work / "甄样本.docx"
        blank.write_bytes(blank_form())
        call = learnt(blank, work / "骨干")
        formkit.fill(call, "form", DATA, filled)
        formkit.fill(call, "form", OTHER, other)
        (blank_pdf, other_pdf) = printed([blank, other], work)
        form = call.forms["form"]
        cases = [(formkit.extract(call, path, "form"), form) for path in (filled, other_pdf)]
        write_answers(cases, work / "登记册.xlsx")
        plain = learnt(blank_pdf, work / "简表").forms["form"].template
        pages = [page(path) for path in printed([blank, form.template, filled, plain], work)]
        (register,) = (page(path, 96) for path in printed([work / "登记册.xlsx"], work))
    beside(pages[:3]).save(out / "learn.png", optimize=True)
    trimmed(register).save(out / "register.png", optimize=True)
    beside([pages[0], pages[3]]).save(out / "learn-pdf.png", optimize=True)
    return 0


def learnt(blank: Path, folder: Path) -> formkit.Programme:
    """Learn a blank form, and answer its questions as the page does."""
    learn([blank], folder)
    answer(folder, [Answer(question, kind="year_month") for question in open_questions(folder)])
    return formkit.load(folder)


def printed(files: list[Path], work: Path) -> list[Path]:
    """Return the PDF of each file."""
    folder = Path(tempfile.mkdtemp(dir=work))
    made = libreoffice.convert(files, folder, "pdf")
    return [result for file in files if isinstance(result := made[file], Path)]


def page(path: Path, dpi: int = 58) -> Image.Image:
    """Return the first page of a PDF as a picture."""
    with pypdfium2.PdfDocument(path) as document:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")


def beside(pages: list[Image.Image], share: float = 0.86) -> Image.Image:
    """Return the upper part of pages side by side."""
    width, height = pages[0].size
    whole = Image.new("RGB", (width * len(pages), round(height * share)), "white")
    for number, each in enumerate(pages):
        whole.paste(each.crop((0, 0, width, round(height * share))), (width * number, 0))
    return whole.quantize(64)


def trimmed(picture: Image.Image) -> Image.Image:
    """Return the upper half of a picture without the white around it."""
    left, top, right, bottom = ImageChops.invert(picture).getbbox() or (0, 0, *picture.size)
    return picture.crop((left, top, right, (top + bottom) // 2)).quantize(64)


if __name__ == "__main__":
    sys.exit(main())
