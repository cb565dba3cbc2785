"""Bodies of what an office sends and files: 补正通知, 收件核对单, the front of a volume, the note on copies.

The wording is the office's and may be changed in Word; what stands in braces is filled in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from formxml import Cell, Look, Row, paragraph, row, table

OFFICE: Final = "重庆市荣昌区人力资源和社会保障局"
STUDIO: Final = "“棠城工匠”技能大师工作室"
CALL: Final = "荣人社发〔2025〕77号文件（以下简称《通知》）"
REQUEST: Final = (
    "请于{{ last_day }}前将补正材料报至我局。纸质材料的份数、打印、装订和复印件签章，以及电子文档的报送，"
    "均按《通知》第五条第（一）项执行。{% if must %}逾期不报的，按该项规定办理。{% endif %}"
)
CONTACT: Final = "（联系人：李婷；联系电话：46776809。）"
#: What is signed and sealed before it is handed in, and the clause that wants it.
SIGNED: Final = (
    ("申报表封面：申报单位盖章", "通知第二条（一）"),
    ("申报表“承诺”：专家、单位负责人签字，公章", "通知第五条（二）"),
    ("申报表“申报单位意见”：负责人签字，公章", "通知第三条（一）1"),
    ("申报表“行业主管部门审核意见”：签字，公章", "通知第三条（一）1"),
    ("申报报告：申报单位盖章", "通知第三条（二）3"),
)

BODY: Final = Look("LetterBody")
HEAD: Final = Look("ListHead")
GROUP: Final = Look("ListGroup")
ENTRY: Final = Look("ListEntry")
CENTRE: Final = Look("ListEntry", "center")
LINE: Final = Look("ListLine")


def _jinja(tag: str, span: int) -> Row:
    return Row((Cell(paragraph(f"{{%tr {tag} %}}", ENTRY), span),), 5.0)


def _heads(*texts: str) -> Row:
    return Row(tuple(Cell(paragraph(text, HEAD), tight=True) for text in texts), 7.5, is_header=True)


def _cells(*texts: str, left: tuple[int, ...] = (), height: float = 8.5, space: float = 0) -> Row:
    looks = [replace(look, before=space, after=space) for look in (CENTRE, ENTRY)]
    cells = (Cell(paragraph(text, looks[number in left]), tight=True) for number, text in enumerate(texts))
    return Row(tuple(cells), height)


def supplement() -> str:
    """Return the body of 补正通知: the letter, and the list of what is to be mended as its annex."""
    front = (
        paragraph(OFFICE, Look("LetterHead"))
        + paragraph("荣人社函〔{{ year }}〕　　号", Look("LetterNumber", before=6))
        + paragraph(f"关于补正{STUDIO}", Look("LetterTitle", before=10))
        + paragraph("申报材料的通知", Look("LetterTitle", after=14))
        + paragraph("{{ unit }}：", Look("LetterTo"))
    )
    return front + _letter_text() + _signed() + _list_of_deficiencies()


def _letter_text() -> str:
    opening = (
        "你单位报送的{% if studio %}“{{ studio }}”{% endif %}{% if expert %}（领衔高技能专家：{{ expert }}）"
        f"{{% endif %}}申报材料收悉。经对照{CALL}审核，"
        "{% if must %}有{{ must }}项需要补正{% endif %}{% if must and doubtful %}，{% endif %}"
        "{% if doubtful %}有{{ doubtful }}项需要核实{% endif %}，"
        "现一次性告知，详见附件。"
    )
    texts = (
        opening,
        REQUEST,
        "{%p if doubtful %}",
        "标有“请核实”的，确有差错的请改正，情况属实的请书面说明。",
        "{%p endif %}",
    )
    return "".join(paragraph(text, BODY) for text in texts)


def _signed() -> str:
    return (
        paragraph("附件：补正事项清单", Look("LetterBody", before=14))
        + paragraph(OFFICE, Look("LetterSign", before=24))
        + paragraph("{{ date }}", Look("LetterDate"))
        + paragraph(CONTACT, BODY)
    )


def _list_of_deficiencies() -> str:
    rows = [
        _heads("序号", "材料或栏目", "问题和补正要求", "依据", "最迟日期"),
        _jinja("for group in groups", 5),
        Row((Cell(paragraph("{{ group.title }}", GROUP), 5),), 8.0),
        _jinja("for item in group.rows", 5),
        _cells(
            "{{ item.number }}",
            "{{ item.about }}",
            "{{ item.message }}",
            "{{ item.source }}",
            "{{ last_day_short }}",
            left=(1, 2, 3),
            space=2,
        ),
        _jinja("endfor", 5),
        _jinja("endfor", 5),
    ]
    return (
        paragraph("附件", Look("AnnexMark", new_page=True))
        + paragraph("补正事项清单", Look("ListTitle", before=10, after=8))
        + paragraph("申报单位：{{ unit }}", LINE)
        + paragraph("工作室名称：{{ studio }}　　领衔高技能专家：{{ expert }}", Look("ListLine", after=4))
        + table((11, 26, 58, 42, 19), rows)
        + paragraph(
            "注：{% if doubtful %}标有“请核实”的，核对后改正或者书面说明；其余{% else %}以上{% endif %}"
            "各项均须补正。",
            Look("ListLine", before=4),
        )
        + paragraph(
            "签收人（签字）：　　　　　　　联系电话：　　　　　　　日期：　　　年　　月　　日",
            Look("ListLine", before=8, size=11),
        )
    )


def receipt() -> str:
    """Return the body of 收件核对单: what came by e-mail, and boxes for what only paper shows."""
    return (
        paragraph(f"{STUDIO}申报材料收件核对单", Look("ListTitle", after=3))
        + paragraph(
            "（一式两份，收件单位、交件人各执一份；收件只表示收到材料，不表示审核合格）",
            Look("ListLine", "center", after=3, size=10.5),
        )
        + paragraph("申报单位：{{ unit }}", LINE)
        + paragraph("工作室名称：{{ studio }}　　领衔高技能专家：{{ expert }}", Look("ListLine", after=4))
        + _materials()
        + _paper()
        + _copies()
        + _registered()
    )


def _materials() -> str:
    rows = [
        _heads("序号", "材料", "电子文档（文件）", "页数", "纸质已交"),
        _jinja("for item in materials", 5),
        _cells(
            *("{{ item.slot }}", "{{ item.label }}", "{{ item.file }}", "{{ item.pages }}", "□"),
            left=(1, 2),
            height=5.4,
        ),
        _jinja("endfor", 5),
    ]
    heading = paragraph(
        "一、材料清点（电子文档已由程序清点，纸质材料由收件人打“√”）", Look("ListGroup", after=3)
    )
    return heading + table((13, 60, 64, 13, 18), rows)


def _paper() -> str:
    signed = (_cells(text, source, "□", "□", "", left=(0, 1), height=5.4) for text, source in SIGNED)
    rows = [
        _heads("核对事项", "依据", "是", "否", "备注"),
        _jinja("for item in paper", 5),
        _cells("{{ item.text }}", "{{ item.source }}", "□", "□", "", left=(0, 1), height=5.4),
        _jinja("endfor", 5),
        *signed,
    ]
    heading = paragraph("二、纸质材料核对（当面查看，打“√”）", Look("ListGroup", before=5, after=2))
    return heading + table((86, 38, 10, 10, 24), rows)


def _copies() -> str:
    rows = [
        _heads("复印件", "注明“此件与原件相符”", "经办人签字", "加盖公章", "与原件核对一致"),
        _jinja("for item in copies", 5),
        _cells("{{ item.label }}", "□", "□", "□", "□", left=(0,), height=5.4),
        _jinja("endfor", 5),
    ]
    heading = paragraph("三、复印件核对（逐件查看，全部符合才打“√”）", Look("ListGroup", before=5, after=2))
    return heading + table((56, 43, 22, 18, 29), rows)


def _registered() -> str:
    rows = [
        _heads("收到纸质材料", "份数", "收到电子文档", "经手人"),
        _cells("{{ received }}", "{{ copies_received }}", "{{ emailed }}", "{{ by }}", height=7.0),
    ]
    sign = "（签字）：　　　　　　　　联系电话：　　　　　　　　　日期：　　　年　　月　　日"
    return (
        paragraph("四、收件登记", Look("ListGroup", before=5, after=2))
        + table((50, 28, 50, 40), rows)
        + paragraph(f"交件人{sign}", Look("ListLine", before=7, size=11))
        + paragraph(f"收件人{sign}", Look("ListLine", before=5, size=11))
    )


def volume() -> str:
    """Return the body of the bound volume's front: cover and 目录."""
    entries = (
        ("工作室名称", "{{ studio }}"),
        ("领衔高技能专家", "{{ expert }}"),
        ("申报单位", "{{ unit }}"),
        ("装订日期", "{{ date }}"),
    )
    rows = [
        row(
            Cell(paragraph(text, Look("VolumeLabel")), tight=True),
            Cell(paragraph(name, Look("VolumeEntry")), borders=("bottom=single",)),
            height=15,
        )
        for text, name in entries
    ]
    return (
        paragraph("{{ title }}", Look("VolumeTitle", before=110))
        + paragraph("申  报  材  料", Look("VolumeKind", before=50, after=110))
        + table((42, 88), rows, ruled=False)
        + _contents()
    )


def _contents() -> str:
    rows = [
        _heads("序号", "材　　料", "页　码"),
        _jinja("for line in lines", 3),
        _jinja("if line.is_heading", 3),
        Row(
            (
                Cell(paragraph("{{ line.number }}", Look("ListGroup", "center")), tight=True),
                Cell(paragraph("{{ line.text }}", GROUP)),
                Cell(paragraph("{{ line.pages }}", Look("ListGroup", "center")), tight=True),
            ),
            8.5,
        ),
        _jinja("else", 3),
        Row(
            (
                Cell(paragraph("", CENTRE), tight=True),
                Cell(paragraph("{{ line.text }}", ENTRY)),
                Cell(paragraph("{{ line.pages }}", CENTRE), tight=True),
            ),
            7.0,
        ),
        _jinja("endif", 3),
        _jinja("endfor", 3),
    ]
    note = paragraph("注：页码印在各页外侧上角；注明“另附”的，随纸质材料附后。", Look("ListLine", before=6))
    return (
        paragraph("目　　录", Look("ListTitle", after=10, new_page=True)) + table((16, 116, 26), rows) + note
    )


def stamp() -> str:
    """Return the body of what is printed on each page of a copy, at the foot of an A4 page."""
    rows = [
        row(
            Cell(paragraph("此件与原件相符", Look("CopyNote", font="黑体"))),
            Cell(
                paragraph("经办人（签字）：", Look("CopyNote", before=2))
                + paragraph("日　期：　　　　年　　月　　日", Look("CopyNote", before=8))
            ),
            Cell(paragraph("（公章）", Look("CopyNote", "center"))),
            height=24,
        )
    ]
    return table((40, 74, 46), rows) + paragraph("", Look("CopyNote", size=1))
