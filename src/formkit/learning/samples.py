"""What a blank form prints in place of an answer: {name}, XXX, YYYY-MM-DD, and hints."""

from __future__ import annotations

import re
from typing import Final

from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import Blank, Scan

_CODE: Final = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^%{}]{0,200}%\}|\{#[^#]{0,200}#\}|\$\{[^{}]{0,100}\}", re.DOTALL
)
_NAME: Final = re.compile(
    r"\{[^\W\d][\w .\-\[\]]{0,60}\}|«[^«»\n]{1,60}»|<<[^<>\n]{1,60}>>|<[^\W\d_a-zA-Z][^<>\n]{0,20}>"
)
_MARKED: Final = re.compile(r"(?<=[:：])[ \u3000]?【[^【】\n]{1,20}】")
_CROSSES: Final = re.compile(r"(?<![A-Za-z])(?:[xX×]{2,}|\*{3,}|某某+|○{2,}|◯{2,}|〇{2,})(?![A-Za-z])")
_DAY: Final = re.compile(
    r"(?:y{4}|Y{4})\s*[-/.年]\s*(?:mm?|MM?M?)\s*(?:[-/.月]\s*(?:dd?|DD?)日?|月)?|(?:MM?M?|mm?|DD?|dd?)\s*[-/.]\s*(?:MM?M?|mm?|DD?|dd?)\s*[-/.]\s*(?:Y{2,4}|y{2,4})"
)
_ASKS: Final = re.compile(
    r"(?:请(?:在此|点击|您)?(?:处)?(?:输入|填写|填入|选择|键入)|(?:点击|单击)(?:或(?:点击|点按|轻触))?(?:此处|这里|以)"
    r"|(?:在此|此处)(?:处)?(?:输入|填写|键入|填入)|选择一?项|click or tap|click here|enter text"
    r"|choose an item)[^\n]{0,30}$",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"[(\[](?:必填|选填|可选|非必填|可不填|如[:有,：]?|例如?|示例|举例|请|填写|限|不超过|\d+字)[^()\[\]]{0,80}[)\]]"
)
_EMPTY: Final = re.compile(r"/|\\|[—–-]{2,4}|\.{3,}|…+")
_OWN: Final = re.compile(r"([\u4e00-\u9fff][\w（）()]*)\s*[}>»】]")
_LONG: Final = re.compile(r"\{%\s*for|\n")
_DATE: Final = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")


def find_whole(scan: Scan) -> bool:
    """Add the one blank of a text that is nothing but a placeholder; say whether it is."""
    bare = scan.flat.strip()
    if not bare:
        return False
    start = scan.flat.index(bare)
    stop = start + len(bare)
    original = scan.text[start:stop]
    if _CODE.search(original) and not _CODE.sub("", original).strip():
        scan.add(
            Blank(
                start,
                stop,
                kind="long_text" if _LONG.search(original.split("}}")[0]) else "text",
                hint=original,
                confidence=0.95,
            )
        )
    elif _DAY.fullmatch(bare):
        scan.add(Blank(start, stop, kind="date", hint=original))
    elif _DATE.fullmatch(bare):
        question = f"“{original}”是要改填的日期，还是印好的日期？"
        scan.add(
            Blank(
                start, stop, kind="date", hint=original, confidence=0.55, question=question, fallback="日期"
            )
        )
    elif _NAME.fullmatch(bare) or _CROSSES.fullmatch(bare) or _CROSSES.fullmatch(original):
        scan.add(Blank(start, stop, hint=original, confidence=0.95))
    elif _TOLD.fullmatch(bare) or _ASKS.match(bare) or _EMPTY.fullmatch(bare):
        scan.add(Blank(start, stop, hint=original.strip("（）()"), confidence=0.85))
    else:
        return False
    return True


def find_samples(scan: Scan) -> None:
    """Add placeholders that stand within printed words: 题目：xxx."""
    for pattern in (_CODE, _NAME, _MARKED, _DAY, _CROSSES):
        for match in pattern.finditer(scan.text):
            if not scan.is_free(*match.span()):
                continue
            before = scan.flat[: match.start()].rstrip(" ")
            closed = pattern is _CROSSES and not before.endswith((":", "(")) and not _alone(scan, match)
            if closed:
                continue
            words = scan.words_before(match.start())
            label = scan.label(*words)
            own = _OWN.search(match[0])
            if own is not None and not before.endswith(":"):
                words, label = (match.start(), match.start()), own[1]
            kind, unit = ("date", "") if pattern is _DAY else kind_of_label(label)
            scan.claim(*words)
            scan.claim(len(before), match.start())
            scan.add(Blank(*match.span(), label, kind, unit, match[0]))


def _alone(scan: Scan, match: re.Match[str]) -> bool:
    """Whether crosses stand apart from the words around them."""
    before, after = scan.flat[match.start() - 1 : match.start()], scan.flat[match.end() : match.end() + 1]
    return before in (" ", "_", "\n") and after in ("", " ", "_", "\n")
