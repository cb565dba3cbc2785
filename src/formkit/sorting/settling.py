"""A clerk's word on which file is what: ``formkit.toml`` inside the package.

::

    [materials]
    "IMG_0231.jpg" = "04a"
    "旧/申报表.docx" = "忽略"

The file may be an applicant's: it can give files a slot or set them aside, and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from formkit.chinese.folding import fold
from formkit.finding import Finding, Severity
from formkit.programme import Attachment
from formkit.sorting.naming import shown
from formkit.spot import Spot

SETTLEMENT = "formkit.toml"
IGNORED = "忽略"
LONGEST, MOST_ENTRIES = 64 * 1024, 500
LONGEST_QUOTE = 40


class Settlement(NamedTuple):
    """The slot of each file that was settled, None for one to be set aside; and the mistakes."""

    slots: Mapping[str, str | None]
    findings: tuple[Finding, ...]


def settle(text: str, place: str, names: Sequence[str], attachments: Sequence[Attachment]) -> Settlement:
    """Return what a ``formkit.toml`` at ``place`` settles about the files of a submission; nothing is raised.

    A file is named as it stands beside the ``formkit.toml``, or by its last part where only one is called so.
    """
    if len(text) > LONGEST:
        return Settlement(
            {}, (_finding(place, f"超过 {LONGEST // 1024} KB，没有采用；请只写 [materials] 一节"),)
        )
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return Settlement(
            {}, (_finding(place, f"不是正确的 TOML 文件，没有采用（{problem}）；请核对引号和等号"),)
        )
    except RecursionError:
        return Settlement({}, (_finding(place, "嵌套过深，没有采用；请只写 [materials] 一节"),))
    return _settled(data, place, names, attachments)


def _settled(
    data: Mapping[str, Any], place: str, names: Sequence[str], attachments: Sequence[Attachment]
) -> Settlement:
    slots: dict[str, str | None] = {}
    findings = [
        _finding(place, f"中的“{_quoted(key)}”没有采用；这里只能写 [materials] 一节")
        for key in list(data)[:MOST_ENTRIES]
        if key != "materials"
    ]
    table = data.get("materials", {})
    if not isinstance(table, dict):
        return Settlement({}, (*findings, _finding(place, "的 materials 应写成一节：[materials]")))
    if len(table) > MOST_ENTRIES:
        findings.append(_finding(place, f"超过 {MOST_ENTRIES} 条，后面的没有采用"))
    folder = place[: -len(SETTLEMENT)]
    for key, value in list(table.items())[:MOST_ENTRIES]:
        found = list(_files(key, folder, names))
        slot = slot_named(value, attachments)
        mistake = _mistake(key, value, found, slot, attachments)
        if mistake:
            findings.append(_finding(place, mistake))
        elif found[0] in slots and slots[found[0]] != (slot or None):
            findings.append(_finding(place, f"对“{shown(found[0])}”写了两次而不一致，采用前一条；请删去一条"))
        else:
            slots[found[0]] = slot or None
    return Settlement(slots, tuple(findings))


def _files(key: str, folder: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the files that a name may mean."""
    wanted = key.replace("\\", "/").removeprefix("./")
    if folder + wanted in names:
        yield folder + wanted
    elif wanted in names:
        yield wanted
    else:
        yield from (name for name in names if name.rsplit("/", 1)[-1] == wanted)


def slot_named(value: Any, attachments: Sequence[Attachment]) -> str | None:  # noqa: ANN401 (anything)
    """Return the slot that a value names by id, label or both; "" for a file to be set aside, None for none.

    >>> item = Attachment("04a", "身份证复印件")
    >>> slot_named("04a 身份证复印件", [item]), slot_named("04A", [item]), slot_named("别的", [item])
    ('04a', '04a', None)
    """
    if not isinstance(value, str):
        return None
    if fold(value) == IGNORED:
        return ""
    wanted = fold(value)
    named = [
        item.slot
        for item in attachments
        if wanted in {fold(item.slot), fold(item.label), fold(item.slot + item.label)}
    ]
    return named[0] if named else None


def _mistake(
    key: str,
    value: Any,  # noqa: ANN401
    found: Sequence[str],
    slot: str | None,
    attachments: Sequence[Attachment],
) -> str:
    if not found:
        return f"提到的文件“{_quoted(key)}”不在材料里；请核对文件名"
    if len(found) > 1:
        return f"提到的“{_quoted(key)}”有 {len(found)} 个，没有采用；请写明文件夹，如“{shown(found[0])}”"
    if slot is None:
        known = "、".join(f"{item.slot}（{item.label}）" for item in attachments)
        return f"给“{_quoted(key)}”写的“{_quoted(value)}”不是材料编号，没有采用；可写：{known}、{IGNORED}"
    return ""


def _quoted(value: Any) -> str:  # noqa: ANN401
    text = "".join(character for character in str(value) if character.isprintable())
    return shown(text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}……")


def _finding(place: str, sentence: str) -> Finding:
    return Finding("settlement", Severity.WARNING, f"“{shown(place)}”{sentence}。", None, Spot(member=place))
