"""YAML, JSON and TOML: every scalar comes through as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from formkit.errors import DataError, UnreadableFileError
from formkit.readers.data import read_data


def read(folder: Path, text: str | bytes, name: str = "data.yaml") -> dict[str, object]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (record,) = read_data(path).records
    return record


def test_yaml_scalars_stay_what_was_typed(tmp_path: Path) -> None:
    text = """
phone: 013800000000
id: 110105194912310021
date: 2025-03-08
no: NO
x: 1_000
t: 12:30
float: 1.50
yes: on
hex: 0x1F
"""
    expected = {
        "phone": "013800000000",
        "id": "110105194912310021",
        "date": "2025-03-08",
        "no": "NO",
        "x": "1_000",
        "t": "12:30",
        "float": "1.50",
        "yes": "on",
        "hex": "0x1F",
    }
    assert read(tmp_path, text) == expected


def test_an_unquoted_null_is_empty_and_a_quoted_one_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'a: ~\nb: null\nc:\nd: "null"\ne: "~"\n') == {
        "a": "",
        "b": "",
        "c": "",
        "d": "null",
        "e": "~",
    }


def test_json_numbers_keep_their_text(tmp_path: Path) -> None:
    text = (
        '{"a": 1.50, "b": 1E400, "c": 110105194912310021, "d": true, "e": null, "f": NaN, "g": [{"h": -0}]}'
    )
    assert read(tmp_path, text, "a.json") == {
        "a": "1.50",
        "b": "1E400",
        "c": "110105194912310021",
        "d": "true",
        "e": "",
        "f": "NaN",
        "g": [{"h": "-0"}],
    }


def test_toml_values_become_text(tmp_path: Path) -> None:
    text = (
        '"a" = 1.50\nb = 2025-03-08\nc = true\nd = 7\n[leader]\nname = "张三"\n[[members]]\nname = "李四"\n'
    )
    assert read(tmp_path, text, "a.toml") == {
        "a": "1.50",
        "b": "2025-03-08",
        "c": "true",
        "d": "7",
        "leader": {"name": "张三"},
        "members": [{"name": "李四"}],
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "姓名: 张三"),
        ("a.txt", '{"姓名": "张三"}'),
        ("a.toml", "姓名: 张三"),
        ("a.yaml", "{姓名: 张三}"),
        ("a", '"姓名" = "张三"'),
        ("a.json", '"姓名" = "张三"'),
    ],
)
def test_content_counts_before_the_ending(tmp_path: Path, name: str, text: str) -> None:
    assert read(tmp_path, text, name) == {"姓名": "张三"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_of_windows_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "姓名: 张𠮷三\r\n".encode(encoding)) == {"姓名": "张𠮷三"}


@pytest.mark.parametrize(
    ("name", "text", "many", "count"),
    [
        ("a.yaml", "- a: 1\n- a: 2\n", True, 2),
        ("a.json", '[{"a": 1}]', True, 1),
        ("a.yaml", "a: 1\n---\na: 2\n", True, 2),
        ("a.yaml", "a: 1\n", False, 1),
        ("a.json", "[]", True, 0),
    ],
)
def test_a_list_at_the_top_means_many_records(
    tmp_path: Path,
    name: str,
    text: str,
    *,
    many: bool,
    count: int,
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    read_file = read_data(path)
    assert (read_file.many, len(read_file.records)) == (many, count)


def test_flat_keys_are_nested(tmp_path: Path) -> None:
    text = "leader.name: 张三\nleader:\n  phone: 1\nmembers[1].name: 王五\nmembers[0].name: 李四\n"
    assert read(tmp_path, text) == {
        "leader": {"name": "张三", "phone": "1"},
        "members": [{"name": "李四"}, {"name": "王五"}],
    }


@pytest.mark.parametrize(
    "text",
    [
        "leader.name: a\nleader:\n  name: b\n",
        "leader: a\nleader.name: b\n",
        "leader.name: b\nleader: a\n",
        "m: [{a: 1}]\nm[0].a: 2\n",
        "m[0].a: 2\nm.a: 1\n",
    ],
)
def test_two_keys_for_one_place_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match="重复或冲突"):
        read(tmp_path, text)


def test_a_key_given_twice_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"第 3 行.*“name”"):
        read(tmp_path, "name: a\nphone: 1\nname: b\n")
    with pytest.raises(DataError, match="“name”"):
        read(tmp_path, '{"name": 1, "name": 2}', "a.json")


@pytest.mark.parametrize(
    "text",
    ["a: &x [1]\nb: *x\n", "a: &x 1\n", "a: *重要*\n", "a: !重要\n", "a: !!python/object:os.system x\n"],
)
def test_aliases_anchors_and_tags_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises((DataError, UnreadableFileError)):
        read(tmp_path, text)


def test_a_billion_laughs_are_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(DataError, match="锚点"):
        read(tmp_path, "\n".join(lines))


@pytest.mark.parametrize(
    ("name", "opening", "closing"), [("a.yaml", "a: " + "[" * 60, "]" * 60), ("a.json", '{"a":', "}")]
)
def test_deep_nesting_is_refused(tmp_path: Path, name: str, opening: str, closing: str) -> None:
    deep = (
        opening * (1 if name == "a.yaml" else 100_000)
        + '"x"'
        + closing * (1 if name == "a.yaml" else 100_000)
    )
    with pytest.raises(DataError, match="嵌套"):
        read(tmp_path, deep, name)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"# nothing\n", "empty"),
        (b"%PDF-1.7 x", "unsupported"),
        (b"a: [1\n", "syntax"),
        (b'{"a": }', "syntax"),
        (b"a: \x07\n", "control-character"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "unsupported"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\xff\xfe\x00", "encoding"),
    ],
)
def test_an_unreadable_file_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "data"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read_data(path)
    assert caught.value.code == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"没有\.yaml"):
        read_data(tmp_path / "没有.yaml")


def test_a_chinese_colon_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="英文冒号"):
        read(tmp_path, "姓名：张三\n")


def test_an_error_never_repeats_what_was_entered(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path, "id: [110105194912310021\nphone: x: 13800000000\n")
    assert "110105" not in str(caught.value)
    assert "138" not in str(caught.value)
