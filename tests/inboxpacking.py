"""Packages of an inbox: folders, archives and single files, and ten kinds that cannot be read."""

from __future__ import annotations

import datetime as dt
import io
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

import formkit
from hostilemaking import Packed, encrypted_word, zipped
from inboxpeople import programme

Convert = Callable[[Sequence[Path], Path], Mapping[Path, Path]]
"""Turns many DOCX files into PDF files in a folder."""

PICTURES = ("身份证.jpg", "毕业证书.png", "高级技师证书.jpg", "工作照1.jpg", "工作照2.jpg", "荣誉证书.png")
UTF8 = 0x800
LOCKED = 0x801
NOBODY = -1


@dataclass(slots=True)
class Package:
    """A package before it is written: its name without an ending, its shape, when it came, who sent it.

    Shapes are "folder", "zip", "gbk" (an archive with names in GBK), "nested" (an archive in a folder),
    "single" and "raw" (the only file). ``pdf`` asks for the application, the first of its files, as a PDF.
    Where nobody can tell who sent it ``applicant`` is NOBODY, and ``role`` why it cannot be read.
    """

    stem: str
    shape: str
    moment: dt.datetime
    applicant: int
    role: str
    files: dict[str, bytes] = field(default_factory=dict)
    pdf: bool = False


def _archive(package: Package, flags: int) -> bytes:
    """Return an archive; without the flag of UTF-8 the names are those of old Windows programs."""
    top = f"{package.stem}/" if package.moment.minute % 2 else ""
    code = "utf-8" if flags & UTF8 else "gb18030"
    return zipped(
        *(Packed((top + name).encode(code), data, flags=flags) for name, data in package.files.items())
    )


def put(package: Package, folder: Path) -> Path:
    """Write a package into a folder, and return where it is."""
    if package.shape in {"single", "raw"}:
        ((name, content),) = package.files.items()
        path = folder / f"{package.stem}{Path(name).suffix}"
        path.write_bytes(content)
    elif package.shape in {"zip", "gbk"}:
        path = folder / f"{package.stem}.zip"
        path.write_bytes(_archive(package, UTF8 if package.shape == "zip" else 0))
    else:
        path = folder / package.stem
        path.mkdir()
        _put_files(package, path)
    return path


def _put_files(package: Package, path: Path) -> None:
    if package.shape == "nested":
        (path / "申报材料.zip").write_bytes(_archive(package, UTF8))
        return
    for name, content in package.files.items():
        place = path / ("证件" if name in PICTURES and package.moment.minute % 2 else "") / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)


def add_pictures(package: Package, rng: random.Random) -> None:
    """Add some small drawings under the names of certificates."""
    for name in rng.sample(PICTURES, rng.randint(1, 4)):
        image = Image.new("RGB", (158, 100), (rng.randint(200, 250), 240, rng.randint(200, 250)))
        draw = ImageDraw.Draw(image)
        for y in range(15, 90, 15):
            draw.line((10, y, rng.randint(40, 100), y), fill=(40, 40, 48), width=3)
        out = io.BytesIO()
        image.save(out, "PNG" if name.endswith("png") else "JPEG")
        package.files[name] = out.getvalue()


def convert_applications(packages: Sequence[Package], pdf: Convert) -> None:
    """Put a PDF in the place of each application, the first file; all are converted at once."""
    with tempfile.TemporaryDirectory(prefix="inbox-") as name:
        made, folder = {}, Path(name)
        for number, package in enumerate(packages):
            path = folder / f"{number}.docx"
            path.write_bytes(next(iter(package.files.values())))
            made[path] = package
        results = pdf(list(made), folder)
        for path, package in made.items():
            (first, _), *others = package.files.items()
            package.files = {f"{first[:-5]}.pdf": results[path].read_bytes(), **dict(others)}


@cache
def _whole() -> bytes:
    """Return a Word file in good order, to be broken."""
    return formkit.blank_document(programme(), "report")


def _named(*files: tuple[str, bytes], flags: int = UTF8) -> bytes:
    return zipped(*(Packed(name.encode(), content, flags=flags) for name, content in files))


def _cut_archive(_: random.Random) -> bytes:
    whole = _named(("申报表.docx", _whole()), ("事迹材料.docx", _whole()))
    return whole[: len(whole) * 2 // 3]


def _locked_archive(rng: random.Random) -> bytes:
    return _named(("申报表.docx", rng.randbytes(900)), ("事迹材料.docx", rng.randbytes(900)), flags=LOCKED)


def _damaged_pdf(rng: random.Random) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n" + rng.randbytes(3000)


def _damaged_word(_: random.Random) -> bytes:
    return _whole()[: len(_whole()) // 2]


def _damaged_inside(rng: random.Random) -> bytes:
    return _named(("申报表.docx", _damaged_word(rng)), ("事迹材料.pdf", _damaged_pdf(rng)))


def _program(rng: random.Random) -> bytes:
    return b"MZ\x90\0\3\0\0\0" + rng.randbytes(3000)


def _text(_: random.Random) -> bytes:
    return "申报表\n单位名称：重庆样例零零机械有限公司\n详见纸质材料。\n".encode()


def _bomb(_: random.Random) -> bytes:
    return _named(("申报表.docx", bytes(2_000_000)))


BROKEN: tuple[tuple[str, str, Callable[[random.Random], bytes]], ...] = (
    (".zip", "damaged", _cut_archive),
    (".zip", "encrypted", _locked_archive),
    (".docx", "empty", lambda _: b""),
    (".pdf", "damaged", _damaged_pdf),
    (".docx", "damaged", _damaged_word),
    (".docx", "encrypted", lambda _: encrypted_word()),
    (".exe", "unsupported", _program),
    (".zip", "damaged", _damaged_inside),
    (".docx", "unsupported", _text),
    (".zip", "too-large", _bomb),
)
"""Kinds of files that cannot be read: the ending of the name, the reason, the maker of the bytes."""
