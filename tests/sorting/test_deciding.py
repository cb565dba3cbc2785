"""Which slot a file is given: content first, name second, and what tells nothing is left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formkit
from formkit.programme import Attachment
from formkit.sorting.checklist import Lexicon
from formkit.sorting.deciding import ASSIGNED, MOST, SURE, assign
from formkit.sorting.naming import is_descriptive, own_numbers, shared_folders, shown, stem_of
from formkit.sorting.shapes import shape_of
from formkit.sorting.sight import Outline, Sight, Verdict
from formkit.sorting.wording import points_missing

CALL = formkit.load("tangcheng-2025")
SLOTS = {item.slot: item for item in CALL.attachments}
CARD = Outline(1012, 638, 0.5, 0.2, 0.2)
SCENE = Outline(1600, 1200, 0.05, 0.9, 0.1)
SHEET = Outline(1240, 1754, 0.95, 0.05, 0.9)
HEADSHOT = Outline(413, 579, 0.0, 0.06, 1.0)
NOTICE = (
    "关于开展技能大师工作室申报评选工作的通知\n申报表；事迹材料；申报报告，包括成立的必要性、现有优势、计划目标、政策措施、"
    "资金支持、工作条件；身份证、职业资格证书、学历证书复印件、工作照片；获奖证书等证明材料"
)


def told(name: str, text: str = "", **more: object) -> Verdict:
    sight = Sight(name, text=text, readable=bool(text), **more)  # type: ignore[arg-type]
    (verdict,) = assign(CALL.attachments, [sight], frozenset({"application"}))
    return verdict


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("申报表.docx", "01"),
        ("1.“棠城工匠”申报表（甄样本）.pdf", "01"),
        ("甄样本同志事迹.docx", "02"),
        ("工作室申报报告.pdf", "03"),
        ("身份证正面.jpg", "04a"),
        ("SFZ.jpg", "04a"),
        ("高级技师证书.jpg", "04b"),
        ("非遗传承人证书.pdf", "04b"),
        ("毕业证.jpg", "04c"),
        ("学历证明.pdf", "04c"),
        ("车间工作照.jpg", "04d"),
        ("荣誉证书.jpg", "05"),
        ("专利 1.pdf", "05"),
        ("申报表附件-身份证.jpg", "04a"),
        ("甄样本-高级技师-工作照.jpg", "04d"),
        ("获奖证明材料.pdf", "05"),
    ],
)
def test_a_name_tells_by_its_last_word(name: str, slot: str) -> None:
    verdict = told(name)
    assert verdict.slot == slot
    assert verdict.reason


@pytest.mark.parametrize(
    "name",
    [
        "IMG_0231.jpg",
        "扫描件1.pdf",
        "微信图片_20250712103344.jpg",
        "新建 Microsoft Word 文档.docx",
        "证书.jpg",
        "1.jpg",
        "",
        ".",
    ],
)
def test_a_name_that_tells_nothing_leaves_the_file_open(name: str) -> None:
    verdict = told(name)
    assert verdict.slot is None
    assert verdict.confidence < ASSIGNED
    assert verdict.reason


def test_content_counts_before_the_name_and_their_contradiction_lowers_the_confidence() -> None:
    agreed = told("毕业证.pdf", "毕 业 证 书\n学生甄样本，准予毕业")
    against = told("身份证.pdf", "毕 业 证 书\n学生甄样本，准予毕业")
    assert agreed.slot == against.slot == "04c"
    assert agreed.confidence >= SURE > against.confidence
    assert against.rival == "04a"
    assert "04a" in against.reason


def test_a_form_that_was_recognised_settles_its_slot_whatever_the_name() -> None:
    mute = told("IMG_0231.docx", "x", form="application", share=0.98, printed=1395)
    wrong = told("身份证.docx", "x", form="application", share=0.98, printed=1395)
    assert mute.slot == wrong.slot == "01"
    assert mute.confidence >= SURE > wrong.confidence


def test_a_form_of_few_printed_words_is_not_trusted_alone() -> None:
    assert told("x.docx", "x", form="profile", share=1.0, printed=21).confidence < SURE


def test_what_form_and_title_say_hints_of_the_prose_do_not_gainsay() -> None:
    text = "事迹材料\n一根麻线织就的守望\n" + "她是代表性传承人，取得技师职称和证书。" * 60
    verdict = told("事迹.docx", text, form="profile", share=1.0, printed=30)
    assert verdict.slot == "02"
    assert verdict.confidence >= SURE


def test_a_text_that_is_not_the_form_its_name_promises_is_doubtful() -> None:
    verdict = told("申报表.docx", "其他的文字。" * 60)
    assert verdict.slot in {"01", None}
    assert verdict.confidence < SURE


def test_a_text_written_freely_may_be_a_document_that_has_a_form() -> None:
    assert told("事迹材料.docx", "他在车间里工作了二十九年。" * 80).slot == "02"


@pytest.mark.parametrize("name", ["通知.docx", "IMG_1.docx", "材料.docx"])
def test_a_text_that_speaks_of_every_slot_is_none_of_them(name: str) -> None:
    assert told(name, NOTICE).confidence < SURE


def test_a_report_is_known_by_the_points_it_has_to_deal_with() -> None:
    text = "样本公司文件\n一、必要性\n二、现有优势\n三、计划目标\n四、政策措施\n五、资金支持\n六、工作条件"
    assert told("1.docx", text).slot == "03"
    assert points_missing(SLOTS["03"], text) == ()
    assert points_missing(SLOTS["03"], "必要性") == tuple(SLOTS["03"].contents[1:])


def test_a_short_document_like_nothing_else_belongs_to_the_rest_and_a_long_one_is_left_open() -> None:
    assert told("DSC1.docx", "贵公司甄样本师傅周末上门调试设备，解决了振刀问题。").slot == "05"
    assert told("DSC1.docx", "机床边的岁月。" * 200).slot is None


def test_letters_below_one_another_make_a_title() -> None:
    assert told("1.pdf", "荣\n誉\n证\n书\n甄样本同志").slot == "05"


def test_two_materials_in_one_file_are_left_to_people() -> None:
    verdict = told("身份证及毕业证.pdf")
    assert verdict.slot is None
    assert {"04a", "04c"} & {verdict.rival}


def test_the_folder_tells_less_than_the_name_and_one_common_to_all_tells_nothing() -> None:
    sights = [
        Sight("申报表及附件/身份证/IMG_1.jpg"),
        Sight("申报表及附件/身份证/毕业证.jpg"),
        Sight("申报表及附件/2.jpg"),
    ]
    first, second, third = assign(CALL.attachments, sights)
    assert (first.slot, second.slot, third.slot) == ("04a", "04c", None)
    assert first.confidence < SURE


def test_numbers_of_the_checklist_help_and_somebodys_own_numbers_do_not() -> None:
    assert told("04a.jpg").slot == "04a"
    alone = assign(CALL.attachments, [Sight("1.身份证.jpg")])[0]
    assert alone.slot == "04a"
    assert alone.confidence >= SURE
    assert own_numbers(["1.jpg", "12.jpg"], tuple(SLOTS))
    assert not own_numbers(["1.jpg", "20250718.jpg", "2020年.jpg"], tuple(SLOTS))


def test_the_shape_of_a_picture_supports_a_name_and_is_little_alone() -> None:
    alone = told("IMG_1.jpg", outline=CARD)
    assert alone.slot in {"04a", None}
    assert alone.confidence < SURE
    assert told("身份证.jpg", outline=CARD).confidence > told("身份证.jpg").confidence
    assert told("工作照.jpg", outline=SCENE).confidence > told("工作照.jpg").confidence
    assert told("工作照.jpg", outline=HEADSHOT).confidence < SURE
    assert told("IMG_1.jpg", outline=SCENE).slot is None


@pytest.mark.parametrize(
    ("outline", "shape"),
    [
        (CARD, "card"),
        (SCENE, "photo"),
        (SHEET, "page"),
        (HEADSHOT, "portrait"),
        (Outline(1754, 1240, 0.9, 0.1, 0.5), "page"),
        (Outline(0, 10, 1, 1, 1), ""),
        (Outline(3000, 200, 0.9, 0.1, 0.9), ""),
        (None, ""),
    ],
)
def test_shapes_are_told_from_sizes_and_colours(outline: Outline | None, shape: str) -> None:
    assert shape_of(outline) == shape


def test_equal_files_share_what_their_names_tell() -> None:
    sights = [
        Sight("身份证.jpg", digest="a"),
        Sight("IMG_0231.jpg", digest="a"),
        Sight("IMG_1.jpg", digest="b"),
    ]
    assert [item.slot for item in assign(CALL.attachments, sights)] == ["04a", "04a", None]


def test_a_word_of_latin_letters_is_no_part_of_a_longer_one() -> None:
    lexicon = Lexicon([("sfz", "a")])
    assert lexicon.hits("sfz1")
    assert not lexicon.hits("xsfzq")


def test_a_programme_without_a_checklist_leaves_every_file_open() -> None:
    (verdict,) = assign((), [Sight("申报表.docx")])
    assert verdict.slot is None


def test_another_programme_is_told_by_its_own_words() -> None:
    own = (Attachment("a", "营业执照", names=("营业执照",)), Attachment("b", "章程", words=("章程",)))
    sights = [Sight("营业执照.jpg"), Sight("1.docx", text="公司章程\n第一条", readable=True)]
    assert [item.slot for item in assign(own, sights)] == ["a", "b"]


NAMES = st.lists(
    st.text(st.sampled_from("申报表事迹材料身份证毕业照片荣誉书技师及、/.(2)01a "), max_size=20), max_size=6
)
TEXTS = st.text(st.sampled_from("申报表事迹材料身份证毕业照片荣誉书技师\n。必要性优势"), max_size=200)


@given(NAMES, TEXTS)
def test_every_file_gets_a_verdict_with_a_reason_and_a_confidence_that_says_what_it_means(
    names: list[str], text: str
) -> None:
    verdicts = assign(CALL.attachments, [Sight(name, text=text, readable=True) for name in names])
    assert len(verdicts) == len(names)
    for verdict in verdicts:
        assert 0 <= verdict.confidence <= MOST
        assert verdict.reason
        assert verdict.slot is None or verdict.slot in SLOTS
        assert verdict.slot is None or verdict.confidence >= ASSIGNED


def test_names_are_taken_apart() -> None:
    assert stem_of("a/身份证.tar.gz") == "身份证.tar"
    assert stem_of("a/无后缀") == "无后缀"
    assert shared_folders([]) == 0
    assert shared_folders(["a/b/1", "a/b/2"]) == 2
    assert shared_folders(["a/1", "b/2"]) == 0


@pytest.mark.parametrize("number", ["99010119760412013X", "990101760412013", "990101197604120138"])
def test_an_identity_number_in_a_name_is_not_shown(number: str) -> None:
    assert number not in shown(f"身份证_{number}.jpg")
    assert number[-4:] in shown(f"身份证_{number}.jpg")


def test_a_name_in_words_that_is_like_nothing_else_belongs_to_the_rest_and_never_for_sure() -> None:
    verdict = told("安全生产许可证.jpg", outline=SHEET)
    assert verdict.slot == "05"
    assert verdict.confidence < SURE
    assert told("机床前的老师傅.jpg", outline=SCENE).slot == "04d"


def test_names_of_people_and_places_say_nothing_of_what_a_file_is() -> None:
    sight = Sight("甄样本智能装备公司.jpg", outline=SHEET)
    known = frozenset({"甄样本", "智能装备公司"})
    assert assign(CALL.attachments, [sight])[0].slot == "05"
    assert assign(CALL.attachments, [sight], known=known)[0].slot is None


@pytest.mark.parametrize(
    "name", ["扫描件（正面）1.jpg", "微信图片_20250712.jpg", "新建 文档 最终版.pdf", "附件材料3.pdf"]
)
def test_words_that_everybody_uses_are_no_description(name: str) -> None:
    assert not is_descriptive(name, frozenset())
