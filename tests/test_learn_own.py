"""``learn`` of the blank form that we hand out ourselves: the same places, of the same kinds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import formkit
from formkit.learn import learn
from formkit.learning.templating import texts_of
from formkit.pattern import NAME, PLACEHOLDER
from formkit.readers.docx import read

Place = tuple[int | None, int | None, int | None]
LOOP = re.compile(r"\{%tr for \w+ in ([\w.]+)")
#: Kinds that paper does not tell apart: nobody sees how long an answer may be, or which boxes exclude others.
FAMILIES = {
    "long_text": "text",
    "certificate_number": "text",
    "choice_one": "choice",
    "choice_many": "choice",
    "year_month": "date",
}
#: A seal is set over the name of the unit: the blank cell does not show that it holds two.
TWO_IN_ONE = {(2, 2, 2)}
#: A rank is written 第一 or 1: our own definition lets both stand as text.
RANK = {(27, 2, 4)}


def kinds_of(form: formkit.Form) -> dict[str, str]:
    """Return the family of each field and column by its path."""
    kinds = {item.path: item.kind for item in form.fields}
    kinds |= {
        f"{group.path}[].{column.path}": column.kind for group in form.groups for column in group.columns
    }
    return {path: FAMILIES.get(kind, kind) for path, kind in kinds.items()}


def names_in(form: formkit.Form) -> Iterator[tuple[Place, str]]:
    """Yield each placeholder of a template by its cell or line; of a row that repeats, ``group[].column``."""
    group = ""
    for spot, text in texts_of(read(form.template.read_bytes(), form.template.name)).items():
        begins = LOOP.match(text)
        group = begins[1] if begins else "" if "endfor" in text else group
        for match in PLACEHOLDER.finditer(text):
            name = NAME.match(match[1] or "")
            if name is not None:
                path = name[1]
                path = f"{group}[].{path.removeprefix('row.')}" if group and path.startswith("row.") else path
                yield (spot.block, spot.row, spot.col), path


def families_at(form: formkit.Form) -> Mapping[Place, list[str]]:
    """Return the families of the fields at each place, each once, in order."""
    kinds = kinds_of(form)
    found: dict[Place, list[str]] = defaultdict(list)
    for place, path in names_in(form):
        if path in kinds and kinds[path] not in found[place]:
            found[place].append(kinds[path])
    return {place: families for place, families in found.items() if families}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[formkit.Form, formkit.Form]:
    """Return our own application, and what is learnt of its blank."""
    folder: Path = tmp_path_factory.mktemp("own")
    call = formkit.load("tangcheng-2025")
    (folder / "application.docx").write_bytes(formkit.blank_document(call, "application"))
    learn([folder / "application.docx"], folder / "learnt")
    return call.forms["application"], formkit.load(folder / "learnt").forms["form"]


def test_every_place_is_found_again(both: tuple[formkit.Form, formkit.Form]) -> None:
    ours, learnt = map(families_at, both)
    assert ours.keys() - learnt.keys() == set()
    assert learnt.keys() <= ours.keys()


def test_every_place_is_of_its_kind(both: tuple[formkit.Form, formkit.Form]) -> None:
    ours, learnt = map(families_at, both)
    other = {place for place, families in ours.items() if learnt.get(place) != families}
    assert other <= TWO_IN_ONE | RANK


def test_the_groups_are_the_same(both: tuple[formkit.Form, formkit.Form]) -> None:
    ours, learnt = both
    assert [(len(group.columns), group.printed_rows) for group in learnt.groups] == [
        (len(group.columns), group.printed_rows) for group in ours.groups
    ]


def test_every_choice_has_its_options(both: tuple[formkit.Form, formkit.Form]) -> None:
    ours, learnt = ([option for item in form.fields for option in item.options] for form in both)
    assert sorted(ours) == sorted(learnt)
