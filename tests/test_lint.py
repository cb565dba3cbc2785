"""``formkit lint``: mistakes derived from the clauses are found above their tolerance, and mended."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from lxml import etree

from formkit.cli import main
from formkit.gongwen.clauses import CLAUSES, Clause
from formkit.gongwen.elements import BODY_SIZE, BY_KEY, EM, FACES
from formkit.gongwen.wording import WORDING
from formkit.linted import mended, waivers_of
from formkit.linting.elements import Recognised, level_of, recognise
from formkit.linting.judge import linted_clauses
from formkit.linting.mistake import Waiver
from formkit.readers.wordformat import formatted
from planting import DOCUMENTS, MAIN, SAMPLE, SIZES, W, edited, found_in, made, property_of, slips, text_of

#: What cannot be seen by itself: a wrong height of lines is that of each element, and so on.
MENDED: Final = ("face", "size", "colour", "line", "align", "first", "left", "right")

#: What is for a person to mend: drawn lines, where a title is cut, how a number of pages is put together.
LEFT: Final = ("rule.", "title.shape", "page_number.form")


class Planted(NamedTuple):
    """One mistake to be planted: the clause, how large, and where."""

    clause: Clause
    size: str
    item: Recognised | None

    @property
    def name(self) -> str:
        """The key of the clause and the size."""
        return f"{self.clause.key}-{self.size}"


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made("notice", tmp_path_factory.mktemp("notice"))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made("full", tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made(str(request.param), tmp_path_factory.mktemp("document"))


@pytest.fixture(scope="module")
def waivers() -> tuple[Waiver, ...]:
    return waivers_of(SAMPLE)


def replace_content(root: etree._Element, xml: bytes) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(list(etree.fromstring(xml)))


def wrong(clause: Clause, size: str) -> float | str:
    """Return what is found below, just above and far above the tolerance of a clause."""
    measure = clause.key.rpartition(".")[2]
    if isinstance(clause.wanted, int | float):
        step = {"face": 0.0, "size": 0.5, "line": 0.05}.get(measure, 0.02)
        below = clause.wanted + 0.6 * clause.tolerance
        return {
            "below": round(below * 2) / 2 if measure == "size" else below,
            "above": clause.wanted + clause.tolerance + step * 1.5,
            "far": clause.wanted + 8 * max(clause.tolerance, step),
        }[size]
    if measure == "face":
        other = "宋体" if clause.wanted != "宋体" else "黑体"
        return {"below": FACES[clause.wanted][-1], "above": FACES[other][0], "far": "Arial"}[size]
    if measure == "colour":
        return {"below": "E60012", "above": "C00000", "far": "0000FF"}[size]
    right = {"居中": "center", "居右": "right"}[clause.wanted]
    return {"below": right, "above": "both", "far": "left"}[size]


def plant(data: bytes, planted: Planted) -> bytes:
    value, measure = wrong(planted.clause, planted.size), planted.clause.key.rpartition(".")[2]

    def change(root: etree._Element) -> None:
        if planted.item is None:
            side = {"width": ("pgSz", "w"), "height": ("pgSz", "h")}.get(measure, ("pgMar", measure))
            section = next(root.iter(W + "sectPr"))
            next(section.iter(W + side[0])).set(W + side[1], str(round(float(value) * 1440 / 25.4)))
            return
        line = planted.item.line
        paragraph = list(root.iter(W + "p"))[line.number]
        element = BY_KEY[planted.item.key]
        em = EM if element.size == BODY_SIZE else element.size
        if measure in {"first", "left", "right"}:
            indent = property_of(paragraph, "pPr", "ind")
            indent.attrib.clear()
            indent.set(W + {"first": "firstLine"}.get(measure, measure), str(round(float(value) * em * 20)))
        elif measure == "line":
            spacing = property_of(paragraph, "pPr", "spacing")
            spacing.set(W + "line", str(round(float(value) * 20)))
        elif measure == "align":
            property_of(paragraph, "pPr", "jc").set(W + "val", str(value))
        else:
            runs = [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]
            for run in runs[:1] if planted.clause.key.startswith("level") else runs:
                if measure == "face":
                    property_of(run, "rPr", "rFonts").set(W + "eastAsia", str(value))
                elif measure == "size":
                    property_of(run, "rPr", "sz").set(W + "val", str(round(float(value) * 2)))
                else:
                    property_of(run, "rPr", "color").set(W + "val", str(value))

    return edited(data, MAIN, change)


def plantable(data: bytes) -> Iterator[tuple[Clause, Recognised | None]]:
    """Yield every clause of the table that can be broken in this document, with a paragraph for it."""
    items = recognise(formatted(data, "notice.docx").lines)
    for key, clause in CLAUSES.items():
        element, _, measure = key.rpartition(".")
        if element == "page":
            yield clause, None
        elif element.startswith("level"):
            level = int(element[-1])
            of = [
                item
                for item in items
                if item.key == "body" and (level_of(item.line.text) or (0, 0))[0] == level
            ]
            yield from ((clause, item) for item in of[:1])
        elif measure in MENDED and element in BY_KEY and element != "page_number":
            of = [item for item in items if item.key == element]
            plain = [item for item in of if level_of(item.line.text) is None]
            yield from ((clause, item) for item in (plain or of)[:1])


def test_our_own_notice_has_no_finding_beside_what_its_sample_keeps(
    notice: bytes, waivers: tuple[Waiver, ...]
) -> None:
    assert found_in(notice, waivers) == ()
    kept = {mistake.clause.key for mistake in found_in(notice, ())}
    assert kept == {"title.issuer", "range.wave", "level.point", "text.slip"}


@pytest.mark.parametrize("size", SIZES)
def test_each_mistake_above_its_tolerance_is_found_and_mended_and_none_below(
    document: bytes, waivers: tuple[Waiver, ...], size: str
) -> None:
    tried = 0
    assert found_in(document, waivers) == ()
    for clause, item in plantable(document):
        planted = Planted(clause, size, item)
        broken = plant(document, planted)
        found = found_in(broken, waivers)
        wanted = set() if size == "below" else {clause.key}
        keys = {mistake.clause.key for mistake in found}
        # A level in 仿宋 is body as well: its number in another face breaks both clauses.
        assert keys - ({"body.face"} if clause.key.startswith("level") else set()) == wanted, planted.name
        if found:
            again = mended(broken, found)
            assert again is not None, planted.name
            assert found_in(again, waivers) == (), planted.name
            assert text_of(again) == text_of(document), planted.name
        tried += 1
    assert tried > 20


@pytest.mark.parametrize("size", SIZES)
def test_each_mistake_of_a_place_is_found_above_its_tolerance_and_none_below(
    document: bytes, waivers: tuple[Waiver, ...], size: str
) -> None:
    tried = set()
    for slip in slips(document, size):
        broken = edited(document, slip.part, slip.change)
        found = found_in(broken, waivers)
        keys = {mistake.clause.key for mistake in found}
        assert keys == (set() if size == "below" else {slip.key}), slip.key
        if found and not slip.key.startswith(LEFT):
            again = mended(broken, found)
            assert again is not None, slip.key
            assert found_in(again, waivers) == (), slip.key
            assert text_of(again) == text_of(document), slip.key
        tried.add(slip.key)
    assert len(tried) >= 8


def test_the_mutator_reaches_every_measure_that_lint_can_see(full: bytes, tmp_path: Path) -> None:
    planted: set[str] = set()
    for data in (full, made("consultation", tmp_path)):
        planted |= {clause.key for clause, _ in plantable(data)} | {slip.key for slip in slips(data, "above")}
    of_words = {"number.brackets", "to.colon", "date.form", "note.brackets"}
    same_as_another = {"annex_title.blank": "annex_title.row", "text.line": "body.line"}
    assert set(same_as_another.values()) <= planted
    assert set(linted_clauses()[0]) - WORDING.keys() - planted == of_words | set(same_as_another)


@pytest.mark.parametrize(
    ("right", "slip", "key"),
    [
        ("荣人社发〔2025〕77号", "荣人社发[2025]77号", "number.brackets"),
        ("荣人社发〔2025〕77号", "荣人社发（2025）77号", "number.brackets"),
        ("荣人社发〔2025〕77号", "荣人社发〔2025〕第077号", "number.plain"),
        ("人社部发〔2016〕74号", "人社部发[2016]74号", "text.year"),
        ("各用人单位：", "各用人单位:", "to.colon"),
        ("（二）申报材料。", "(二)申报材料。", "level.form"),
        ("一、评选名额", "一.评选名额", "level.form"),
        ("（附件）；", "(附件)；", "brackets.width"),
        ("附件：“棠城", "附件:“棠城", "annexes.colon"),
        ("工作室申报表</w:t></w:r></w:p>", "工作室申报表。</w:t></w:r></w:p>", "annexes.end"),
        ("2025年7月1日</w:t></w:r></w:p>", "2025年07月01日</w:t></w:r></w:p>", "date.form"),
        ("2025年7月1日</w:t></w:r></w:p>", "二〇二五年七月一日</w:t></w:r></w:p>", "date.form"),
        ("攻克技术难题", "攻克3-5个技术难题", "range.hyphen"),
        ("攻克技术难题", "攻克３个技术难题", "digits.width"),
        ("积极申报，严禁", "积极申报,严禁", "marks.width"),
        ("（联系人：", "(联系人：", "note.brackets"),
        ("2025年7月1日</w:t></w:r><w:r><w:t", "2025年07月01日</w:t></w:r><w:r><w:t", "issued.date"),
    ],
)
def test_slips_in_brackets_and_numbers_are_found_and_mended(
    full: bytes, waivers: tuple[Waiver, ...], right: str, slip: str, key: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(full)) as package:
        xml = package.read(MAIN).decode()
    assert right in xml

    def change(root: etree._Element) -> None:
        replace_content(root, xml.replace(right, slip, 1).encode())

    broken = edited(full, MAIN, change)
    found = found_in(broken, waivers)
    assert {mistake.clause.key for mistake in found} == {key}
    again = mended(broken, found)
    assert again is not None
    assert found_in(again, waivers) == ()


def test_a_list_of_copies_in_another_form_is_for_a_person_to_mend(
    full: bytes, waivers: tuple[Waiver, ...]
) -> None:
    def change(root: etree._Element) -> None:
        for text in root.iter(W + "t"):
            text.text = (text.text or "").replace("抄送：", "抄送:")

    found = found_in(edited(full, MAIN, change), waivers)
    assert {mistake.clause.key for mistake in found} == {"copies.form"}


def test_the_command_says_what_is_wrong_by_its_exit_code(notice: bytes, tmp_path: Path) -> None:
    path, out = tmp_path / "notice.docx", tmp_path / "mended.docx"
    path.write_bytes(notice)
    assert main(["lint", str(path), "--waive", str(SAMPLE)]) == 0
    assert main(["lint", str(path)]) == 1
    assert main(["lint"]) == 2
    assert main(["lint", str(SAMPLE)]) == 5
    clause = CLAUSES["page.left"]
    path.write_bytes(plant(notice, Planted(clause, "far", None)))
    assert main(["lint", str(path), "--waive", str(SAMPLE), "--fix", str(out)]) == 0
    assert main(["lint", str(path), "--waive", str(SAMPLE), "--fix", str(out)]) == 2


def test_json_names_clause_place_found_and_wanted(
    notice: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(plant(notice, Planted(CLAUSES["page.left"], "far", None)))
    capsys.readouterr()
    assert main(["lint", str(path), "--waive", str(SAMPLE), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["code"], finding["clause"]) == ("page.left", "GB/T 9704—2012 5.2.1")
    assert (finding["wanted"], finding["unit"], round(finding["found"])) == (28.0, "mm", 36)


def test_hostile_files_are_refused_in_a_sentence(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((shared / "bench" / "hostile").glob("*.doc*"))
    assert files
    assert main(["lint", *map(str, files), "--json"]) in {1, 5}
    results = json.loads(capsys.readouterr().out)
    codes = {finding["code"] for result in results for finding in result["findings"]}
    assert len(results) == len(files)
    assert not codes & {"internal", "crashed"}


def test_every_clause_is_checked_or_is_for_the_printed_page() -> None:
    checked, left = linted_clauses()
    assert not set(checked) & set(left)
    unchecked = {key for key in left if CLAUSES[key].where != "page"}
    assert unchecked == {"letter_rule.foot", "letter_rule.width"}


def _drop_blank(root: etree._Element) -> None:
    """Take away one blank line above the title."""
    body = next(root.iter(W + "body"))
    body.remove(list(body)[7])


def _join_annex(root: etree._Element) -> None:
    next(root.iter(W + "pageBreakBefore")).set(W + "val", "0")


def _thin_rule(root: etree._Element) -> None:
    for border in root.iter(W + "top"):
        border.set(W + "sz", "6")


def _black_line(root: etree._Element) -> None:
    next(root.iter(W + "bottom")).set(W + "color", "000000")


def _flat_title(root: etree._Element) -> None:
    line = next(text for text in root.iter(W + "t") if text.text == "申报评选工作的通知")
    line.text = "申报评选工作和其他有关各项工作的通知"
    first = next(text for text in root.iter(W + "t") if (text.text or "").endswith("专班办公室"))
    first.text = "重庆市荣昌区乡村人才振兴工作专班办公室关于"
    second = next(text for text in root.iter(W + "t") if text.text == "关于开展")
    second.text = "开"


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        (_drop_blank, {"title.blank"}),
        (_join_annex, {"annex.page"}),
        (_thin_rule, {"rule.first"}),
        (_black_line, {"rule.colour"}),
        (_flat_title, {"title.shape"}),
    ],
)
def test_what_is_no_property_of_an_element_is_found_too(
    notice: bytes, waivers: tuple[Waiver, ...], change: Callable[[etree._Element], None], keys: set[str]
) -> None:
    broken = edited(notice, MAIN, change)
    found = found_in(broken, waivers)
    assert {item.clause.key for item in found} == keys
    if not next(iter(keys)).startswith(LEFT):
        again = mended(broken, found)
        assert again is not None
        assert found_in(again, waivers) == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("— ", "- ", "page_number.form"),
        ('w:val="right"', 'w:val="center"', "page_number.odd"),
        ('w:right="280"', 'w:right="560"', "page_number.odd"),
        ('w:val="28"', 'w:val="24"', "page_number.size"),
    ],
)
def test_numbers_of_pages_are_held_against_form_side_and_size(
    notice: bytes, waivers: tuple[Waiver, ...], old: str, new: str, key: str
) -> None:
    def change(root: etree._Element) -> None:
        xml = etree.tostring(root, encoding="unicode")
        replace_content(root, xml.replace(old, new).encode())

    broken = edited(notice, "word/footer1.xml", change)
    assert {item.clause.key for item in found_in(broken, waivers)} == {key}
