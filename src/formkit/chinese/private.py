"""What in a text belongs to a person alone: identity numbers, telephone numbers, dates of birth.

For documents that are published (个人信息保护法第二十八条, 政府信息公开条例第十五条). A look-alike counts:
in a list of results there is no use for a text that merely looks like an identity number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: 18 places with a date of birth in the middle (GB 11643—1999), or the old 15; the check does not matter.
_DAY: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY: Final = re.compile(
    rf"(?<!\d)(?:\d{{6}}(?:18|19|20)\d\d{_DAY}\d{{3}}[\dXx]|\d{{17}}[\dXx]|\d{{8}}{_DAY}\d{{3}})(?!\d)",
    re.ASCII,
)
#: The same within a run of digits: numbers with spaces in them, one behind the other.
_RUN: Final = re.compile(rf"\d{{6}}(?:18|19|20)\d\d{_DAY}\d{{3}}[\dXx]", re.ASCII)
_MOBILE: Final = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)", re.ASCII)
_LANDLINE: Final = re.compile(r"(?<!\d)0\d{2,3}\d{7,8}(?!\d)", re.ASCII)
_DATE: Final = r"\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|[-./]\d{1,2}(?:[-./]\d{1,2})?)"
_BIRTH: Final = re.compile(
    rf"{_DATE}(?:出?生)|(?:出生|生于|生日|生辰)(?:年月日?|日期|于)?[:：]?(?:18|19|20)\d\d", re.ASCII
)
#: What people put between the digits of a number.
_BETWEEN: Final = re.compile(r"(?<=[0-9])[\s\-—–−_.·•、,()]+(?=[0-9Xx])")
_SPACED: Final = re.compile(r"(?<=[0-9])[^\S\n]*[-—–−]?[^\S\n]*(?=[0-9Xx])")
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})
_FORMS: Final = (("公民身份号码", _IDENTITY), ("电话号码", _MOBILE), ("电话号码", _LANDLINE))


def private_parts(text: str) -> tuple[str, ...]:
    """Return what a text holds that may not be published, by name: 公民身份号码, 电话号码, 出生日期.

    Full-width digits, digits of other scripts, spaces and hyphens between them, and characters that cannot be
    seen hide nothing.

    >>> private_parts("李婷，990101 1985０３０8 017-8"), private_parts("手机139 0000 0000")
    (('公民身份号码',), ('电话号码',))
    >>> private_parts("1985年3月生"), private_parts("荣人社发〔2025〕77号，2025年7月31日前，5个")
    (('出生日期',), ())
    """
    plain = "".join(map(_plain, unicodedata.normalize("NFKC", text)))
    spaced = _SPACED.sub("", plain)
    readings = (plain, spaced, _BETWEEN.sub("", plain))
    found = [name for name, form in _FORMS if any(form.search(one) for one in readings)]
    if _RUN.search(spaced):
        found.insert(0, "公民身份号码")
    if _BIRTH.search("".join(plain.split())):
        found.append("出生日期")
    return tuple(dict.fromkeys(found))


def _plain(character: str) -> str:
    if unicodedata.category(character) in _UNSEEN:
        return ""
    if character in "×Χχ✕ХхⅩⅹ":
        return "X"
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)
