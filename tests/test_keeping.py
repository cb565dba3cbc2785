"""What came of packages comes back from bytes as it was, and foreign bytes do no harm."""

from __future__ import annotations

import datetime as dt
import zlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit import keeping
from formkit.errors import UnreadableFileError
from formkit.finding import Finding, Severity
from formkit.grid import Picture
from formkit.keeping import Kept, pack, unpack
from formkit.outcomes import Order, outcome_of
from formkit.record import Case, Found, Leftover, Record
from formkit.spot import Spot
from formkit.submission import Material, Receipt, Submission
from records import TEXTS
from submissions import application, material, submission

SPOTS = st.sampled_from(
    (
        None,
        Spot(),
        Spot("甲/乙.docx", 3, None, (0, 2, 1), 4, 5, 0, (1, 9), (0.0, 0.1, 595.3, 841.9)),
        Spot(block=7, chars=(0, 0)),
    )
)


@st.composite
def kept(draw: st.DrawFn) -> Kept:
    """Draw what came of a package, of the nastiest texts."""
    texts = draw(TEXTS)
    any_text = st.sampled_from(texts)
    findings = st.lists(
        st.builds(
            Finding,
            code=any_text,
            severity=st.sampled_from(Severity),
            message=any_text,
            field=st.none() | any_text,
            spot=SPOTS,
            source=any_text,
        ),
        max_size=2,
    ).map(tuple)
    values = (
        st.none()
        | any_text
        | st.lists(any_text, max_size=3).map(tuple)
        | st.builds(Picture, media_type=any_text, data=st.binary(max_size=9))
    )
    found = st.builds(Found, value=values, raw=any_text, spot=SPOTS, confidence=st.floats(0, 1))
    records = st.builds(
        Record, programme=any_text, form=any_text, answers=st.dictionaries(any_text, found, max_size=4)
    )
    leftovers = st.lists(st.builds(Leftover, any_text, SPOTS.map(lambda spot: spot or Spot())), max_size=2)
    cases = st.builds(
        Case, source=any_text, record=records, leftovers=leftovers.map(tuple), findings=findings
    )
    materials = st.builds(
        Material,
        name=any_text,
        size=st.integers(0, 2**40),
        digest=any_text,
        kind=any_text,
        slot=st.none() | any_text,
        confidence=st.floats(0, 1),
        text=any_text,
        pages=st.none() | st.integers(0, 9),
        case=st.none() | cases,
        findings=findings,
        papers=st.lists(st.tuples(st.floats(0, 900), st.floats(0, 900)), max_size=2).map(tuple),
    )
    receipts = st.builds(Receipt, received=st.none() | st.dates(), copies=st.none() | st.integers(0, 99))
    return Kept(
        draw(
            st.builds(
                Submission,
                source=any_text,
                materials=st.lists(materials, max_size=3).map(tuple),
                cases=st.dictionaries(any_text, cases, max_size=2),
                receipt=receipts,
                findings=findings,
            )
        ),
        draw(findings),
    )


@given(kept())
def test_what_is_kept_comes_back_as_it_was(value: Kept) -> None:
    data = pack(value)
    assert unpack(data, Kept) == value
    assert pack(value) == data
    assert pack(unpack(data, Kept)) == data


def test_kinds_of_values_come_back_as_what_they_are() -> None:
    value = Kept(submission(material("a", "01"), receipt=Receipt(dt.date(2025, 7, 1), copies=2)), ())
    back = unpack(pack(value), Kept)
    assert isinstance(back.submission.materials, tuple)
    assert isinstance(back.submission.receipt.received, dt.date)
    assert isinstance(back.submission.cases["application"].record.answers["unit.name"], Found)


EXAMPLE = pack(Kept(submission(material("申报表.docx", "01")), (Finding("a", Severity.NOTE, "说明"),)))


@given(st.integers(0, len(EXAMPLE) - 1), st.integers(1, 255))
def test_a_damaged_byte_is_refused_or_changes_nothing(place: int, by: int) -> None:
    data = bytearray(EXAMPLE)
    data[place] ^= by
    refused_or_the_same(bytes(data))


@given(st.integers(0, len(EXAMPLE) - 1))
def test_what_is_cut_off_is_refused(end: int) -> None:
    with pytest.raises(UnreadableFileError):
        unpack(EXAMPLE[:end], Kept)


def refused_or_the_same(data: bytes) -> None:
    try:
        assert unpack(data, Kept) == unpack(EXAMPLE, Kept)
    except UnreadableFileError:
        return


PLAIN = zlib.decompress(EXAMPLE)


@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_what_somebody_changed_is_values_of_their_types_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(PLAIN)
    for place, value in changes:
        data[place] = value
    try:
        found = unpack(zlib.compress(bytes(data)), Kept)
    except UnreadableFileError:
        return
    assert isinstance(found.submission.source, str)
    assert all(isinstance(item, Material) for item in found.submission.materials)


@given(st.binary(max_size=64))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    for some in (data, zlib.compress(data)):
        with pytest.raises(UnreadableFileError):
            unpack(some, Kept)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xdd\xff\xff\xff\xff", tuple[int, ...]),
        (b"\xdf\xff\xff\xff\xff", dict[str, str]),
        (b"\xdb\xff\xff\xff\xff", str),
        (b"\xa2\xff\xfe", str),
        (b"\x81\xa2\xff\xfe\x01", dict[str, int]),
        (b"\x91" * 100_000, list[object]),
    ],
    ids=["long list", "long map", "long text", "no UTF-8", "no UTF-8 as a key", "deep"],
)
def test_what_promises_more_than_it_holds_is_refused(data: bytes, kind: type) -> None:
    with pytest.raises(UnreadableFileError):
        unpack(zlib.compress(data), kind)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.setattr(keeping, "LARGEST", 4 * 1024 * 1024)
    bomb = zlib.compress(msgspec.msgpack.encode("x" * 200_000_000), 9)
    tracemalloc.start()
    with pytest.raises(UnreadableFileError):
        unpack(bomb, str)
    assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    tracemalloc.stop()


def test_what_could_not_be_read_back_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(keeping, "LARGEST", 2_000)
    with pytest.raises(UnreadableFileError) as refused:
        pack(["字" * 1_000])
    assert refused.value.code == "too-large"
    (tmp_path / "事迹.txt").write_text("他扎根车间，带领团队攻关。" * 200, encoding="utf-8")
    outcome = outcome_of(Order(str(tmp_path), "来件", "tangcheng-2025"))
    assert outcome.sender.refusal == "too-large"
    assert unpack(outcome.kept, Kept).findings[0].code == "too-large"


def test_a_case_is_kept_with_its_answers() -> None:
    case = application(leader__sex="女")
    assert unpack(pack(case), Case) == case
