"""Several packages of one submission as one: of each kind of material what came last, and nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from formkit.collecting.merging import SET_ASIDE, Merged, merged
from formkit.finding import Finding, Severity
from formkit.record import Case, Found, Record
from formkit.registered import Incoming, Use
from formkit.sorting.checking import check_materials
from formkit.spot import Spot
from formkit.submission import Material, Submission
from submissions import CALL, application

SINGLE = {item.slot for item in CALL.attachments if not item.many}
SLOTS = [item.slot for item in CALL.attachments]


def material(name: str, slot: str | None, digest: str = "", **more: object) -> Material:
    return Material(name, **({"size": 9, "digest": digest or name, "slot": slot, "confidence": 0.9} | more))  # type: ignore[arg-type]


def package(*materials: Material, findings: Iterable[Finding] = ()) -> Submission:
    """Return a package as it was read: with what is said about its files by themselves."""
    said = (*findings, *check_materials(CALL.attachments, materials))
    return Submission("来件", materials, findings=said)


def merge(latest: Submission, *earlier: Submission, uses: Iterable[Use] = (), names: str = "ZYXW") -> Merged:
    """Merge packages; ``Z`` is the latest."""
    submissions = dict(zip(names, (latest, *earlier), strict=False))
    given = [*uses] or [Use.IN_FORCE] * len(submissions)
    incoming = [Incoming(name, name, 1, 1, use) for name, use in zip(submissions, given, strict=True)]
    return merged(CALL, incoming, submissions)


def in_force(whole: Merged) -> set[str]:
    return {item.name for item in whole.submission.materials}


def test_one_package_is_as_it_came() -> None:
    came = package(material("申报表.docx", "01", case=application()), material("事迹.docx", "02"))
    whole = merge(came)
    assert whole.submission.materials == came.materials
    assert whole.submission.cases == {"application": application()}
    assert whole.submission.findings == came.findings
    assert whole.history == ()


def test_of_what_is_wanted_once_the_later_counts_and_of_the_rest_all() -> None:
    later = package(material("事迹.docx", "02", "n"), material("证2.jpg", "04b", "n2"))
    earlier = package(material("事迹.docx", "02", "o"), material("证1.jpg", "04b"), material("表.docx", "01"))
    whole = merge(later, earlier)
    assert in_force(whole) == {"Z/事迹.docx", "Z/证2.jpg", "Y/证1.jpg", "Y/表.docx"}
    assert [(origin.package, item.digest) for origin, item in whole.history] == [("Y", "o")]


def test_one_file_sent_twice_counts_once() -> None:
    whole = merge(package(material("证.jpg", "04b", "x")), package(material("证书.jpg", "04b", "x")))
    assert in_force(whole) == {"Z/证.jpg"}
    assert not whole.submission.findings or all(one.code != "copy" for one in whole.submission.findings)


def test_a_scan_does_not_take_the_place_of_a_form_that_was_read() -> None:
    whole = merge(
        package(material("盖章.pdf", "01", kind="pdf")),
        package(material("表.docx", "01", case=application())),
    )
    assert in_force(whole) == {"Z/盖章.pdf", "Y/表.docx"}
    assert whole.submission.cases == {"application": application()}


def test_a_blank_form_takes_no_place() -> None:
    blank = Case("", Record(CALL.name, "application", {"unit.name": Found(None, "")}))
    filled = material("表.docx", "01", "o", case=application())
    assert "Y/表.docx" in in_force(
        merge(package(material("表.docx", "01", "n", case=blank)), package(filled))
    )


def test_a_file_without_content_takes_no_place() -> None:
    empty = package(material("身份证.pdf", "04a", size=0))
    assert "Y/身份证.pdf" in in_force(merge(empty, package(material("身份证.pdf", "04a", "o"))))


def test_a_file_that_could_not_be_read_takes_no_place() -> None:
    locked = Finding("encrypted", Severity.ERROR, "打不开", None, Spot(member="身份证.pdf"))
    later = package(material("身份证.pdf", "04a", "n"), findings=[locked])
    whole = merge(later, package(material("身份证.pdf", "04a", "o")))
    assert in_force(whole) == {"Z/身份证.pdf", "Y/身份证.pdf"}
    (said,) = [one for one in whole.submission.findings if one.code == "encrypted"]
    assert said.spot is not None
    assert said.spot.member == "Z/身份证.pdf"


def test_what_is_replaced_or_set_aside_is_history_and_says_nothing() -> None:
    said = Finding("damaged", Severity.ERROR, "坏了", None, Spot(member="a"))
    old = package(material("a", None), findings=[said])
    for use in (Use.REPLACED, Use.SET_ASIDE):
        whole = merge(package(material("b", None)), old, uses=[Use.IN_FORCE, use])
        assert in_force(whole) == {"b"}
        assert [item.name for _, item in whole.history] == ["a"]
        assert said not in whole.submission.findings
        assert whole.submission.source == "Z"


def test_a_file_that_a_clerk_set_aside_is_history() -> None:
    aside = Finding(SET_ASIDE, Severity.NOTE, "没有计入", None, Spot(member="旧.docx"))
    ((origin, item),) = merge(package(findings=[aside])).history
    assert (origin.package, origin.name, item.slot) == ("Z", "旧.docx", None)


def test_findings_about_a_file_have_its_name_in_the_whole() -> None:
    own = Finding("doubtful", Severity.NOTE, "看不清", None, Spot(member="a.jpg", page=2))
    later = package(material("a.jpg", "04b", findings=(own,)), findings=[own])
    whole = merge(later, package(material("b.jpg", "04c")))
    found = [*whole.submission.findings, *whole.submission.materials[0].findings]
    places = [one.spot for one in found if one.code == "doubtful"]
    assert places == [Spot(member="Z/a.jpg", page=2)] * 2


def test_what_was_missing_in_one_package_is_not_said_where_another_has_it() -> None:
    unknown = package(material("扫描件.pdf", None))
    both = merge(package(material("表.docx", "01")), unknown)
    (said,) = [one for one in both.submission.findings if one.code == "unassigned"]
    assert "Y/扫描件.pdf" in said.message


FILES = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from([*SLOTS, None]),
        st.sampled_from("123"),
        st.sampled_from((None, application())),
        st.sampled_from((0, 9)),
    ),
    max_size=5,
    unique_by=lambda one: one[0],
)
PACKAGES = st.lists(st.tuples(FILES, st.sampled_from(Use)), min_size=1, max_size=4)


def made(files: Iterable[tuple[str, str | None, str, Case | None, int]]) -> Submission:
    return package(
        *(material(name, slot, digest, case=case, size=size) for name, slot, digest, case, size in files)
    )


@given(PACKAGES)
def test_every_file_of_every_package_counts_or_is_history_exactly_once(
    given_packages: list[tuple[list[tuple[str, str | None, str, Case | None, int]], Use]],
) -> None:
    packages = [made(files) for files, _ in given_packages]
    whole = merge(*packages, uses=[use for _, use in given_packages])
    came = Counter(
        (name, item.name) for name, one in zip("ZYXW", packages, strict=False) for item in one.materials
    )
    places = [tuple(whole.origins[item.name]) for item in whole.submission.materials]
    assert Counter([*places, *(tuple(origin) for origin, _ in whole.history)]) == came
    assert whole.origins.keys() == in_force(whole)
    assert len(whole.submission.materials) == len(in_force(whole))
    counting = {
        name
        for name, (_, use) in zip("ZYXW", given_packages, strict=False)
        if use in {Use.IN_FORCE, Use.UNREADABLE}
    }
    assert {package for package, _ in places} <= counting


@given(PACKAGES)
def test_a_slot_that_some_package_fills_stays_filled(
    given_packages: list[tuple[list[tuple[str, str | None, str, Case | None, int]], Use]],
) -> None:
    packages = [made(files) for files, _ in given_packages]
    whole = merge(*packages)
    before = {item.slot for one in packages for item in one.materials if item.size}
    assert {item.slot for item in whole.submission.materials if item.size} == before
    assert ("application" in whole.submission.cases) == any(
        item.case and item.slot == "01" for one in packages for item in one.materials
    )
