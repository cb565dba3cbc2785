"""Identity numbers, codes, certificates, telephones, addresses."""

from __future__ import annotations

import pytest

from formkit.errors import KindError
from formkit.kinds import certificate_number, credit_code, email, phone, postcode, resident_id


@pytest.mark.parametrize("front", ["11010519491231002", "34052419800101001"])
@pytest.mark.parametrize("last", ["X", "x", "×", "Χ", "Х", "Ⅹ", "Ｘ"])
def test_the_check_character_x_is_read_in_all_its_shapes(front: str, last: str) -> None:
    assert resident_id.parse(front + last) == front + "X"


@pytest.mark.parametrize(
    "text",
    [
        "110105 19491231 002X",
        "1101051949123\n1002X",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
    ],
)
def test_a_number_may_wrap_or_be_spaced(text: str) -> None:
    assert resident_id.parse(text) == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("110105491231002", "15 位的旧号码"),
        ("1.10105194912310E+17", "Excel"),
        ("5.00101E+17", "Excel"),
        ("110105194912310000", "Excel"),
        ("110105194912310021", "校验码"),
        ("11010519491331002X", "校验码|出生日期"),
        ("1101051949123100", "18 位"),
        ("11010519491231002Y", "字符"),
        ("abc", "18 位"),
    ],
)
def test_a_wrong_number_says_why_and_does_not_repeat_itself(text: str, message: str) -> None:
    with pytest.raises(KindError, match=message) as caught:
        resident_id.parse(text)
    assert len(text) < 5 or text[:-4] not in str(caught.value)


def test_a_birth_date_that_does_not_exist_is_named() -> None:
    front = "11010519490230002"
    numbers = [front + last for last in "0123456789X"]
    messages = []
    for number in numbers:
        with pytest.raises(KindError) as caught:
            resident_id.parse(number)
        messages.append(str(caught.value))
    assert sum("出生日期不存在" in message for message in messages) == 1


def test_birth_date_and_sex_are_in_the_number() -> None:
    assert resident_id.birth_date("11010519491231002X") == "1949-12-31"
    assert (resident_id.sex("11010519491231002X"), resident_id.sex("34052419800101001X")) == ("女", "男")


def test_a_number_that_ends_in_000_and_checks_is_kept() -> None:
    front = "11010519491231"
    kept = [f"{front}{middle:02d}00" for middle in range(100)]
    assert any(_parses(one) for one in kept)


def _parses(text: str) -> bool:
    try:
        return resident_id.parse(text) == text
    except KindError:
        return False


def test_the_credit_code_of_the_standard_checks() -> None:
    assert credit_code.parse("91350100M000100Y43") == "91350100M000100Y43"
    assert credit_code.parse(" 91350100 m000100y43 ") == "91350100M000100Y43"
    assert credit_code.parse("９１３５０１００Ｍ０００１００Ｙ４３") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("91350100M000100Y4Z", "Z"),
        ("91350100M000100Y44", "校验码"),
        ("91350100M00010OY43", "O"),
        ("500153000012345", "18 位"),
    ],
)
def test_a_wrong_credit_code_says_why(text: str, message: str) -> None:
    with pytest.raises(KindError, match=message):
        credit_code.parse(text)


def test_a_certificate_number_is_hardly_ever_refused() -> None:
    assert certificate_number.parse("y000123ABCDEF195000001") == "Y000123ABCDEF195000001"
    assert certificate_number.parse("国非遗字第　５-12 号") == "国非遗字第5-12号"
    with pytest.raises(KindError):
        certificate_number.parse("见附件")


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("1234567890100001", "一级/高级技师"),
        ("1234567890200001", "二级/技师"),
        ("1234567890300001", "三级/高级工"),
        ("1234567890500001", "五级/初级工"),
        ("Y000123000000252000001", "二级/技师"),
        ("S000123000000251000001", "一级/高级技师"),
        ("1234567890900001", None),
        ("AB00012300000025000001", None),
        ("12", None),
    ],
)
def test_the_level_stands_in_the_number_of_known_series(number: str, level: str | None) -> None:
    assert certificate_number.level(number) == level


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13800000000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("＋８６ 13800000000", "13800000000"),
        ("8613800000000", "13800000000"),
        ("0086-13800000000", "13800000000"),
        ("023-46776809", "023-46776809"),
        ("023 46776809", "023-46776809"),
        ("02346776809", "023-46776809"),
        ("(023)46776809", "023-46776809"),
        ("（023）4677—6809", "023-46776809"),
        ("023-46776809-8001", "023-46776809-8001"),
        ("023-46776809转8001", "023-46776809-8001"),
        ("46776809", "46776809"),
        ("4677 6809", "46776809"),
        ("0831-2345678", "0831-2345678"),
        ("13800000000/023-46776809", "13800000000、023-46776809"),
        ("13800000000 13900000000", "13800000000、13900000000"),
        ("13800000000\n13900000000", "13800000000、13900000000"),
        ("1380000\n0000", "13800000000"),
        ("手机：13800000000", "13800000000"),
        ("13800000000（微信同号）", "13800000000"),
        ("400-820-8820", "400-820-8820"),
        ("+852 1234 5678", "+85212345678"),
        ("46776809-8001", "46776809-8001"),
    ],
)
def test_a_telephone_number_is_read_however_it_is_written(text: str, value: str) -> None:
    assert phone.parse(text) == value


@pytest.mark.parametrize("text", ["李婷 46776809", "123456", "abc", "1" * 21, "同上"])
def test_what_cannot_be_a_telephone_number_is_refused(text: str) -> None:
    with pytest.raises(KindError):
        phone.parse(text)


def test_an_email_address_keeps_its_case_and_loses_its_spaces() -> None:
    assert email.parse("Li.Ting＠QQ．com\n") == "Li.Ting@QQ.com"
    for text in ("qq.com", "a@b", "a@@b.com", "a@b.com c@d.com", "a@qq。com"):
        with pytest.raises(KindError):
            email.parse(text)


def test_a_postcode_has_six_digits() -> None:
    assert postcode.parse("４０２４６０") == "402460"
    for text in ("40246", "4024600", "荣昌区"):
        with pytest.raises(KindError):
            postcode.parse(text)
