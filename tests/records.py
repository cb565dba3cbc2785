"""Records of a form: whatever its definition admits, the nastiest text included.

A record of the application has up to a thousand answers; drawn one by one hypothesis would spend its
time on drawing. It draws what matters, a handful of texts and a seed, and the seed spreads the texts
and values of every kind over the form.
"""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from formkit.kinds import KINDS
from formkit.kinds.credit_code import parse as parse_credit_code
from formkit.kinds.resident_id import parse as parse_resident_id
from formkit.programme import Field, Form

NASTY = (
    "A&B公司",
    "<w:t>x</w:t>",
    "{{ 7*7 }}",
    "{% raw %}",
    "{%tr for x in y %}",
    "{# a #}",
    "]]>",
    "&amp;lt;",
    "“引号”\"'",
    "𠮷野家𪚥",
    "👍🏽👨\u200d👩\u200d👧",
    "a\tb\tc",
    "第一行\n第二行",
    "空\n\n行",
    "年",
    "负责人签字：",
    "（公章）",
    "负责人签字：张三\u3000（公章）\n2024年1月1日",
    "□是 ☑否",
    "姓名",
    "单位名称",
    "序号",
    "无",
    "1",
    "其他领域：",
    "１２３",
    "é",
    "x\xa0y",
    "a\u200bb",
    "行\u2028段",
    "{_{",
    "}_}",
    "\u3000\u3000缩进",
    "申报单位意见",
    "x" * 200,
    "＿＿",
    "%}",
    "局党委会审议日期：",
    "=1+1",
    "@SUM(A1)",
    "-1",
)
TEXTS = st.lists(
    st.sampled_from(NASTY)
    | st.text(
        st.characters(codec="utf-8", exclude_characters="\x00\ufffe\uffff", exclude_categories=["Cs", "Cc"]),
        max_size=20,
    ),
    min_size=3,
    max_size=12,
)


@st.composite
def records(draw: st.DrawFn, form: Form, most_rows: int = 15) -> dict[str, Any]:
    """Draw data for a form, as nested dicts of what an applicant may give."""
    texts = draw(TEXTS)
    return record(form, random.Random(draw(st.integers(0, 2**32))), texts, most_rows)


def record(form: Form, rng: random.Random, texts: list[str], most_rows: int = 15) -> dict[str, Any]:
    """Make data for a form from a source of chance and some texts."""
    data: dict[str, Any] = {}
    share = rng.choice((0.2, 0.9, 1.0))
    for item in form.fields:
        if rng.random() < share:
            plant(data, item.path, answer(item, rng, texts))
    for group in form.groups:
        rows = [
            {column.path: answer(column, rng, texts) for column in group.columns if rng.random() < 0.8}
            for _ in range(rng.choice((0, 1, 3, most_rows)))
        ]
        plant(data, group.path, rows)
    return data


def answer(item: Field, rng: random.Random, texts: list[str]) -> Any:
    """Make one answer of a field's kind."""
    if KINDS[item.kind].paper or item.kind == "picture":
        return ""
    if KINDS[item.kind].free:
        return "".join(rng.choices(texts, k=rng.choice((1, 1, 2, 5))))
    return PLAIN[item.kind](item, rng)


def _date(rng: random.Random) -> str:
    return f"{rng.randint(1900, 2099)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _checked(stem: str, alphabet: str, parse: Any) -> str:
    for last in alphabet:
        try:
            return str(parse(stem + last))
        except ValueError:
            continue
    raise AssertionError(stem)


def _resident_id(_: Field, rng: random.Random) -> str:
    return _checked(
        "99" + f"{rng.randint(0, 9999):04}" + _date(rng).replace("-", "") + f"{rng.randint(0, 999):03}",
        "0123456789X",
        parse_resident_id,
    )


def _credit_code(_: Field, rng: random.Random) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return _checked(
        "91" + "".join(rng.choices("0123456789", k=6)) + "".join(rng.choices(alphabet, k=9)),
        alphabet,
        parse_credit_code,
    )


PLAIN: dict[str, Any] = {
    "number": lambda _, rng: rng.choice(("0", "12", "12.5", "1,200", "120000")),
    "money": lambda _, rng: rng.choice(("0", "3.5", "12000", "0.01")),
    "date": lambda _, rng: _date(rng),
    "year_month": lambda _, rng: _date(rng)[:7],
    "period": lambda _, rng: f"{_date(rng)[:7]}/{rng.choice(('..', _date(rng)[:7]))}",
    "choice_one": lambda item, rng: rng.choice(item.options),
    "choice_many": lambda item, rng: tuple(option for option in item.options if rng.random() < 0.5),
    "phone": lambda _, rng: f"1390000{rng.randint(0, 9999):04}",
    "email": lambda _, rng: f"x{rng.randint(1, 99)}+y@example.com",
    "postcode": lambda _, rng: f"{rng.randint(0, 999999):06}",
    "resident_id": _resident_id,
    "credit_code": _credit_code,
    "certificate_number": lambda _, rng: f"Y{rng.randint(0, 10**21 - 1):021}",
}


def plant(data: dict[str, Any], path: str, value: object) -> None:
    """Put a value at a path of nested dicts."""
    *parents, last = path.split(".")
    for part in parents:
        data = data.setdefault(part, {})
    data[last] = value
