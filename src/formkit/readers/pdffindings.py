"""What a reader of PDFs has to say about a file: what was left out, what could not be read, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from formkit.finding import Finding, Severity
from formkit.grid import Line, Table
from formkit.ruling.assembling import Doubt
from formkit.ruling.page import Page, Sheet
from formkit.spot import Spot

#: So many pages are named one by one in a finding, and so many places of characters in findings of their own.
MOST_NAMED, MOST_PLACES = 20, 20
LONGEST_QUOTE = 20

#: Why a page was left out.
SLOW, BEYOND, FULL, BROKEN = (
    "读取时间过长",
    "超过页数上限",
    "内容过多",
    "页面已损坏",
)


class Report(NamedTuple):
    """What happened to the pages of a file: numbers by reason, and what was read."""

    left_out: dict[str, list[int]]
    beyond: range
    pictures: list[int]
    recognised: list[int]
    pages: list[Page]
    sheets: list[Sheet]


def findings(report: Report, counts: tuple[int, int | None]) -> Iterator[Finding]:
    """Yield what is to be said; ``counts`` are the numbers of pages by pdfium and by another library."""
    pages, other = counts
    if other is not None and pages != other:
        message = f"两种方法数出的页数不同（{pages} 页与 {other} 页），文件可能损坏或被改动过，需要人工查看。"
        yield Finding("page-count", Severity.ERROR, message)
    yield from _left_out(report)
    yield from _pictures(report)
    yield from _unreadable(report)
    for page in report.pages:
        if page.slanted.strip():
            quoted = page.slanted.strip()[:LONGEST_QUOTE]
            message = f"第 {page.number} 页有斜排的文字“{quoted}”，可能是水印，没有读入；如是填报内容请核对。"
            yield Finding("slanted-text", Severity.NOTE, message, None, Spot(page=page.number))


def _left_out(report: Report) -> Iterator[Finding]:
    reasons = [f"{named(pages)}（{reason}）" for reason, pages in report.left_out.items() if pages]
    if report.beyond:
        reasons.append(f"第 {report.beyond.start} 页及以后各页（{BEYOND}）")
    if reasons:
        message = (
            f"{'、'.join(reasons)}没有读取，其中的内容不在结果里；请核对原件，或拆分、重新导出后再提交。"
        )
        severity = Severity.WARNING if report.sheets else Severity.ERROR
        first = min(
            [report.beyond.start or 1, *(page for pages in report.left_out.values() for page in pages)]
        )
        yield Finding("pages-left-out", severity, message, None, Spot(page=first))


def _pictures(report: Report) -> Iterator[Finding]:
    if report.pictures:
        message = (
            f"{named(report.pictures)}是图片（扫描件、照片或转成图形的文字），本版本不能读取其中的文字；"
            "请提交 Word 原件，或由 Word、WPS 直接导出的 PDF。"
        )
        yield Finding("scan", Severity.ERROR, message, None, Spot(page=report.pictures[0]))
    if report.recognised:
        message = f"{named(report.recognised)}是扫描件，文字由识别软件写入，可能有错；请对照原件核对。"
        yield Finding("recognised-text", Severity.WARNING, message, None, Spot(page=report.recognised[0]))


def emptiness(blocks: Iterable[Table | Line], said: Iterable[Finding]) -> Iterator[Finding]:
    """Yield a finding when a file says nothing and none of the findings says why."""
    items = (item for block in blocks for item in ((block,) if isinstance(block, Line) else block.cells))
    if any(item.text.strip() or item.pictures for item in items):
        return
    if not any(finding.severity is Severity.ERROR for finding in said):
        yield Finding("empty-document", Severity.ERROR, "文件里没有任何文字和图片；请检查后重新提交。")


def uncertain_rows(doubts: Iterable[Doubt]) -> Iterator[Finding]:
    """Yield a finding for each row at a page's top that may be the rest of the row before, or may not."""
    for doubt in doubts:
        said = doubt.said[:LONGEST_QUOTE]
        taken = "合为一行读入" if doubt.is_joined else "分作两行读入"
        message = (
            f"表格在第 {doubt.page} 页末分页，下一页的第一行（“{said}”）可能是上一行的后半部分，"
            f"也可能是新的一行，现{taken}；请对照原件核对这两行和其下各行。"
        )
        yield Finding("row-at-page-break", Severity.WARNING, message, None, doubt.spot)


def _unreadable(report: Report) -> Iterator[Finding]:
    """Yield a finding for each page on which characters have no code that can be read."""
    broken = [page for page in report.pages if page.lost]
    for page in broken[:MOST_PLACES]:
        left, top = min(x for x, _ in page.lost), min(y for _, y in page.lost)
        right, bottom = max(x for x, _ in page.lost), max(y for _, y in page.lost)
        spot = Spot(page=page.number, box=page.back.box((left, top, right, bottom)))
        message = (
            f"第 {page.number} 页有 {len(page.lost)} 个字符没有可读的编码，已略去，所在栏目的内容不完整；"
            "请用 Word 或 WPS 重新导出 PDF，或提交 Word 原件。"
        )
        yield Finding("unreadable-text", Severity.ERROR, message, None, spot)
    if len(broken) > MOST_PLACES:
        rest = named([page.number for page in broken[MOST_PLACES:]])
        message = f"{rest}也有没有可读编码的字符，已略去；请提交 Word 原件。"
        yield Finding("unreadable-text", Severity.ERROR, message)


def named(pages: Iterable[int]) -> str:
    """Return page numbers as a person lists them.

    >>> named([1, 2, 3, 7])
    '第 1—3、7 页'
    """
    runs: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if runs and runs[-1][1] == page - 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    texts = [f"{first}" if first == last else f"{first}—{last}" for first, last in runs[:MOST_NAMED]]
    return f"第 {'、'.join(texts)}{'等' if len(runs) > MOST_NAMED else ''} 页"
