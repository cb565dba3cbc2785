"""What a reader of Word files has to say about what it met on its way; each kind becomes one finding."""

from __future__ import annotations

from dataclasses import dataclass, field

from formkit.finding import Finding, Severity
from formkit.spot import Spot

TRACKED, HIDDEN, COMMENTS, FOOTNOTES = "tracked-changes", "hidden-text", "comments", "footnotes"
EMBEDDED, EXTERNAL, MACROS, LOST_PICTURE = (
    "embedded-content",
    "external-link",
    "macros",
    "unreadable-picture",
)

#: How each is said: its severity, the sentence, and how many characters of the text are shown.
SENTENCES: dict[str, tuple[Severity, str, int]] = {
    TRACKED: (
        Severity.WARNING,
        "文件带有修订痕迹 {count} 处，已按“接受修订”读取（删除的不算）；请核对，或请对方处理修订后重新提供。",
        0,
    ),
    HIDDEN: (
        Severity.WARNING,
        "文件中有 {count} 个字设为隐藏，没有读取（“{text}”）；请核对，需要时请对方取消隐藏后重新提供。",
        20,
    ),
    COMMENTS: (Severity.NOTE, "文件中有批注 {count} 条（“{text}”），不算填写的内容；请打开原文件查看。", 30),
    FOOTNOTES: (
        Severity.NOTE,
        "文件中有脚注或尾注 {count} 条（“{text}”），没有作为填写的内容读取；请打开原文件查看。",
        30,
    ),
    EMBEDDED: (
        Severity.WARNING,
        "文件中嵌有 {count} 处不能读取的内容（{text}）；请打开原文件核对，或请对方把内容直接填在表里。",
        60,
    ),
    EXTERNAL: (
        Severity.NOTE,
        "文件中有 {count} 处内容链接到文件之外（{text}），没有打开；如果缺图，请对方把图片插入文件。",
        60,
    ),
    MACROS: (Severity.NOTE, "文件含有宏，未运行，不影响读取；来历不明的文件，请勿在 Word 中启用宏。", 0),
    LOST_PICTURE: (
        Severity.WARNING,
        "文件中有 {count} 张图片的数据缺失，无法读取；请对方重新插入图片后提供。",
        0,
    ),
}


@dataclass(slots=True)
class _Met:
    spot: Spot | None
    count: int = 0
    text: str = ""
    kinds: list[str] = field(default_factory=list)


class Remarks:
    """What was met, by code: how often, where first, and how it begins."""

    def __init__(self) -> None:
        """Begin with nothing met; ``spot`` is where the reader stands at the moment."""
        self._met: dict[str, _Met] = {}
        self.spot: Spot | None = None

    def meet(self, code: str, text: str = "", count: int = 1) -> None:
        """Note one more; ``text`` is joined to what was met before until there is enough to show."""
        met = self._met.setdefault(code, _Met(self.spot))
        met.count += count
        if len(met.text) <= SENTENCES[code][2]:
            met.text += text

    def meet_kind(self, code: str, kind: str) -> None:
        """Note one more of a named kind; each kind is shown once."""
        met = self._met.setdefault(code, _Met(self.spot))
        met.count += 1
        if kind not in met.kinds:
            met.kinds.append(kind)

    def findings(self) -> tuple[Finding, ...]:
        """Return what was met, in a fixed order."""
        return tuple(_finding(code, self._met[code]) for code in SENTENCES if code in self._met)


def _finding(code: str, met: _Met) -> Finding:
    severity, sentence, longest = SENTENCES[code]
    text = "、".join(met.kinds) or " ".join(met.text.split())
    if len(text) > longest:
        text = text[:longest] + "…"
    return Finding(code, severity, sentence.format(count=met.count, text=text), spot=met.spot)
