"""The fields of PDFs: values with their places, nothing lost in silence, nothing run."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostilemaking as making
import hostilepdfs as pdfs
from formkit.errors import UnreadableFileError
from formkit.finding import Severity
from formkit.limits import ReadLimits
from formkit.readers.acroform import Widget, widgets
from formkit.readers.secondopinion import page_counts, tables_of
from hostilepdfs import form, pdf, stream

RECT = "/Rect[10 10 50 20]"
TICK = f"<</Subtype/Widget/FT/Btn/T(t){RECT}/AP<</N<</Yes 4 0 R/Off 4 0 R>>>>"


def shown(data: bytes) -> list[Widget]:
    return list(widgets(data, "表.pdf")[0])


def told(data: bytes) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in widgets(data, "表.pdf")[1]]


def value(field: str | bytes, *more: str | bytes) -> str:
    return shown(form(field, *more))[0].value


def text(entries: str) -> str:
    return f"<</Subtype/Widget/FT/Tx/T(a){RECT}{entries}>>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"(abc)", "abc"),
        (b"<feff674e56db>", "李四"),
        (b"<fffe4e67db56>", "李四"),
        (b"<efbbbfe69d8ee59b9b>", "李四"),
        (b"(" + "李四".encode() + b")", "李四"),
        (b"(" + "李四同志".encode("gb2312") + b")", "李四同志"),
        (b"(Ren\xe9e)", "Renée"),
        (b"(\xc4\xd6)", "ÄÖ"),
        (b"(a\\rb\\r\\nc)", "a\nb\nc"),
        (b"<feffd842dfb7>", "𠮷"),
        (b"12.5", "12.5"),
        (b"/Name", "Name"),
        (b"null", ""),
        (b"[(a) (b)]", "a、b"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_can_only_be(written: bytes, read: str) -> None:
    field = f"<</Subtype/Widget/FT/Tx/T(a){RECT}/V ".encode() + written + b">>"
    assert value(field) == read


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=5))
def test_what_is_filled_in_comes_back(values: list[tuple[str, str]]) -> None:
    def plain(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\x1b", "")

    clean = [(name.replace("\x1b", ""), value.replace("\x1b", "")) for name, value in values]
    found = shown(pdfs.filled(clean))
    assert [(widget.name, widget.value) for widget in found] == [(plain(n), plain(v)) for n, v in clean]


def test_a_value_may_be_a_stream_or_come_from_a_parent() -> None:
    assert value(text("/V 6 0 R"), stream("李四".encode("utf-16"))) == "李四"
    parent = "<</FT/Tx/T(group)/V(above)/Kids[5 0 R]>>"
    found = shown(form(f"<</Subtype/Widget/T(kid)/Parent 6 0 R{RECT}>>", parent, annots="5 0 R"))
    assert [(widget.name, widget.value) for widget in found] == [("group.kid", "above")]


def test_the_plain_value_goes_before_the_rich_one() -> None:
    assert value(text("/V(plain)/RV(<p>rich</p>)")) == "plain"
    assert value(text("/RV(<body><p>rich &amp; one</p><p>two</p></body>)")) == "rich & one\ntwo"


@pytest.mark.parametrize(
    ("entries", "read"),
    [
        ("/AS/Yes>>", "☑"),
        ("/AS/Off>>", "☐"),
        ("/V/Yes>>", "☑"),
        ("/V/Off>>", "☐"),
        (">>", "☐"),
        ("/V/Other>>", "☐"),
        ("/AS/Yes/V/Yes>>", "☑"),
    ],
)
def test_a_tick_box_is_read_as_it_looks(entries: str, read: str) -> None:
    data = form(TICK + entries)
    assert shown(data)[0].value == read
    assert shown(data)[0].kind == "tick"
    assert told(data) == []


def test_a_tick_box_that_looks_otherwise_than_it_says_is_doubtful() -> None:
    for entries in ("/AS/Off/V/Yes>>", "/AS/Yes/V/Off>>"):
        assert [code for code, _ in told(form(TICK + entries))] == ["tick-doubtful"]


def test_each_of_a_group_of_buttons_stands_for_itself() -> None:
    parent = "<</FT/Btn/Ff 32768/T(sex)/V/F/Kids[5 0 R 6 0 R]>>"
    kids = [
        f"<</Subtype/Widget/Parent 7 0 R{RECT}/AS/{state}/AP<</N<</{name} 4 0 R>>>>>>"
        for name, state in (("M", "Off"), ("F", "F"))
    ]
    found = shown(form(*kids, parent, annots="5 0 R 6 0 R"))
    assert [(widget.name, widget.value) for widget in found] == [("sex", "☐"), ("sex", "☑")]


def test_a_push_button_says_nothing() -> None:
    assert shown(form(f"<</Subtype/Widget/FT/Btn/Ff 65536/T(send){RECT}/V(x)>>")) == []


@pytest.mark.parametrize(
    ("entries", "read"),
    [
        ("/V(b)/Opt[[(a)(First)][(b)(Second)]]", "Second"),
        ("/V[(a)(b)]/Opt[[(a)(First)][(b)(Second)]]", "First、Second"),
        ("/V(b)/Opt[(a)(b)]", "b"),
        ("/V(typed)/Opt[[(a)(First)]]", "typed"),
        ("", ""),
    ],
)
def test_a_choice_is_read_as_it_is_shown(entries: str, read: str) -> None:
    found = shown(form(f"<</Subtype/Widget/FT/Ch/T(a){RECT}{entries}>>"))
    assert [(widget.value, widget.kind) for widget in found] == [(read, "choice")]


@pytest.mark.parametrize(
    ("page", "box"),
    [
        ("", (10, 822, 50, 832)),
        ("/CropBox[5 5 105 205]", (5, 185, 45, 195)),
        ("/Rotate 90/CropBox[5 5 105 205]", (5, 5, 15, 45)),
        ("/Rotate 180/CropBox[5 5 105 205]", (55, 5, 95, 15)),
        ("/Rotate 270/CropBox[5 5 105 205]", (185, 55, 195, 95)),
        ("/Rotate -90/CropBox[5 5 105 205]", (185, 55, 195, 95)),
        ("/CropBox[0 0 0 0]", (10, 822, 50, 832)),
    ],
)
def test_a_place_is_that_of_the_page_as_it_is_shown(page: str, box: tuple[float, ...]) -> None:
    found = shown(form(text("/V(x)"), page=page))
    assert [(widget.page, widget.box) for widget in found] == [(1, box)]


def test_a_field_that_is_hidden_is_told_and_left_out() -> None:
    for flags in (2, 32, 34):
        data = form(text(f"/V(secret)/F {flags}"), f"{TICK}/F 2>>")
        assert shown(data) == []
        assert [(code, "secret" in message) for code, message in told(data)] == [("hidden-text", True)]
    assert len(shown(form(text("/V(x)/F 4")))) == 1


def test_a_field_without_a_place_is_told_with_its_value() -> None:
    lost = "<</FT/Tx/T(lost)/V(value)>>"
    ticked = "<</FT/Btn/T(off)/V/Off>>"
    data = form(
        text("/V(x)"),
        lost,
        ticked,
        "<</FT/Tx/T(flat)/V(too)/Subtype/Widget/Rect[0 0 0 0]>>",
        annots="5 0 R 8 0 R",
    )
    assert [widget.name for widget in shown(data)] == ["a"]
    messages = [message for code, message in told(data) if code == "field-without-place"]
    assert len(messages) == 2
    assert any("lost" in message and "value" in message for message in messages)
    assert any("flat" in message and "too" in message for message in messages)


def test_text_put_on_the_page_as_a_note_is_an_answer_without_a_name() -> None:
    data = form(f"<</Subtype/FreeText/Contents<feff674e56db>{RECT}>>")
    assert [(widget.name, widget.value) for widget in shown(data)] == [("", "李四")]


def test_comments_and_stamps_are_told() -> None:
    comment = f"<</Subtype/Text/Contents(please check){RECT}>>"
    data = form(comment, f"<</Subtype/Stamp{RECT}>>", f"<</Subtype/Link/Contents(x){RECT}>>")
    assert shown(data) == []
    assert [code for code, _ in told(data)] == ["comment", "annotation-not-read"]


def test_a_signature_is_named_and_not_vouched_for() -> None:
    data = form(f"<</Subtype/Widget/FT/Sig/T(s){RECT}/V<</Type/Sig/Name(Li Si)>>>>")
    assert [(widget.value, widget.kind) for widget in shown(data)] == [("Li Si", "signature")]
    assert [code for code, _ in told(data)] == ["signature"]


def test_a_dynamic_form_is_named_and_not_followed() -> None:
    assert [code for code, _ in told(pdfs.with_xfa(declares=False))] == ["xfa"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("packed", [True, False])
def test_declarations_in_metadata_are_refused(encoding: str, *, packed: bool) -> None:
    with pytest.raises(UnreadableFileError, match="外部声明") as refused:
        widgets(pdfs.with_xmp(packed=packed, encoding=encoding), "表.pdf")
    assert refused.value.code == "forbidden"


def test_declarations_in_a_dynamic_form_are_refused() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        widgets(pdfs.with_xfa(), "表.pdf")
    assert refused.value.code == "forbidden"


def test_a_page_of_the_web_that_is_attached_is_no_declaration() -> None:
    page = stream(b"<!DOCTYPE html><html/>", "/Type/EmbeddedFile", packed=False)
    names = "/Names<</EmbeddedFiles<</Names[(a.html) 5 0 R]>>>>"
    data = pdf(f"<</Type/Catalog/Pages 2 0 R{names}>>", pdfs.PAGES, pdfs.PAGE, "null", page)
    assert [code for code, _ in told(data)] == ["active-content"]


def test_scripts_are_told_and_a_first_view_is_none() -> None:
    assert [(code, "脚本" in message) for code, message in told(pdfs.active())] == [("active-content", True)]
    data = pdf("<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>", pdfs.PAGES, pdfs.PAGE + " % /Annots")
    assert told(data) == []


def test_a_form_is_found_in_packed_objects_and_behind_escaped_names() -> None:
    root, field = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", text("/V(x)")
    page = "<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>"
    assert [widget.value for widget in shown(pdfs.in_object_stream(root, pdfs.PAGES, page, field))] == ["x"]
    data = pdf(root.replace("AcroForm", "Acro#46orm"), pdfs.PAGES, page.replace("Annots", "Ann#6fts"), field)
    assert [widget.value for widget in shown(data)] == ["x"]


def test_a_plain_file_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formkit.readers.acroform.open_root", lambda _: pytest.fail("opened"))
    assert widgets(pdf(pdfs.CATALOG, pdfs.PAGES, pdfs.PAGE), "表.pdf") == ((), ())


def test_a_damaged_field_costs_itself() -> None:
    data = form(
        text("/V(x)"),
        "<</Subtype/Widget/FT/Tx/T(b)/V 7 0 R" + RECT + ">>",
        stream(b"x", "/Filter/None", packed=False),
    )
    assert [widget.value for widget in shown(data)] == ["x"]
    assert [code for code, _ in told(data)] == ["form-fields-unreadable"]
    assert widgets(data, "表.pdf")[1][0].severity is Severity.WARNING


def test_more_fields_than_anybody_fills_in_are_told() -> None:
    data = pdfs.many_fields(10_050)
    found, findings = widgets(data, "表.pdf", ReadLimits(step_seconds=600))
    assert len(found) <= 10_000
    assert [finding.code for finding in findings] == ["form-fields-left-out"]


@pytest.mark.parametrize("name", making.PDF)
def test_a_hostile_file_is_survived_and_soon(name: str) -> None:
    make, good = making.PDF[name]
    data = make()
    begin = time.monotonic()
    try:
        widgets(data, "表.pdf")
    except UnreadableFileError as refused:
        assert refused.code in good  # noqa: PT017 (either end is good)
    else:
        assert good != {"forbidden"}
    assert time.monotonic() - begin < 15


@given(st.data())
def test_whatever_happens_to_the_bytes_nothing_is_raised(data: st.DataObject) -> None:
    whole = bytearray(form(text("/V(x)"), TICK + "/AS/Yes>>"))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found, findings = widgets(bytes(whole), "表.pdf")
    assert all(widget.page == 1 for widget in found)
    assert all(finding.message for finding in findings)


def test_pages_are_counted_as_they_stand_and_not_as_they_are_said_to_be() -> None:
    assert page_counts(pdfs.lying_page_count()) == 1
    assert page_counts(pdfs.no_pages()) == 0
    assert page_counts(pdfs.looped_page_tree()) == 1
    assert page_counts(b"%PDF-1.7 no") is None
    assert page_counts(pdfs.encrypted()) is None


def test_tables_of_another_library() -> None:
    lines = "".join(
        f"{x} 700 m {x} 760 l S\n100 {y} m 300 {y} l S\n" for x, y in ((100, 700), (200, 730), (300, 760))
    )
    words = "BT /F 12 Tf 110 740 Td (one) Tj 100 0 Td (two) Tj -100 -30 Td (three) Tj ET"
    font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = f"<</Type/Page/Parent 2 0 R/Contents 4 0 R{font}>>"
    data = pdf(pdfs.CATALOG, pdfs.PAGES, page, stream((lines + words).encode()))
    assert tables_of(data, 1) == [[["one", "two"], ["three", ""]]]
    assert tables_of(data, 2) == []
    assert tables_of(b"%PDF-1.7 no", 1) == []
