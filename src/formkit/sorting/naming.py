"""What the name of a file and the folders above it tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from formkit.chinese.folding import fold
from formkit.sorting.checklist import Checklist, Hit
from formkit.sorting.sight import Clue

#: How much a word tells in the name of the file, of its folder, and of a folder further up.
NAMED, FOLDER, ABOVE = 0.85, 0.75, 0.55
#: A word that stands before another in one name, and words that only hint.
BESIDE, HINTED = 0.3, 0.55
#: What remains of a folder's words beside a name that says something, or only hints.
UNDER_NAME, UNDER_HINT = 0.3, 0.5
#: ``04a`` is the checklist's own number; ``4`` may be anybody's own.
NUMBERED, COUNTED = 0.7, 0.24

JOINED = re.compile(r"[及和与、,+&]|以及|和其他|及其他")
NUMBER = re.compile(r"^[(\[【〔]?(?:附件|材料|附)?(\d{1,2})([a-z])?(?![\d年月a-z])")
LONGEST_ENDING = 6
HAN = re.compile("[\u3400-\u9fff]")
WORDLESS = re.compile(
    "扫描件?|图片|图像|照片|相片|文档|文件|材料|附件|资料|未命名|副本|电子版|打印版|复印件|原件|彩色|黑白|高清|正面|反面|背面"
    "|第.页|最终版?|定稿|修改稿?|新版|旧版|个人|本人|表格?"
)
"""Words that say nothing of what a file is."""

#: A name of a person has two characters and more; where nobody is known, a shorter rest may be one.
LEAST_WORD, LEAST_UNKNOWN = 2, 4
AUTOMATIC = re.compile(
    r"微信(?:图片|截图)|qq(?:图片|截图)|屏幕截图|扫描全能王|全能扫描王|夸克扫描王|新建.{0,20}文档"
)
"""What programs call a file, folded; nobody chose these words."""

IDENTITY_NUMBER = re.compile(r"(?<!\d)[1-9]\d{13,16}[\dXx](?![\dA-Za-z])")
"""What may be one of 15 or 18 places; such a number is never shown."""


def shown(name: str) -> str:
    """Return a name for a message: of an identity number in it only the last four places.

    >>> shown("身份证_99010119760412013X.jpg")
    '身份证_****013X.jpg'
    """
    return IDENTITY_NUMBER.sub(lambda match: f"****{match[0][-4:]}", name)


def stem_of(name: str) -> str:
    """Return the last part of a name without its ending.

    >>> stem_of("证件/身份证 1.5.jpg"), stem_of("身份证")
    ('身份证 1.5', '身份证')
    """
    last = name.rsplit("/", 1)[-1]
    stem, point, ending = last.rpartition(".")
    return stem if stem and point and len(ending) < LONGEST_ENDING and ending.isascii() else last


def shared_folders(names: Iterable[str]) -> int:
    """Return how many folders all the names have in common: such a folder tells nothing.

    >>> shared_folders(["申报材料/1.jpg", "申报材料/证件/2.jpg"])
    1
    """
    folders = [name.split("/")[:-1] for name in names]
    if not folders:
        return 0
    count = 0
    while all(len(parts) > count and parts[count] == folders[0][count] for parts in folders):
        count += 1
    return count


def own_numbers(names: Iterable[str], slots: Sequence[str]) -> bool:
    """Whether the files are numbered by somebody's own count, which goes on where the checklist ends."""
    last = max((int(slot[:2]) for slot in slots if slot[:2].isdigit()), default=0)
    numbers = [int(match[1]) for name in names if (match := NUMBER.match(fold(stem_of(name))))]
    return any(number > last for number in numbers)


def name_clues(checklist: Checklist, name: str, shared: int, *, counted: bool) -> list[Clue]:
    """Return what a name tells.

    ``shared`` folders at its beginning are those of all files; ``counted`` says whether numbers before
    names may be those of the checklist.
    """
    stem = AUTOMATIC.sub("", fold(stem_of(name)))
    own = _named(checklist, stem, NAMED, "文件名")
    clues = [*own]
    if counted:  # a number that contradicts the words after it is somebody's own
        clues += [
            clue
            for clue in _number(checklist, stem)
            if not own or any(clue.slots & other.slots for other in own)
        ]
    folders = name.split("/")[shared:-1]
    strongest = max((clue.weight for clue in own), default=0.0)
    factor = UNDER_NAME if strongest >= NAMED else UNDER_HINT if strongest >= HINTED else 1.0
    for depth, folder in enumerate(reversed(folders)):
        weight = (ABOVE if depth else FOLDER) * factor
        above = _named(checklist, fold(folder), weight, "文件夹名")
        # A folder that only hints says nothing against a name that says something.
        clues += [
            clue
            for clue in above
            if clue.weight >= weight or not own or any(clue.slots & other.slots for other in own)
        ]
    return clues


def is_descriptive(name: str, known: frozenset[str]) -> bool:
    """Whether somebody chose words for a file; ``known`` names of people and places, folded, are none.

    >>> is_descriptive("安全生产许可证.jpg", frozenset()), is_descriptive("扫描件 3.pdf", frozenset())
    (True, False)
    """
    rest = AUTOMATIC.sub("", fold(stem_of(name)))
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(HAN.findall(WORDLESS.sub("", rest))) >= (LEAST_WORD if known else LEAST_UNKNOWN)


def _named(checklist: Checklist, folded: str, weight: float, where: str) -> list[Clue]:
    """Return the clues of one name.

    In Chinese the last noun says what a thing is: 申报表附件身份证 is an identity card. Nouns joined by 及
    are several things in one file.
    """
    hits = checklist.names.hits(folded)
    strong = [hit for hit in hits if not hit.is_hint]
    said = strong or _specific(hits)
    if not said:
        return []
    weight *= 1.0 if strong else HINTED / NAMED
    clues = [Clue(said[-1].slots, weight, f"{where}有“{said[-1].word}”")]
    for hit, following in pairwise(said):
        if hit.slots != said[-1].slots:
            joined = JOINED.fullmatch(folded[hit.stop : following.start])
            clues.append(Clue(hit.slots, weight * (1.0 if joined else BESIDE), f"{where}有“{hit.word}”"))
    return clues


def _specific(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hints of a name that speak for the fewest slots."""
    fewest = min((len(hit.slots) for hit in hits), default=0)
    return [hit for hit in hits if len(hit.slots) == fewest]


def _number(checklist: Checklist, folded: str) -> list[Clue]:
    match = NUMBER.match(folded)
    if not match:
        return []
    number, letter = int(match[1]), match[2] or ""
    exact = [
        slot
        for slot in checklist.by_slot
        if letter and re.fullmatch(r"0*(\d+)([a-z])", slot) and slot.lstrip("0") == f"{number}{letter}"
    ]
    if exact:
        return [Clue(frozenset(exact), NUMBERED, f"文件名以“{match[0]}”开头")]
    alike = [slot for slot in checklist.by_slot if re.match(rf"0*{number}(?!\d)", slot)]
    return [Clue(frozenset(alike), COUNTED, f"文件名以“{match[0]}”开头")] if alike else []
