"""A clerk's ``formkit.toml``: what it settles, and what is said of its mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formkit
from formkit.sorting.settling import LONGEST, MOST_ENTRIES, Settlement, settle

CALL = formkit.load("tangcheng-2025")
NAMES = ["材料/IMG_0231.jpg", "材料/a/x.jpg", "材料/b/x.jpg", "材料/表.docx"]


def settled(text: str) -> Settlement:
    return settle(text, "材料/formkit.toml", NAMES, CALL.attachments)


def test_a_file_is_settled_by_the_id_or_the_label_of_its_slot_or_set_aside() -> None:
    text = '[materials]\n"IMG_0231.jpg" = "04a"\n"a/x.jpg" = "学历证书复印件"\n"b\\\\x.jpg" = "忽略"\n'
    found = settled(text)
    assert found.slots == {NAMES[0]: "04a", NAMES[1]: "04c", NAMES[2]: None}
    assert found.findings == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[materials", "TOML"),
        ("x" * (LONGEST + 1), "KB"),
        ("a = " + "[" * 20_000, ""),
        ('[materials]\n"没有.jpg" = "01"', "没有.jpg"),
        ('[materials]\n"x.jpg" = "01"', "写明文件夹"),
        ('[materials]\n"表.docx" = "99"', "99"),
        ('[materials]\n"表.docx" = 1', "不是材料编号"),
        ('[materials]\n"表.docx" = ["01"]', "不是材料编号"),
        ('[materials]\n"表.docx" = "01"\n"材料/表.docx" = "02"', "两次"),
        ('[programme]\nname = "x"', "programme"),
        ("materials = 3", "[materials]"),
    ],
)
def test_a_mistake_is_a_finding_and_settles_nothing_else(text: str, said: str) -> None:
    found = settled(text)
    assert any(said in finding.message for finding in found.findings)
    assert all(finding.code == "settlement" for finding in found.findings)
    assert set(found.slots) <= {"材料/表.docx"}


def test_entries_beyond_the_limit_are_not_read() -> None:
    text = "[materials]\n" + "".join(f'"{number}.jpg" = "01"\n' for number in range(MOST_ENTRIES + 5))
    assert len(settled(text).findings) == MOST_ENTRIES + 1


@given(st.text(max_size=300))
def test_whatever_stands_there_nothing_is_raised(text: str) -> None:
    assert settled(text).slots == {}


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_said_of_files_only_slots_come_of_it(name: str, slot: str) -> None:
    quoted = [
        value.encode("unicode_escape").decode().replace('"', "").replace("\\", "") for value in (name, slot)
    ]
    found = settled(f'[materials]\n"{quoted[0]}" = "{quoted[1]}"')
    assert set(found.slots.values()) <= {None, *(item.slot for item in CALL.attachments)}
