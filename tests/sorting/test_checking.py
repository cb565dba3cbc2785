"""What is said about copies, several files for one slot, old versions and doubts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import formkit
from formkit.finding import Finding, Severity
from formkit.record import Case, Found, Record
from formkit.sorting.checking import alike, check_materials, in_order, may_be_elsewhere, missing
from formkit.submission import Material, Submission

CALL = formkit.load("tangcheng-2025")
TEXT = "申报表 姓名 甄样本 单位 重庆样本智能装备有限公司"


def material(name: str, slot: str | None = "01", **more: object) -> Material:
    wanted: dict[str, object] = {
        "size": 9,
        "digest": name,
        "kind": "docx",
        "confidence": 0.9,
        "text": TEXT,
        **more,
    }
    return Material(name, slot=slot, reason="原因", **wanted)  # type: ignore[arg-type]


def case(*answers: str) -> Case:
    found = {f"a{number}": Found(answer or None, answer) for number, answer in enumerate(answers)}
    return Case("", Record(CALL.name, "application", found))


def said(*materials: Material) -> list[Finding]:
    return list(check_materials(CALL.attachments, in_order(CALL.attachments, materials)))


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_files_that_are_each_one_of_their_slot_leave_nothing_to_say() -> None:
    assert (
        said(material("申报表.docx"), material("事迹.docx", "02"), material("身份证.jpg", "04a", kind="jpeg"))
        == []
    )


def test_a_copy_is_named_with_the_file_it_is_of_and_is_no_second_file() -> None:
    found = said(material("申报表.docx", digest="a"), material("申报表(2).docx", digest="a"))
    assert codes(found) == ["copy"]
    assert "申报表.docx" in found[0].message
    assert "申报表(2).docx" in found[0].message
    assert found[0].severity is Severity.NOTE


def test_one_file_for_two_slots_is_a_warning() -> None:
    (finding,) = said(
        material("a.jpg", "04a", digest="x", kind="jpeg"), material("b.jpg", "04c", digest="x", kind="jpeg")
    )
    assert (finding.code, finding.severity) == ("copy", Severity.WARNING)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("申报表.docx", "申报表最终版.docx"),
        ("申报表7.18.docx", "申报表7.20.docx"),
        ("申报表初稿.docx", "申报表.docx"),
    ],
)
def test_of_two_versions_the_newer_counts_and_the_mark_is_the_reason(old: str, new: str) -> None:
    materials = in_order(CALL.attachments, [material(old), material(new, text=f"{TEXT}。")])
    assert materials[0].name == new
    (finding,) = check_materials(CALL.attachments, materials)
    assert (finding.code, finding.severity) == ("old-version", Severity.NOTE)
    assert f"以“{new}”为准" in finding.message
    assert finding.spot is not None
    assert finding.spot.member == old


def test_a_number_that_a_browser_gives_decides_only_with_a_warning() -> None:
    (finding,) = said(material("申报表.docx"), material("申报表(2).docx", text=f"{TEXT}。"))
    assert (finding.code, finding.severity) == ("old-version", Severity.WARNING)
    assert "没有把握" in finding.message


def test_two_documents_of_which_none_is_marked_are_a_warning() -> None:
    (finding,) = said(material("申报表甲.docx"), material("申报表乙.docx", text="别的文字"))
    assert (finding.code, finding.severity) == ("several-for-slot", Severity.WARNING)
    assert "formkit.toml" in finding.message


def test_a_word_file_and_its_pdf_are_one_document_in_two_formats() -> None:
    (same,) = said(material("申报表.docx"), material("申报表.pdf", kind="pdf"))
    (scan,) = said(material("申报表.docx"), material("申报表盖章.pdf", kind="pdf", text=""))
    assert (same.code, scan.code) == ("two-formats", "two-formats")
    assert "以“申报表.docx”为准" in same.message
    assert "以“申报表.docx”为准" in scan.message


def test_a_filled_form_counts_before_a_blank_one_and_that_is_named() -> None:
    filled, blank = case("甄样本", ""), case("", "")
    materials = in_order(
        CALL.attachments, [material("申报表最终版.docx", case=blank), material("表.docx", case=filled)]
    )
    assert materials[0].name == "表.docx"
    found = list(check_materials(CALL.attachments, materials))
    assert codes(found) == ["blank-form"]
    assert "申报表最终版.docx" in found[0].message


def test_two_sides_of_a_card_are_two_pictures_of_one_material() -> None:
    sides = [material(f"身份证{side}.jpg", "04a", kind="jpeg", text="") for side in ("正面", "反面")]
    assert said(*sides) == []


def test_among_many_only_a_marked_version_of_the_same_name_is_old() -> None:
    assert said(material("专利1.pdf", "05"), material("专利2.pdf", "05")) == []
    (finding,) = said(material("师徒协议.docx", "05"), material("师徒协议（修改稿）.docx", "05"))
    assert finding.code == "old-version"


def test_what_a_clerk_settled_counts() -> None:
    materials = in_order(
        CALL.attachments, [material("表.docx", confidence=1.0), material("申报表最终版.docx")]
    )
    assert materials[0].name == "表.docx"
    (finding,) = check_materials(CALL.attachments, materials)
    assert finding.severity is Severity.NOTE


def test_files_left_open_are_named_together_and_doubtful_ones_each() -> None:
    found = said(
        material("IMG_1.jpg", None), material("IMG_2.jpg", None), material("照片.jpg", "04d", confidence=0.55)
    )
    assert codes(found) == ["unassigned", "doubtful-slot"]
    assert "IMG_1.jpg" in found[0].message
    assert "IMG_2.jpg" in found[0].message


def test_an_identity_number_in_a_name_is_a_finding_that_does_not_show_it() -> None:
    found = said(material("身份证99010119760412013X.jpg", None))
    assert "identity-number-in-name" in codes(found)
    assert not any("99010119760412013X" in finding.message for finding in found)


def test_an_empty_file_does_not_stand_for_a_material_that_is_missing() -> None:
    record = Record(CALL.name, "application", {})
    seen = Submission("x", (material("申报表.docx"), material("身份证.jpg", "04a", size=0)))
    lacking = [item.slot for item in missing(CALL.attachments, seen, record)]
    assert lacking == ["02", "03", "04a", "04b", "04c", "04d"]


def test_texts_are_alike_by_their_characters() -> None:
    assert alike("", "") == 0
    assert alike("甲乙", "乙甲") == 1
    assert alike("甲乙丙丁", "甲乙") == 0.5


def test_a_bound_volume_is_named_and_what_it_may_hold_is_not_missing() -> None:
    parts = ["申报表", *["文字"] * 40, "居民身份证", "姓名", "毕业证书", "学生"]
    volume = material("全部材料.pdf", kind="pdf", text="\n".join(parts))
    seen = Submission("x", (volume,))
    (finding,) = said(volume)
    assert (finding.code, finding.severity) == ("several-in-one", Severity.WARNING)
    assert may_be_elsewhere(CALL.attachments, seen, "04a")
    assert not may_be_elsewhere(CALL.attachments, seen, "04d")


def test_a_file_left_open_may_be_whatever_seems_to_be_missing() -> None:
    open_one = Submission("x", (material("IMG_1.jpg", None),))
    assert may_be_elsewhere(CALL.attachments, open_one, "04a")
    assert not may_be_elsewhere(CALL.attachments, Submission("x", (material("a.docx", None, size=0),)), "04a")
