"""What is filled into the fields of a PDF: values with their places, nothing run and nothing followed.

Fields are found twice, by the pages that show them and by the form's own tree, because either may
lack some. What has a value and no place becomes a finding, so that no answer is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic
from typing import Any, NamedTuple

from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.declarations import declares, metadata_declares
from formkit.readers.formfield import (
    EMPTY,
    Chain,
    chain_of,
    inherited,
    is_doubtful,
    kind_of,
    leaves,
    name_of,
    value_of,
)
from formkit.readers.objecttree import (
    Box,
    Page,
    box_of,
    dictionary,
    entry,
    items,
    open_root,
    pages_of,
    quiet,
    resolved,
    text_of,
)
from formkit.spot import Spot

MOST_FIELDS = 10_000
MOST_FINDINGS = 30
"""So many findings of one code are told; the last says how many more there are."""

SHORT = 60
HIDDEN, NO_VIEW = 2, 32

WORTH_OPENING = re.compile(rb"/(?:AcroForm|ObjStm|Annots|JavaScript|Launch|EmbeddedFiles)")
_METADATA = re.compile(rb"/Type\s{0,9}/Metadata")
_ESCAPED_NAME = re.compile(rb"/[A-Za-z]{0,12}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,40}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")

ACTIVE = {
    "/JavaScript": "脚本",
    "/Launch": "启动程序的动作",
    "/SubmitForm": "提交数据的动作",
    "/ImportData": "导入数据的动作",
    "/EmbeddedFiles": "附带的文件",
}


class Widget(NamedTuple):
    """A field as one page shows it.

    ``page`` counts from 1; ``box`` is left, top, right, bottom in points from the top left corner of
    the page as it is shown; ``name`` is the full name of the field, "" for text that somebody has put
    on the page as a note; ``kind`` is "text", "tick" (value ☑ or ☐), "choice" or "signature".
    """

    page: int
    box: tuple[float, float, float, float]
    name: str
    value: str
    kind: str


def widgets(
    data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS
) -> tuple[tuple[Widget, ...], tuple[Finding, ...]]:
    """Return the fields that the pages of a PDF show, in the order of the pages, and what is to be said.

    A file whose form is damaged gives the fields found so far and a finding.

    :raises UnreadableFileError: "forbidden", when XMP or XFA declares a document type or entities.
    """
    form = _Form(source, limits)
    if metadata_declares(data):
        form.refuse()
    if _worth_opening(data):
        with quiet():
            form.read(data)
    return tuple(form.widgets), form.told()


def _worth_opening(data: bytes) -> bool:
    """Whether a file may hold fields; loading pypdf is slow, and most files hold none."""
    metadata = len(_METADATA.findall(data))
    if WORTH_OPENING.search(data) or (metadata and metadata > data.count(b"<?xpacket b")):
        return True
    plain = (_ESCAPE.sub(_unescaped, name) for name in _ESCAPED_NAME.findall(data))
    return any(WORTH_OPENING.match(name) for name in plain)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 16)])


class _Form:
    """One reading of a file; ``widgets`` grows as pages are walked."""

    def __init__(self, source: str, limits: ReadLimits) -> None:
        self.widgets: list[Widget] = []
        self._source = source
        self._limits = limits
        self._findings: dict[str, list[Finding]] = {}
        self._placed: set[object] = set()
        self._looked_at = 0
        self._until = monotonic() + limits.step_seconds / 2

    def refuse(self) -> None:
        message = f"“{self._source}”的元数据或 XFA 表单含有外部声明，疑为恶意文件，不予读取。"
        raise UnreadableFileError(message, "forbidden")

    def tell(self, code: str, severity: Severity, message: str, spot: Spot | None = None) -> None:
        self._findings.setdefault(code, []).append(Finding(code, severity, message, None, spot))

    def told(self) -> tuple[Finding, ...]:
        out: list[Finding] = []
        for code, findings in self._findings.items():
            out += findings[:MOST_FINDINGS]
            more = len(findings) - MOST_FINDINGS
            if more > 0:
                message = f"同类情况另有 {more} 处，没有逐一列出，请人工核对原文件。"
                out.append(Finding(code, findings[0].severity, message))
        return tuple(out)

    def read(self, data: bytes) -> None:
        """Read all that can be read; whatever pypdf raises ends in a finding."""
        try:
            root = open_root(data)
            self._check_declarations(root)
            self._tell_active(root)
            for page in pages_of(root, self._limits.pages):
                self._check_metadata(page.content)
                self._page(page)
            self._fields(root)
        except UnreadableFileError:
            raise
        except Exception:  # noqa: BLE001 (pypdf raises anything on damaged files)
            self._unreadable()

    def _unreadable(self, spot: Spot | None = None) -> None:
        message = "PDF 的表单栏目和批注没有读全（文件可能已损坏或加密）；请人工核对，或让对方另存后重新发送。"
        self.tell("form-fields-unreadable", Severity.WARNING, message, spot)

    def _check_metadata(self, holder: dict[str, Any]) -> None:
        self._check_stream(entry(holder, "/Metadata"))

    def _check_stream(self, stream: Any) -> None:  # noqa: ANN401 (an object of a PDF has any type)
        if hasattr(stream, "get_data") and declares(stream.get_data()):
            self.refuse()

    def _check_declarations(self, root: dict[str, Any]) -> None:
        self._check_metadata(root)
        packets = items(dictionary(root, "/AcroForm"), "/XFA")
        for packet in packets:
            self._check_stream(resolved(packet))
        if packets:
            message = (
                "含 XFA 动态表单，不予解析，其中的内容可能没有读到；"
                "请在 Adobe Reader 中打印（另存）为普通 PDF 后重新提供。"
            )
            self.tell("xfa", Severity.WARNING, message)

    def _tell_active(self, root: dict[str, Any]) -> None:
        names = dictionary(root, "/Names")
        kinds = {name for name in ("/JavaScript", "/EmbeddedFiles") if entry(names, name) is not None}
        if items(root, "/AF"):
            kinds.add("/EmbeddedFiles")
        kinds |= {str(entry(action, "/S")) for action in _actions(root)} & ACTIVE.keys()
        self._tell_actions(kinds)

    def _tell_actions(self, kinds: set[str], spot: Spot | None = None) -> None:
        if kinds and not (spot and "active-content" in self._findings):
            what = "、".join(ACTIVE[kind] for kind in sorted(kinds))
            message = f"PDF 含有{what}，没有运行也没有打开；其中的内容没有读取。"
            self.tell("active-content", Severity.NOTE, message, spot)

    def _page(self, page: Page) -> None:
        for raw in items(page.content, "/Annots"):
            self._looked_at += 1
            if self._looked_at > MOST_FIELDS or monotonic() > self._until:
                self._too_many()
                return
            try:
                self._annotation(page, resolved(raw), raw)
            except UnreadableFileError:
                raise
            except Exception:  # noqa: BLE001 (one damaged field costs itself)
                self._unreadable(Spot(page=page.number))

    def _too_many(self) -> None:
        if "form-fields-left-out" not in self._findings:
            message = f"PDF 的表单栏目和批注太多，只读取了前 {self._looked_at - 1} 个，其余请人工核对原文件。"
            self.tell("form-fields-left-out", Severity.WARNING, message)

    def _annotation(self, page: Page, content: Any, raw: object) -> None:  # noqa: ANN401 (the same)
        subtype = entry(content, "/Subtype")
        area = box_of(entry(content, "/Rect"))
        box = None if area is None else page.place(area)
        spot = Spot(page=page.number, box=box)
        kinds = {str(entry(action, "/S")) for action in _actions(content)} & ACTIVE.keys()
        self._tell_actions(kinds, spot)
        if subtype == "/Widget" or (subtype is None and entry(content, "/FT") is not None):
            self._widget(page, chain_of(raw), box)
        elif subtype == "/FreeText" and box:
            value = text_of(entry(content, "/Contents"))
            if value.strip():
                self._show(Widget(page.number, box, "", value, "text"), content)
        elif subtype in {"/Stamp", "/Ink"}:
            message = f"第 {page.number} 页有图章或手写批注，没有读取，请人工核对。"
            self.tell("annotation-not-read", Severity.NOTE, message, spot)
        elif subtype not in {"/Link", "/Popup"} and (comment := text_of(entry(content, "/Contents")).strip()):
            message = f"第 {page.number} 页有批注：“{_short(comment)}”，没有当作填写内容。"
            self.tell("comment", Severity.NOTE, message, spot)

    def _widget(self, page: Page, chain: Chain, box: Box | None) -> None:
        self._placed.update(node.key for node in chain)
        name, kind, value = name_of(chain), kind_of(chain), value_of(chain)
        if not kind:
            return
        spot = Spot(page=page.number, box=box)
        if kind == "tick" and is_doubtful(chain):
            message = f"栏目“{name}”显示为 {value}，但所存的值与此不一致；请人工核对。"
            self.tell("tick-doubtful", Severity.WARNING, message, spot)
        if kind == "signature" and isinstance(inherited(chain, "/V"), dict):
            message = f"栏目“{name}”有电子签名，真伪没有核验。"
            self.tell("signature", Severity.NOTE, message, spot)
        if box is not None:
            self._show(Widget(page.number, box, name, value, kind), chain[0].content)
        elif kind != "signature":
            self._without_place(name, value)

    def _show(self, widget: Widget, content: dict[str, Any]) -> None:
        """Take a field that is seen; one that is not, and says something, is told."""
        flags = entry(content, "/F")
        if not (isinstance(flags, int) and flags & (HIDDEN | NO_VIEW)):
            self.widgets.append(widget)
        elif widget.value.strip() and widget.value != EMPTY:
            message = (
                f"第 {widget.page} 页的栏目“{widget.name}”是隐藏的，"
                f"其内容“{_short(widget.value)}”没有采用；请人工核对。"
            )
            self.tell("hidden-text", Severity.WARNING, message, Spot(page=widget.page, box=widget.box))

    def _without_place(self, name: str, value: str) -> None:
        if value.strip() and value != EMPTY:
            message = f"栏目“{name}”有内容“{_short(value)}”，但页面上没有它的位置，没有采用；请人工核对。"
            self.tell("field-without-place", Severity.WARNING, message)

    def _fields(self, root: dict[str, Any]) -> None:
        """Name the fields of the form's own tree that have a value and are on no page."""
        for chain in leaves(items(dictionary(root, "/AcroForm"), "/Fields"), MOST_FIELDS):
            if chain[0].key not in self._placed and kind_of(chain) != "signature":
                self._without_place(name_of(chain), value_of(chain))


def _actions(holder: object) -> Iterator[object]:
    """Yield the actions of a catalog, a page or an annotation, without those that they lead to."""
    for key in ("/A", "/OpenAction"):
        if isinstance(found := entry(holder, key), dict):
            yield found
    additional = dictionary(holder, "/AA")
    yield from (entry(additional, key) for key in list(additional)[:20])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHORT else text[:SHORT] + "……"
