"""Make the Word templates of ``templates/tangcheng-2025``: ``python tools/build_templates.py [FOLDER]``.

The templates are the forms as they are handed out, so they are kept in the repository; this script
says how they were made. Made twice, they are the same byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import application_expert
import application_front
import application_studio
import letters
import notice
import official
import outcome
import plaques
from formxml import Cell, Look, Row, paragraph, row, table
from wordpackage import LETTER_SHEET, LETTER_STYLES, Sheet, package

FOLDER: Final = Path(__file__).resolve().parent.parent / "templates" / "tangcheng-2025"
STUDIO: Final = "“棠城工匠”技能大师工作室"
#: The parts of the report as the notice lists them, 三（二）3.
REPORT: Final = (
    ("necessity", "一、工作室成立的必要性"),
    ("advantages", "二、工作室现有优势"),
    ("goals", "三、工作室计划目标"),
    ("policies", "四、加快高技能人才队伍建设的政策措施"),
    ("funding", "五、资金支持情况"),
    ("conditions", "六、场所、设备等工作条件"),
)
TITLE: Final = Look("PieceTitle")
LINE: Final = Look("PieceLine")
BODY: Final = Look("PieceBody")
SIGN: Final = Look("PieceSign")
RECEIPT_SHEET: Final = Sheet(top=11, bottom=9, left=21, right=21, footer=6, numbers="")
VOLUME_SHEET: Final = Sheet(numbers="")
#: The note on copies stands at the foot of the page, above the page's number.
STAMP_SHEET: Final = Sheet(top=255, bottom=12, left=25, right=25, footer=5, numbers="")


def application() -> str:
    """Return the body of 申报表."""
    front, studio = application_front, application_studio
    parts = (
        *(front.cover, front.instructions, front.unit, application_expert.leader),
        *(studio.teaching, studio.team, studio.workplace, studio.commitment, studio.opinions),
    )
    return "".join(part() for part in parts)


def profile() -> str:
    """Return the body of 事迹材料."""
    return (
        paragraph("事迹材料", Look("PieceKind", after=12))
        + paragraph("{{ profile.title }}", TITLE)
        + paragraph("申报单位：{{ unit.name }}", Look("PieceLine", before=14))
        + paragraph("领衔高技能专家（拟命名专家）：{{ leader.name }}", Look("PieceLine", after=14))
        + paragraph("{{ profile.body }}", BODY)
    )


def _signed(printed: str, content: str) -> Row:
    return row(
        Cell(paragraph("", SIGN)),
        Cell(paragraph(printed, SIGN), stands="top", tight=True),
        Cell(paragraph(content, SIGN), stands="top", tight=True),
    )


def report() -> str:
    """Return the body of 申报报告."""
    parts = "".join(
        paragraph(heading, Look("PieceHeading")) + paragraph(f"{{{{ report.{name} }}}}", BODY)
        for name, heading in REPORT
    )
    return (
        paragraph(STUDIO, TITLE)
        + paragraph("申  报  报  告", TITLE)
        + paragraph("工作室名称：{{ studio.name }}", Look("PieceLine", before=14, after=14))
        + parts
        + paragraph("", BODY)
        + table(
            (22, 54, 82),
            [
                _signed("申报单位（盖章）：", "{{ unit.name }}{{ report.seal }}"),
                _signed("", "{{ report.date }}"),
            ],
            ruled=False,
        )
        + paragraph("", Look("FormNote"))
    )


def templates() -> dict[str, bytes]:
    """Return each template's bytes by the name of its file."""
    return forms() | papers() | documents()


def papers() -> dict[str, bytes]:
    """Return the templates of what is made for an office: letters, lists, the bound volume."""
    bodies = {
        "supplement.docx": (f"关于补正{STUDIO}申报材料的通知", letters.supplement(), LETTER_SHEET),
        "receipt.docx": (f"{STUDIO}申报材料收件核对单", letters.receipt(), RECEIPT_SHEET),
        "volume.docx": (f"{STUDIO}申报材料", letters.volume(), VOLUME_SHEET),
        "stamp.docx": ("此件与原件相符", letters.stamp(), STAMP_SHEET),
    }
    return {
        name: package(title, body, styles=LETTER_STYLES, sheet=sheet)
        for name, (title, body, sheet) in bodies.items()
    }


def documents() -> dict[str, bytes]:
    """Return the templates of what the office publishes, in the format of GB/T 9704."""
    return {
        "notice.docx": official.official(f"关于开展{STUDIO}申报评选工作的通知", notice.notice()),
        "results.docx": outcome.document(f"关于公布{STUDIO}名单的通知", outcome.results()),
        "publicity.docx": outcome.document(f"关于{STUDIO}拟入选名单的公示", outcome.publicity()),
        "consultation.docx": outcome.document(
            f"关于征求{STUDIO}人选意见的函", outcome.consultation(), letter=True
        ),
        "consultation_internal.docx": outcome.document(f"{STUDIO}拟入选对象名单（内部）", outcome.internal()),
        "evaluation.docx": outcome.document(f"关于{STUDIO}评估结果的通知", outcome.evaluation()),
        "plaques.xlsx": plaques.plaques(),
    }


def forms() -> dict[str, bytes]:
    """Return the templates of the forms to be filled."""
    return {
        "application.docx": package(f"{STUDIO}申报表", application(), has_cover=True),
        "profile.docx": package("拟命名专家事迹材料", profile()),
        "report.docx": package(f"{STUDIO}申报报告", report()),
    }


def main() -> int:
    """Write the templates."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in templates().items():
        (folder / name).write_bytes(data)
        print(f"{folder / name}  {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
