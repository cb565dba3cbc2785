"""Values of each kind as hypothesis strategies: ``VALUES[kind](details)``, the nastiest text included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from formkit.grid import Picture
from formkit.kinds import long_text, text

CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\x85"
).filter(lambda char: ord(char) & 0xFFFE != 0xFFFE)
"""What XML 1.0 can hold, without the carriage return, which its parsers turn into a line feed."""

NASTY = (
    *("&", "<", ">", '"', "'", "&amp;", "&#10;", "]]>", "<!--", "A&B公司", "<w:t>", "{{ 7*7 }}", "{{", "}}"),
    *("{% raw %}", "{% endraw %}", "{%", "%}", "{# #}", "{#", "{{ leader.name }}", "{%tr for a in b %}"),
    *(
        "“棠城工匠”",
        "‘陶’",
        "👍",
        "👩‍🔧",
        "𠮷𪚥",
        "é",
        "e\u0301",
        "葛\U000e0100",
        "\u00a0",
        "\u200b",
        "\ufeff",
    ),
    *(
        "\u2028",
        "\u2029",
        "\x85",
        "\n",
        "\n\n",
        "\t",
        " ",
        "  ",
        "　",
        "□",
        "☑",
        "□是 ☑否",
        "年 月 日",
        "　年　月　日",
    ),
    *(
        "_",
        "____",
        "无",
        "/",
        "——",
        "（盖章）",
        "姓名：",
        "联系电话",
        "１２３ＡＢＣ",
        "3~15",
        "=1+1",
        "\\n",
        "\\",
        "%s",
    ),
    *("荣昌陶", "张三", "技师", "㎡", "①", "工匠精神。" * 360),
)


def texts(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return short texts, canonical."""
    return _pieces().map(text.parse).filter(bool).map(str)


def long_texts(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return texts of paragraphs, canonical, some with an indent."""
    indented = st.tuples(st.sampled_from(["", "　　", "  ", "\t"]), _pieces()).map("".join)
    return indented.map(long_text.parse).filter(bool).map(str)


def _pieces() -> st.SearchStrategy[str]:
    piece = st.sampled_from(NASTY) | st.text(CHARACTERS, max_size=8)
    return st.lists(piece, min_size=1, max_size=6).map("".join)


def numbers(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return canonical decimal texts."""
    whole = st.integers(0, 10**12).map(str)
    fraction = st.from_regex(r"[0-9]{0,3}[1-9]", fullmatch=True).filter(str.isascii)
    return whole | st.integers(-999, -1).map(str) | st.tuples(whole, fraction).map(".".join)


def dates(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return days of years with four digits."""
    return st.dates().filter(lambda day: day.year > 999).map(lambda day: day.isoformat())


def months(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return months."""
    return dates().map(lambda day: day[:7])


def periods(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return spans of months, some that go on, some that end before they begin."""
    return st.tuples(months(), months() | st.just("..")).map("/".join)


def choices_of_one(details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return one of the options; without options a short answer."""
    return st.sampled_from(details or ("民营企业", "A&B 类", "无"))


def choices_of_many(details: tuple[str, ...] = ()) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some of the options in printed order."""
    options = details or ("绘画", "A&B 类", "无")
    chosen = st.sets(st.sampled_from(options), min_size=1)
    return chosen.map(lambda some: tuple(option for option in options if option in some))


def phones(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return mobile, landline and local numbers, some with an extension, some two at once."""
    one = st.from_regex(
        r"1[3-9][0-9]{9}|0(10|2[0-9])-[2-9][0-9]{7}(-[0-9]{1,4})?|0[3-9][0-9]{2}-[2-9][0-9]{6}|[2-9][0-9]{6,7}"
        r"|400-[0-9]{3}-[0-9]{4}",
        fullmatch=True,
    ).filter(str.isascii)
    return one | st.lists(one, min_size=2, max_size=3).map("、".join)


def emails(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return e-mail addresses."""
    return st.from_regex(r"[A-Za-z0-9._+-]{1,12}@[a-z0-9-]{1,8}(\.com|\.com\.cn)", fullmatch=True)


def postcodes(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return six digits."""
    return st.integers(0, 999_999).map("{:06d}".format)


@st.composite
def resident_ids(draw: st.DrawFn, _details: tuple[str, ...] = ()) -> str:
    """Draw a number with a birth date that exists and the right check character."""
    front = (
        f"{draw(st.integers(110000, 820000))}{draw(dates()).replace('-', '')}{draw(st.integers(0, 999)):03d}"
    )
    remainder = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(front)) % 11
    return front + "10X98765432"[remainder]


@st.composite
def credit_codes(draw: st.DrawFn, _details: tuple[str, ...] = ()) -> str:
    """Draw a code with the right check character."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    front = "".join(draw(st.lists(st.sampled_from(alphabet), min_size=17, max_size=17)))
    total = sum(alphabet.index(char) * 3**place for place, char in enumerate(front))
    return front + alphabet[(31 - total % 31) % 31]


def certificate_numbers(_details: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Return numbers of several series."""
    numbers_of = r"[0-9]{16}|[YS][0-9]{21}|渝人社〔20[0-9]{2}〕[0-9]{1,3}号|[A-Z]{2}-[0-9]{4}\([0-9]\)"
    return st.from_regex(numbers_of, fullmatch=True).filter(lambda one: one.upper() == one)


def pictures(_details: tuple[str, ...] = ()) -> st.SearchStrategy[Picture]:
    """Return pictures; their bytes are not those of a real file."""
    return st.builds(
        Picture, st.sampled_from(["image/jpeg", "image/png"]), st.binary(min_size=1, max_size=32)
    )


VALUES: dict[str, Callable[[tuple[str, ...]], st.SearchStrategy[Any]]] = {
    "text": texts,
    "long_text": long_texts,
    "number": numbers,
    "money": numbers,
    "date": dates,
    "year_month": months,
    "period": periods,
    "choice_one": choices_of_one,
    "choice_many": choices_of_many,
    "phone": phones,
    "email": emails,
    "postcode": postcodes,
    "resident_id": resident_ids,
    "credit_code": credit_codes,
    "certificate_number": certificate_numbers,
    "picture": pictures,
    "signature": texts,
    "seal": texts,
}
