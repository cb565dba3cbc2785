"""Where paper is signed and sealed, and the opinion above it: text, signature, seal and date in one cell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from formkit.chinese.folding import clean_label, fold
from formkit.learning.labelling import kind_of_label
from formkit.learning.scanning import GAPS, Blank, Scan, split_hint, width

_SIGNED: Final = re.compile(
    r"(?:签\s?[名字章]|署\s?名|signature)(?:\s?[、/及和或]?\s?(?:盖\s?章|签\s?章|公章|捺手?印|按手?印|手印))?",
    re.IGNORECASE,
)
_SEALED: Final = re.compile(r"(?:[盖公印签]\s{0,4}章|专用章|单位章)(?:处)?")
_SEAL_NOTE: Final = re.compile(r"[(\[](?P<words>[^()\[\],。;]{0,24}?章)(?:处)?\s*[)\]]")
_PLEASE: Final = re.compile(r"^(?:请|需|须|应)?\s*(?:加)?盖(?=.{2,}章)")
_DATE_BEHIND: Final = re.compile(r"(?:日期|时间|后|并|有效|无效|确认|的|样|式|人员|盖)")
_BARE: Final = re.compile(
    r"(?:签[名字章]|署名|signature|(?:[公盖印签]|单位公?)章|单位盖章|日期)(?:[、及和或/]?盖章)?",
    re.IGNORECASE,
)
LONGEST_NAME: Final = 30
WHITE: Final = " \u3000\t"
APART: Final = 2
ROOM: Final = 12
"""White space at the head of the line to be signed that may be room for an opinion."""
MANY: Final = 2
OPINION: Final = "意见"
_ROLE: Final = re.compile(
    "(?:负责|经办|审核|审批|复核|复查|批准|审查|接待|巡查|检查|调查|主管|评价|填表|制表|验收|验证|见证)人员?$"
)
_WHEN: Final = frozenset(("日期", "时间", "date"))
DATE_NAMES: Final = {"date": "日期", "year_month": "年月"}


def find_signing(scan: Scan) -> None:
    """Add places for signatures and seals."""
    for start, stop in scan.lines:
        for match in list(_SIGNED.finditer(scan.flat, start, stop)):
            _add_signature(scan, match, stop)
    for match in list(_SEAL_NOTE.finditer(scan.flat)):
        _add_seal_note(scan, match)
    for start, stop in scan.lines:
        for match in list(_SEALED.finditer(scan.flat, start, stop)):
            _add_seal(scan, match, stop)
    scan.blanks.sort()


def _add_signature(scan: Scan, match: re.Match[str], line_stop: int) -> None:
    flat = scan.flat
    end = match.end()
    while end < line_stop and flat[end] in ")]":
        end += 1
    place = _place(scan, match.start(), end, line_stop)
    if place is None:
        return
    words = scan.words_before(end)
    label = _name(scan, *words)
    if not label or len(label) > LONGEST_NAME:
        return
    scan.claim(words[0], place)
    scan.blanks.append(Blank(place, place, label, "signature", trailing=_trails(scan, place)))
    _claim_gap(scan, place, line_stop)


def _place(scan: Scan, start: int, end: int, line_stop: int) -> int | None:
    """Return where to sign behind a word that asks for it, or None where it only speaks of signing."""
    flat = scan.flat
    if not scan.is_free(start, end) or _DATE_BEHIND.match(flat, end):
        return None
    after = end
    while after < line_stop and flat[after] in GAPS and not scan.used[after]:
        after += 1
    if after < line_stop and flat[after] == ":":
        return after + 1
    open_ended = after == line_stop or bool(scan.used[after]) or _SEAL_NOTE.match(flat, after) is not None
    if not open_ended:
        return end if width(flat[end:after]) > APART or "_" in flat[end:after] else None
    alone = (
        not scan.text[:start].strip()
        or not (scan.text[: scan.line_at(start)[0]] + scan.text[line_stop:]).strip()
    )
    if after == line_stop and end == after and alone and not scan.blanks:
        return None  # the name of another cell
    if after == line_stop and alone and not scan.blanks and width(flat[end:after]) <= APART:
        return None
    line = flat[scan.line_at(start)[0] : line_stop]
    return end if len(line.strip()) <= 2 * LONGEST_NAME and not line.rstrip().endswith("。") else None


def _name(scan: Scan, start: int, stop: int) -> str:
    """Return the words that ask for a signature, without brackets around all of them."""
    label = split_hint(clean_label(scan.text[start:stop]))[0]
    whole = re.fullmatch(r"[（(]([^（）()]+)[)）]", label)
    return whole[1] if whole else label


def _claim_gap(scan: Scan, place: int, line_stop: int) -> None:
    stop = place
    while stop < line_stop and scan.flat[stop] in GAPS and not scan.used[stop]:
        stop += 1
    scan.claim(place, stop)


def _trails(scan: Scan, place: int) -> bool:
    """Whether nothing stands behind: then the words may name the cell beside them."""
    return not scan.flat[place:].strip(WHITE + "\n")


def _add_seal_note(scan: Scan, match: re.Match[str]) -> None:
    """Add the seal that （公章） asks for, unless the words are the name of another blank."""
    flat, end = scan.flat, match.end()
    behind = flat[end : end + 1]
    if not scan.is_free(*match.span()) or behind == ":" or behind.isalpha():
        return
    label = _PLEASE.sub("", clean_label(match["words"]))
    _, line_stop = scan.line_at(match.start())
    words = scan.words_before(end)
    within = flat[words[0] : match.start()].strip(GAPS)
    alone = not (flat[: words[0]] + flat[end:]).strip(GAPS + "\n") and not scan.blanks
    if within and alone and width(flat[end:line_stop]) <= APART:
        return  # 申报单位（盖章） names the cell beside it
    start = words[0] if within and words[0] < match.start() else match.start()
    if within:
        label = _name(scan, *words)
    if kind_of_label(label)[0] == "long_text":
        return
    picture = flat[: match.start()].strip(GAPS + "\n")
    if picture and not scan.blanks and kind_of_label(picture)[0] == "picture":
        scan.blanks.append(Blank(0, match.start(), clean_label(picture), "picture", hint=scan.text.strip()))
        label = _PLEASE.sub("", clean_label(match["words"]))
    scan.claim(start, end)
    scan.blanks.append(Blank(end, end, label, "seal"))
    _claim_gap(scan, end, line_stop)


def _add_seal(scan: Scan, match: re.Match[str], line_stop: int) -> None:
    end = match.end()
    while end < line_stop and scan.flat[end] in ")]":
        end += 1
    place = _place(scan, match.start(), end, line_stop)
    if place is None:
        return
    words = scan.words_before(end)
    label = _name(scan, *words)
    if not label or len(label) > LONGEST_NAME or kind_of_label(label)[0] != "seal":
        return
    scan.claim(words[0], place)
    scan.blanks.append(Blank(place, place, label, "seal", trailing=_trails(scan, place)))
    _claim_gap(scan, place, line_stop)


_PAPER: Final = frozenset(("signature", "seal", "date"))


def find_opinions(scan: Scan) -> None:
    """Add the text that is wanted above the first line to be signed, sealed or dated."""
    scan.blanks.sort()
    signing = [blank for blank in scan.blanks if blank.kind in _PAPER]
    room = scan.flat[: len(scan.flat) - len(scan.flat.lstrip(GAPS + "\n"))].count("\n")
    on_paper = any(blank.kind != "date" or not blank.label for blank in signing)
    first = scan.flat.lstrip(GAPS + "\n").partition("\n")[0]
    asks = bool(scan.blanks) and len(first.strip()) <= LONGEST_NAME
    if room >= MANY and asks and (not on_paper or scan.blanks[0].kind == "text"):
        scan.blanks.append(Blank(0, 0, kind="long_text", confidence=0.7, fallback=OPINION))
        return
    if not on_paper:
        return
    line_start, _ = scan.line_at(signing[0].start)
    if any(blank.start < line_start and not blank.boxes for blank in scan.blanks):
        return
    above = scan.flat[:line_start]
    head = above.rstrip(GAPS + "\n")
    empty = above[len(head) :].count("\n") - (1 if head else 0)
    if not head.strip():
        _add_untold(scan, signing, empty)
    elif empty > 0:
        _add_headed(scan, head)


def _add_untold(scan: Scan, signing: list[Blank], empty: int) -> None:
    """Add the text that stands before all printed words; its name is that of the cell."""
    kinds = {blank.kind for blank in signing}
    if empty >= MANY or (empty and len(kinds) > 1):
        scan.blanks.append(Blank(0, 0, kind="long_text", confidence=0.9, fallback=OPINION))
        return
    first = scan.flat[: len(scan.flat) - len(scan.flat.lstrip(GAPS))]
    if not empty and width(first) >= ROOM and {"signature", "date"} <= kinds:
        question = "签字之前的空白，是不是填写意见的地方？"
        scan.blanks.append(Blank(0, 0, kind="long_text", confidence=0.5, question=question, fallback=OPINION))


def _add_headed(scan: Scan, head: str) -> None:
    """Add the text under a heading without a colon: 指导教师意见."""
    low = head.rfind("\n") + 1
    line = head[low:].strip(GAPS)
    if not line or len(line) > LONGEST_NAME or not scan.is_free(low, len(head)) or line[-1] in "。;:,":
        return
    if kind_of_label(line)[0] == "long_text":
        scan.claim(low, len(head))
        place = scan.flat.index("\n", len(head)) + 1
        scan.blanks.append(Blank(place, place, scan.label(low, len(head)), "long_text"))


def named_dates(blanks: list[Blank]) -> Iterator[Blank]:
    """Yield the blanks of a text; dates and signatures without a name of their own get their block's."""
    blanks = list(_signers(blanks))
    signatures = [blank for blank in blanks if blank.kind == "signature"]
    bare_dates = [blank for blank in blanks if blank.kind in DATE_NAMES and fold(blank.label) in _WHEN]
    last: Blank | None = None
    opinion: Blank | None = None
    signed: Blank | None = None
    named = written = ""
    for blank in blanks:
        told = blank
        if blank.kind == "long_text" and not blank.block:
            opinion, signed = blank, None
        elif blank.kind in DATE_NAMES and not blank.label and len(blanks) > 1:
            several = len(signatures) > 1 and (opinion is None or signed is not None)
            block = _block(opinion, signed, several=several) or named
            told = blank._replace(label=DATE_NAMES[blank.kind], block=block)
        elif blank in bare_dates and len(bare_dates) > 1 and last is not None and last not in bare_dates:
            told = blank._replace(block=last.label)
        elif blank.kind in _PAPER and not blank.block and _BARE.fullmatch(fold(blank.label)):
            told = blank._replace(block=opinion.label if opinion is not None else named)
        if blank.kind == "signature":
            signed = blank
        # A bare （签名） or （印章） behind a name is that person's, and so is the date after it.
        if blank.kind in {"signature", "seal"} and _BARE.fullmatch(fold(blank.label)):
            named = written or named
        written = blank.label if blank.kind == "text" else ""
        last = blank
        yield told


def _signers(blanks: list[Blank]) -> Iterator[Blank]:
    """Yield blanks; whose name stands before a bare date signs there: 审核人：  年 月 日."""
    for blank, after in itertools.zip_longest(blanks, blanks[1:]):
        dated = after is not None and after.kind in DATE_NAMES and fold(after.label) in {"", *_WHEN}
        signs = blank.kind == "text" and dated and _ROLE.search(blank.label) is not None
        yield blank._replace(kind="signature") if signs else blank


def _block(opinion: Blank | None, signed: Blank | None, *, several: bool) -> str:
    """Return what a date belongs to: the opinion; where there is none, or two sign it, the signature."""
    by = "" if signed is None or _BARE.fullmatch(fold(signed.label)) else signed.label
    if opinion is not None and not (several and by):
        return opinion.label
    return by
