"""A whole summer at the office: what comes in is collected, and a clerk works in the register up to 2027."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from commanding import Formkit
from formkit import cli
from inboxmaking import make_inbox
from summer import Book, score

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "samples" / "tangcheng-2025" / "packages"
COMPLETE, SHORT, UNFIT = "01-材料齐全", "02-缺两项材料且字数不足", "03-超龄且等级不符"
INBOX, REGISTER = "收件", "汇总表.xlsx"
CHOSEN = {"1": "甄样本", "2": "贾示例"}
BLUE, CLERK = "BDD7EE", "王经办"
DEPARTMENTS = ("纪检", "公安", "信访", "税务")
CLAUSE = "通知第三条（一）2"

pytestmark = pytest.mark.slow

LETTER = """
issue:
  to: 区纪委监委机关、区公安分局、区信访办、区税务局
  number: 荣人社函〔2025〕86号
  signed_by: 重庆市荣昌区人力资源和社会保障局
  date: 2025年9月15日
contact: {name: 李婷, phone: "46776809"}
reply: {by: 2025年9月30日}
"""
RESULTS = """
issue:
  number: 荣人社发〔2025〕112号
  signed_by: 重庆市荣昌区人力资源和社会保障局
  date: 2025年10月20日
contact: {name: 李婷, phone: "46776809"}
record: {issued_by: 重庆市荣昌区人力资源和社会保障局办公室, issued_on: 2025年10月20日}
list: {order: 按给定次序}
"""
EVALUATION = """
issue:
  number: 荣人社发〔2027〕98号
  signed_by: 重庆市荣昌区人力资源和社会保障局
  date: 2027年12月6日
contact: {name: 李婷, phone: "46776809"}
record: {issued_by: 重庆市荣昌区人力资源和社会保障局办公室, issued_on: 2027年12月6日}
"""


def filled_inbox(folder: Path) -> None:
    """Put the three samples, and four packages of others, into an inbox."""
    make_inbox(folder, 4, 7, broken=1)
    for package in PACKAGES.iterdir():
        shutil.copytree(package, folder / package.name)


def run(*arguments: object) -> int:
    return cli.main([*map(str, arguments)])


@pytest.fixture(scope="module")
def july(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office in which everything was collected once."""
    office = tmp_path_factory.mktemp("july")
    filled_inbox(office / INBOX)
    assert run("collect", office / INBOX, "-o", office / REGISTER) == 5
    return office


@pytest.fixture(scope="module")
def august(july: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the office when two submissions are complete and experts have their workbooks."""
    office = tmp_path_factory.mktemp("august")
    shutil.copytree(july, office, dirs_exist_ok=True)
    with Book(office / REGISTER) as book:
        for number in CHOSEN:
            for row in book.find("问题清单", 编号=number, 程度="错误"):
                book.type("问题清单", {"编号": number, "问题": row["问题"]}, 处置="放行", 处置人=CLERK)
            book.type("收件登记", {"编号": number}, 收件日期="2025-07-28", 份数=2, 收件人=CLERK)
    assert run("review", office / REGISTER, "-o", office / "评审") == 0
    return office


@pytest.fixture(scope="module")
def september(august: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the office when both were scored and are to be selected."""
    office = tmp_path_factory.mktemp("september")
    shutil.copytree(august, office, dirs_exist_ok=True)
    for path in sorted((office / "评审").iterdir()):
        score(path, {1: [25, 18, 18, 17, 9], 2: [24, 18, 18, 17, 9]})
    assert run("review", "--merge", office / "评审") == 0
    with Book(office / REGISTER) as book:
        for number in CHOSEN:
            book.type("评审", {"编号": number}, 评审日期=dt.datetime(2025, 8, 28), 建议入选="是")  # noqa: DTZ001
    (office / "函.yaml").write_text(LETTER, encoding="utf-8")
    (office / "名单.yaml").write_text(RESULTS, encoding="utf-8")
    (office / "评估.yaml").write_text(EVALUATION, encoding="utf-8")
    assert run("collect", office / INBOX, "-o", office / REGISTER) == 5
    return office


@pytest.fixture
def formkit(capsys: pytest.CaptureFixture[str]) -> Formkit:
    return Formkit(capsys)


def entered(office: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy an office to a desk, and stand there."""
    shutil.copytree(office, desk, dirs_exist_ok=True)
    monkeypatch.chdir(desk)


def text_of(path: Path) -> str:
    """Return all that a letter says."""
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def stands(formkit: Formkit) -> dict[str, tuple[str, str, str]]:
    """Return by number stage, day and what comes next, as ``status`` prints them."""
    done = formkit("status", REGISTER, "--json")
    return {str(row["number"]): (row["stage"], row["since"] or "", row["following"]) for row in done.json}


# ---- July: collecting, and what a clerk writes ----


def test_the_sheets_have_chinese_heads_that_stay_filters_widths_and_pages(july: Path) -> None:
    book = openpyxl.load_workbook(july / REGISTER)
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible" and sheet.title != "使用说明"]
    assert [sheet.title for sheet in sheets][:3] == ["汇总", "全部栏目", "团队成员"]
    for sheet in sheets:
        heads = [cell.value for cell in sheet[2] if cell.value]
        assert all(any("一" <= char <= "鿿" for char in head) for head in heads)
        assert sheet.freeze_panes == "D3"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden


def test_text_stays_text(july: Path) -> None:
    book = Book(july / REGISTER)
    for sheet, head in (("汇总", "统一社会信用代码"), ("全部栏目", "公民身份号码"), ("全部栏目", "邮政编码")):
        cells = [
            book.book[sheet].cell(row, book.heads(sheet)[head])
            for row in range(3, book.book[sheet].max_row + 1)
        ]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        assert {cell.number_format for cell in cells} == {"@"}


def write_all(book: Book) -> None:
    """Type what a clerk types in the first weeks, into nearly every sheet."""
    receipts, findings = "收件登记", "问题清单"
    book.type(receipts, {"来件": COMPLETE}, 收件日期="2025-07-28", 份数="2", 收件人=CLERK)
    day = dt.datetime(2025, 7, 30)  # noqa: DTZ001 (as Excel gives a day)
    book.type(receipts, {"来件": SHORT}, 收件日期=day, 电邮日期=dt.date(2025, 7, 29), 份数=2, 收件人=CLERK)
    book.type(findings, {"编号": 2, "代码": "R26"}, 处置="放行", 理由="已核实", 处置人=CLERK)
    book.type(findings, {"编号": 2, "代码": "scan"}, 处置="补正", 理由="请交清晰的", 处置人=CLERK)
    book.type(findings, {"编号": 3, "代码": "R17"}, 处置="不予受理", 理由="等级不够", 处置人=CLERK)
    book.type("全部栏目", {"编号": 1}, 手机="13900000000")
    book.type("团队成员", {"编号": 1, "行": 2}, 姓名="更名后")
    book.type("材料清单", {"编号": 2, "文件": "证明材料/师徒协议（范例绣）.jpg"}, 归类="04c 学历证书复印件")
    book.type("汇总", {"编号": 1}, 备注="优先")
    book.add_column("汇总", "科长意见")
    book.type("汇总", {"编号": 1}, 科长意见="同意上会")
    book.add_column(receipts, "快递单号")
    book.type(receipts, {"来件": COMPLETE}, 快递单号="00123")
    for sheet in ("汇总", "全部栏目", "团队成员", "材料清单", findings, receipts):
        book.sort(sheet, "编号", downwards=True)


def assert_kept(book: Book) -> None:
    """Look for everything that :func:`write_all` typed, where it belongs."""
    (row,) = book.find("收件登记", 来件=COMPLETE)
    assert (row["收件日期"], row["份数"], row["收件人"]) == ("2025-07-28", "2", CLERK)
    assert row["快递单号"] == "00123"
    (row,) = book.find("收件登记", 来件=SHORT)
    assert (row["收件日期"], row["电邮日期"], row["份数"]) == ("2025-07-30", "2025-07-29", "2")
    for number, code, decision in ((2, "R26", "放行"), (2, "scan", "补正"), (3, "R17", "不予受理")):
        (row,) = book.find("问题清单", 编号=number, 代码=code)
        assert (row["处置"], row["处置人"]) == (decision, CLERK), row
    (row,) = book.find("汇总", 编号=1)
    assert (row["备注"], row["科长意见"]) == ("优先", "同意上会")
    (row,) = book.find("材料清单", 编号=2, 文件="证明材料/师徒协议（范例绣）.jpg")
    assert (row["归类"], row["材料编号"]) == ("04c 学历证书复印件", "04c")
    for sheet, head, where, text in (
        ("全部栏目", "手机", {"编号": 1}, "13900000000"),
        ("团队成员", "姓名", {"编号": 1, "行": 2}, "更名后"),
    ):
        cell = book.cell(sheet, head, **where)
        assert (cell.value, cell.fill.fgColor.rgb[-6:]) == (text, BLUE)
        assert "程序原读作" in cell.comment.text


def test_what_a_clerk_writes_is_kept_shown_as_his_and_obeyed(
    july: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formkit: Formkit
) -> None:
    entered(july, tmp_path, monkeypatch)
    with Book(Path(REGISTER)) as book:
        write_all(book)
    # Before anything is collected again, what was typed counts already.
    assert stands(formkit)["3"][0] == "不予受理"
    inbox = Path(INBOX)
    shutil.copytree(inbox / SHORT / "照片", inbox / "贾示例补充材料" / "照片")
    shutil.copy(inbox / SHORT / "贾示例申报表.docx", inbox / "贾示例补充材料" / "申报表.docx")
    (inbox / COMPLETE / "说明.txt").write_text("请查收", encoding="utf-8")
    gone = next(path for path in inbox.iterdir() if path.name.startswith("棠城工匠申报"))
    shutil.rmtree(gone)
    for _ in range(2):
        done = formkit("collect", INBOX, "-o", REGISTER)
        assert "1 个已不在收件文件夹" in done.out
        book = Book(Path(REGISTER))
        assert_kept(book)
    (row,) = book.find("收件登记", 来件="贾示例补充材料")
    assert row["编号"] == "2"
    (row,) = book.find("收件登记", 来件=gone.name)
    assert "仍按台账保留" in row["说明"]

    told = stands(formkit)
    assert told["3"] == ("不予受理", "", f"告知申报单位不予受理（R17，理由：等级不够，经办人：{CLERK}）")
    assert told["2"][0] == "待补正"
    assert "R27" in told["2"][2]
    assert "R26" not in told["2"][2]

    done = formkit("fill", "supplement", "--register", REGISTER, "-o", "补正")
    assert done.code == 0
    names = sorted(path.name for path in Path("补正").iterdir())
    assert "补正通知-2-重庆示例夏布文化有限公司.docx" in names
    assert not any("-3-" in name for name in names)
    letter = text_of(Path("补正") / "补正通知-2-重庆示例夏布文化有限公司.docx")
    assert "申报报告" in letter
    assert "身份证正反面.pdf" in letter, "what the clerk marked 补正"
    assert "1420" not in letter, "what the clerk let pass"


def test_a_package_that_does_not_count_is_no_submission(
    july: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formkit: Formkit
) -> None:
    entered(july, tmp_path, monkeypatch)
    with Book(Path(REGISTER)) as book:
        (row,) = book.find("收件登记", 情形="读不出来")
        assert "联系对方重新发送" in stands(formkit)[row["编号"]][2]
        book.type("收件登记", {"来件": row["来件"]}, 采用="否")
    done = formkit("collect", INBOX, "-o", REGISTER)
    assert done.code == 0
    assert row["编号"] not in stands(formkit)
    book = Book(Path(REGISTER))
    assert not book.find("汇总", 编号=row["编号"])
    (kept,) = book.find("收件登记", 来件=row["来件"])
    assert (kept["情形"], kept["采用"]) == ("不采用", "否")


def test_a_day_that_nobody_understands_is_said_and_not_guessed(
    july: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formkit: Formkit
) -> None:
    entered(july, tmp_path, monkeypatch)
    with Book(Path(REGISTER)) as book:
        book.type("收件登记", {"来件": COMPLETE}, 收件日期="7月30日", 份数="两份")
    done = formkit("collect", INBOX, "-o", REGISTER)
    assert f"编号 1：“收件登记”中“{COMPLETE}”的“收件日期”无法识别" in done.out
    stage, _, following = stands(formkit)["1"]
    assert stage == "已收件"
    assert "看不懂的日期" in following
    assert Book(Path(REGISTER)).find("收件登记", 来件=COMPLETE)[0]["收件日期"] == "7月30日"


# ---- August: experts ----


def test_experts_score_and_the_register_ranks(
    august: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formkit: Formkit
) -> None:
    entered(august, tmp_path, monkeypatch)
    blank = formkit("review", "--merge", "评审")
    assert blank.code == 1
    assert "没有打了分的打分表" in blank.err
    points = {1: [25, 18, 18, 17, 9], 2: [25, 18, 18, 17, 9]}
    assert len(list(Path("评审").iterdir())) == 5
    files = [Path("评审") / f"打分表-专家{numeral}.xlsx" for numeral in "一二三四五"]
    for path in files[:3]:
        score(path, points)
    score(files[3], points, recused=(1,))
    score(files[4], {1: points[1], 2: [25, None, 18, 17, 9]})
    done = formkit("review", "--merge", "评审")
    assert done.code == 1
    assert "并列第 1 名" in done.err
    assert "没有给“团队和传承”打分" in done.err
    rows = {row["编号"]: row for row in Book(Path(REGISTER)).rows("评审")}
    assert float(rows["1"]["得分"]) == float(rows["2"]["得分"]) == 87
    assert (rows["1"]["名次"], rows["1"]["并列"], rows["2"]["并列"]) == ("1", "是", "是")
    assert (rows["1"]["回避专家"], rows["1"]["未评分专家"]) == ("专家四", "")
    assert (rows["2"]["回避专家"], rows["2"]["未评分专家"]) == ("", "专家五")
    again = formkit("review", REGISTER, "-o", "评审")
    assert again.code == 2
    assert "已经填了分数" in again.err


def test_a_register_that_is_open_is_not_touched(
    august: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formkit: Formkit
) -> None:
    entered(august, tmp_path, monkeypatch)
    before = Path(REGISTER).read_bytes()
    Path(f"~${REGISTER}").touch()
    for command in (("collect", INBOX, "-o", REGISTER), ("review", REGISTER, "--merge", "评审")):
        done = formkit(*command)
        assert done.code == 1
        assert "正在 Excel 或 WPS 中打开" in done.err
        assert "关闭汇总表后再运行一次" in done.err
        (beside,) = Path().glob("汇总表（*秒）.xlsx")
        assert str(beside) in done.err, "its name can be read on the screen"
        assert Book(beside).find("收件登记", 来件=COMPLETE)[0]["收件人"] == CLERK
        beside.unlink()
    assert Path(REGISTER).read_bytes() == before
    Path(f"~${REGISTER}").unlink()
    assert formkit("collect", INBOX, "-o", REGISTER).code == 5


# ---- September to 2027: replies, decision, publication, evaluation ----


def reply(book: Book, *departments: str) -> None:
    for department in departments:
        book.type("征求意见", {"部门": department}, 回复日期="2025-09-22", 意见="无异议")


def decide(book: Book) -> None:
    for number in CHOSEN:
        book.type("审议公布", {"编号": number}, 局党委会审议日期=dt.date(2025, 10, 15), 审议结果="通过")


def test_documents_come_out_of_the_register_and_only_in_their_order(
    september: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formkit: Formkit
) -> None:
    entered(september, tmp_path, monkeypatch)
    assert {stage for stage, *_ in map(stands(formkit).get, CHOSEN)} == {"已评审"}  # type: ignore[misc]
    for name in ("consultation", "consultation_internal"):
        done = formkit("fill", name, "函.yaml", "--register", REGISTER, "-o", f"{name}.docx")
        assert done.code == 0, done.err
    assert all(name in text_of(Path("consultation.docx")).replace("　", "") for name in CHOSEN.values())
    assert "990101" not in text_of(Path("consultation.docx"))
    assert "990101" in text_of(Path("consultation_internal.docx"))

    results = ("fill", "results", "名单.yaml", "--register", REGISTER, "-o", "名单.docx")
    for departments, hold in (((), "纪检、公安、信访、税务"), (DEPARTMENTS[:3], "税务")):
        with Book(Path(REGISTER)) as book:
            reply(book, *departments)
            if departments:
                decide(book)
        done = formkit(*results)
        assert done.code == 4
        assert not Path("名单.docx").exists()
        assert "（编号 1）：" in done.err
        assert hold in done.err
        assert f"依据：R22，{CLAUSE}" in done.err
        assert {one["code"] for one in formkit(*results, "--json").json["findings"]} == {"R22"}
    with Book(Path(REGISTER)) as book:
        reply(book, *DEPARTMENTS)
    assert {stage for stage, *_ in map(stands(formkit).get, CHOSEN)} == {"已审定"}  # type: ignore[misc]
    assert formkit(*results).code == 0
    text = text_of(Path("名单.docx")).replace("　", "")
    assert text.index("甄样本") < text.index("贾示例"), "in the order of the ranks"

    plaques = ("fill", "plaques", "名单.yaml", "--register", REGISTER, "-o", "铭牌.xlsx")
    assert formkit(*plaques).code == 4
    with Book(Path(REGISTER)) as book:
        for number in CHOSEN:
            where = {"编号": number}
            book.type("审议公布", where, 公布文号="荣人社发〔2025〕112号", 公布日期="2025年10月20日")
    assert formkit(*plaques).code == 0
    told = stands(formkit)
    assert {told[number][:2] for number in CHOSEN} == {("已公布", "2025-10-20")}
    assert told["1"][2] == "下次评估：2027年10月20日"

    two_years_on(formkit)


def two_years_on(formkit: Formkit) -> None:
    """Grade both, and look at what follows."""
    evaluation = ("fill", "evaluation", "评估.yaml", "--register", REGISTER, "-o", "评估.docx", "--force")
    follows = {
        "优秀": ("已公布", "择优推荐申报市级技能大师工作室"),
        "良好": ("已公布", "下次评估：2029年11月19日"),
        "合格": ("已公布", "下次评估：2029年11月19日"),
        "不合格": ("已公布", "须限期整改，请登记整改期限"),
    }
    for grade, (stage, following) in follows.items():
        with Book(Path(REGISTER)) as book:
            for number in CHOSEN:
                book.type("审议公布", {"编号": number}, 评估完成日期="2027-11-19", 评估等次=grade)
        told = stands(formkit)
        assert told["1"][0] == stage
        assert following in told["1"][2]
        assert formkit(*evaluation).code == (4 if grade == "不合格" else 0)
    with Book(Path(REGISTER)) as book:
        book.type("审议公布", {"编号": "1"}, 整改期限="2028-03-31")
        book.type("审议公布", {"编号": "2"}, 整改期限="2028-03-31", 整改复评="不合格")
    told = stands(formkit)
    assert told["1"][0] == "限期整改"
    assert told["2"] == ("取消命名", "", "取消命名，收回铭牌")
    assert formkit(*evaluation).code == 0
    assert "2028年3月31日" in text_of(Path("评估.docx"))
    assert formkit("collect", INBOX, "-o", REGISTER).code == 5
    assert stands(formkit) == told, "all of it outlives the next collection"
