"""What the writer of DOCX does with templates, answers and photos."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

import formkit
from formkit.errors import DataError, ProgrammeError
from formkit.named import Names
from formkit.readers import docx
from formkit.readers.data import read_data
from formkit.writers import pictures
from formkit.writers.docx import Shown, Template
from wordmaking import document, grid, package, paragraph

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025"
CALL = formkit.load("tangcheng-2025")
SLOT = (35.0, 49.0)


def template(*blocks: str) -> Template:
    return Template(package(document(*blocks)), "form.docx")


def shown(**texts: str) -> dict[str, Any]:
    return {name: Shown(text, is_long=False) for name, text in texts.items()}


def texts_of(data: bytes) -> list[str]:
    blocks = docx.read(data, "x.docx").blocks
    return [block.text for block in blocks if isinstance(block, formkit.Line)]


def picture(form: str = "JPEG", size: tuple[int, int] = (300, 420), **options: Any) -> bytes:
    memory = io.BytesIO()
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))  # red marks the corner that is top left
    image.save(memory, form, **options)
    return memory.getvalue()


def with_photo(data: bytes | str | None, **options: Any) -> formkit.Filled:
    return formkit.fill_document(CALL, "application", {"leader": {"photo": data}}, **options)


def case_of(filled: formkit.Filled, folder: Path) -> formkit.Case:
    (folder / "x.docx").write_bytes(filled.data)
    return formkit.extract(CALL, folder / "x.docx")


def test_a_placeholder_that_stands_for_nothing_is_named_with_its_template() -> None:
    with pytest.raises(ProgrammeError) as caught:
        template(paragraph("{{ nmae }}")).write({})
    assert "form.docx" in str(caught.value)
    assert "{{ nmae }}" in str(caught.value)


def test_a_name_within_a_name_that_stands_for_nothing_is_named() -> None:
    with pytest.raises(ProgrammeError, match=r"leader\.nmae"):
        template(paragraph("{{ leader.nmae }}")).write({"leader": Names({"name": "甲"})})


def test_a_placeholder_that_is_not_closed_is_a_mistake_of_the_template() -> None:
    with pytest.raises(ProgrammeError, match=r"form\.docx"):
        template(paragraph("{{ name }} {% if %}")).write(shown(name="甲"))


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''.__class__.__mro__[1].__subclasses__()",
        "name.__init__.__globals__",
        "name.text.__class__",
        "cycler.__init__.__globals__",
        "1 / 0",
        "range(10 ** 9)|list",
        "[].append(1)",
    ],
)
def test_a_template_cannot_reach_out_of_its_sandbox(expression: str) -> None:
    with pytest.raises(ProgrammeError):
        template(paragraph(f"{{{{ {expression} }}}}")).write(shown(name="甲"))


@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "{% for x in y %}", "{# 注 #}", "{{ ''.__class__ }}", "a & b < c > d \"'", "]]>", "&amp;"],
)
def test_what_looks_like_a_template_in_an_answer_stays_text(text: str) -> None:
    assert texts_of(template(paragraph("{{ name }}")).write(shown(name=text))) == [text]


def test_a_placeholder_may_be_split_over_runs() -> None:
    assert texts_of(template(paragraph("{{ na", "me", " }}")).write(shown(name="甲"))) == ["甲"]


def test_a_line_break_is_a_break_and_in_a_long_text_a_paragraph() -> None:
    made = template(paragraph("{{ name }}"))
    assert texts_of(made.write({"name": Shown("甲\r\n乙\t丙", is_long=False)})) == ["甲\n乙\t丙"]
    assert texts_of(made.write({"name": Shown("甲\n乙", is_long=True)})) == ["甲", "乙"]


def test_a_document_does_not_remember_the_one_before() -> None:
    made = template(grid("姓名 | {{ name }}"))
    first = made.write(shown(name="甲"))
    made.write(shown(name="乙"))
    assert made.write(shown(name="甲")) == first


def test_a_photo_that_fits_comes_back_byte_for_byte(tmp_path: Path) -> None:
    data = picture(quality=90)
    found = case_of(with_photo(data), tmp_path).record.value("leader.photo")
    assert found == formkit.Picture("image/jpeg", data)


def test_a_png_stays_a_png(tmp_path: Path) -> None:
    data = picture("PNG")
    assert case_of(with_photo(data), tmp_path).record.value("leader.photo") == formkit.Picture(
        "image/png", data
    )


def test_a_photo_that_lies_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = 6  # to be seen, turn a quarter clockwise
    fitted = pictures.fit_picture(picture(size=(420, 300), exif=exif.tobytes()), SLOT, "x.jpg")
    with Image.open(io.BytesIO(fitted.data)) as image:
        assert image.size == (300, 420)
        assert image.getexif().get(pictures.ORIENTATION, 1) == 1
        corner = image.convert("RGB").getpixel((290, 10))
    assert isinstance(corner, tuple)
    assert corner[0] > 200
    assert corner[1] < 100


def test_a_large_photo_is_made_as_small_as_it_prints() -> None:
    fitted = pictures.fit_picture(picture(size=(3000, 4200)), SLOT, "x.jpg")
    width, height = pictures.pixels(fitted.data)
    assert width <= round(35 * pictures.DOTS_PER_MILLIMETRE)
    assert height <= round(49 * pictures.DOTS_PER_MILLIMETRE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_a_photo_of_any_colours_is_taken(mode: str) -> None:
    memory = io.BytesIO()
    Image.new(mode, (2000, 2800)).save(memory, "JPEG" if mode == "CMYK" else "PNG")
    assert pictures.fit_picture(memory.getvalue(), SLOT, "x").data


def test_a_grey_photo_of_16_bits_keeps_its_greys() -> None:
    memory = io.BytesIO()
    Image.new("I;16", (2000, 2800), 0x8000).save(memory, "PNG")
    with Image.open(io.BytesIO(pictures.fit_picture(memory.getvalue(), SLOT, "x").data)) as image:
        grey = image.convert("L").getpixel((5, 5))
    assert isinstance(grey, int)
    assert 120 <= grey <= 136


def test_the_pixels_of_a_photo_are_those_that_pillow_counts() -> None:
    for form in ("JPEG", "PNG"):
        assert pictures.pixels(picture(form, (123, 457))) == (123, 457)


@pytest.mark.parametrize("side", [10_001, 60_000])
def test_a_photo_of_too_many_pixels_is_refused_before_it_is_decoded(
    side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(picture("PNG", (8, 8)))
    data[16:24] = side.to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)

    def decode(*_: object) -> None:
        pytest.fail("the picture was decoded")

    monkeypatch.setattr(Image.Image, "load", decode)
    with pytest.raises(DataError, match="像素"):
        pictures.fit_picture(bytes(data), SLOT, "x.png")


@pytest.mark.parametrize("data", [b"", b"no picture", picture()[:200], picture("GIF"), picture("PNG")[:-30]])
def test_a_broken_photo_is_a_finding_and_the_document_is_written(data: bytes) -> None:
    filled = with_photo(data or b"\x00")
    assert ("picture", "leader.photo") in {(item.code, item.field) for item in filled.findings}
    assert filled.data


@pytest.mark.parametrize("name", ["none.jpg", "../photo.jpg", "/etc/passwd", "a\x00b", "x" * 5000, "."])
def test_a_photo_that_is_not_there_is_a_finding_and_leaves_the_hint(name: str, tmp_path: Path) -> None:
    filled = with_photo(name, folder=tmp_path)
    (finding,) = [item for item in filled.findings if item.field == "leader.photo"]
    assert finding.code == "picture"
    hint = next(item.hint for item in CALL.forms["application"].fields if item.path == "leader.photo")
    words = "".join(
        item.text
        for block in docx.read(filled.data, "x.docx").blocks
        if isinstance(block, formkit.Table)
        for item in block.cells
    )
    assert "".join(hint.split()) in "".join(words.split())


@pytest.mark.parametrize("form", CALL.forms)
def test_the_blank_form_reads_back_as_empty(form: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    path.write_bytes(formkit.blank_document(CALL, form))
    case = formkit.extract(CALL, path)
    assert case.record.form == form
    assert [path for path, found in case.record.answers.items() if found.value or found.raw] == []


def outputs(folder: Path) -> list[str]:
    paths = []
    for form in CALL.forms.values():
        made = {"blank": formkit.blank_document(CALL, form.name)}
        for source in ("enterprise.yaml", "heritage.yaml", "school.json", "mistakes.yaml"):
            (record,) = read_data(SAMPLES / source, form).records
            made[source] = formkit.fill_document(CALL, form.name, record, folder=SAMPLES).data
        nasty = {"leader": {"name": "<&>\"'{{ }}\n\t𠮷"}, "profile": {"body": "一\n\n二\t三\n" * 50}}
        made["nasty"] = formkit.fill_document(CALL, form.name, nasty).data
        for name, data in made.items():
            path = folder / f"{form.name}-{name}.docx"
            path.write_bytes(data)
            paths.append(str(path))
    return paths


def test_every_output_is_valid_by_the_schemas_of_ecma_376(shared: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(shared / "bench" / "validate.py"), *outputs(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "violations: 0" in done.stdout, done.stdout + done.stderr


def test_every_part_of_an_output_is_named_once_and_has_a_type(tmp_path: Path) -> None:
    for path in outputs(tmp_path):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            assert archive.testzip() is None
            types = etree.fromstring(archive.read("[Content_Types].xml"))
        assert len(names) == len(set(names))
        endings = {node.get("Extension") for node in types if node.get("Extension")}
        parts = {str(node.get("PartName")).lstrip("/") for node in types if node.get("PartName")}
        known = {"[Content_Types].xml", *parts}
        assert [name for name in names if name not in known and name.rpartition(".")[2] not in endings] == []
