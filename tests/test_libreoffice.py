"""LibreOffice as an outside program: found or named as missing, bounded, and it trusts no file."""

from __future__ import annotations

import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PIL import Image

import formkit
from formkit.converting import as_docx
from formkit.errors import MissingProgramError, UnreadableFileError
from formkit.programs import libreoffice
from formkit.programs.fonts import STYLES, configuration, substitutes
from formkit.programs.libreoffice import Failure, available, convert
from formkit.programs.preparing import prepared
from formkit.readers.data import read_data
from formkit.readers.sniffing import Kind, kind_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
CALL = formkit.load("tangcheng-2025")

#: A program that behaves as its input tells it; it is started as LibreOffice would be.
PRETENDER = f"""#!{sys.executable}
import json, os, pathlib, subprocess, sys, time
arguments = sys.argv[1:]
place = pathlib.Path({{notes!r}})
with place.open("a") as notes:
    notes.write(json.dumps([arguments, dict(os.environ)]) + "\\n")
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
for name in arguments[arguments.index("--outdir") + 2:]:
    path = pathlib.Path(name)
    said = path.read_text()
    result = out / (path.stem + ".pdf")
    if "hang" in said:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        place.with_suffix(".child").write_text(str(child.pid))
        time.sleep(60)
    if "half" in said:
        result.write_text("%PDF-1.7 half")
    if "half" in said or "crash" in said:
        os.abort()
    if "nothing" not in said:
        result.write_text("%PDF-1.7 " + said + "%%EOF")
"""


@pytest.fixture
def pretender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program of ours in LibreOffice's place; return the file in which it notes its calls."""
    notes = tmp_path / "notes"
    program = tmp_path / "soffice"
    program.write_text(PRETENDER.replace("{notes!r}", repr(str(notes))), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(libreoffice.SOFFICE, str(program))
    monkeypatch.setattr(libreoffice, "START_SECONDS", 0.5)
    return notes


def files(folder: Path, *texts: str) -> list[Path]:
    """Write one file for each text."""
    paths = [folder / f"{number}.doc" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def outcomes(made: dict[Path, Path | Failure]) -> list[str]:
    """Return what was made of each file: its text, or the code of its failure."""
    return [
        item.code if isinstance(item, Failure) else item.read_text(encoding="utf-8")[9:-5]
        for _, item in sorted(made.items())
    ]


def test_the_environment_settles_where_the_program_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(libreoffice.SOFFICE, str(tmp_path / "nowhere"))
    assert available() is None
    monkeypatch.setenv(libreoffice.SOFFICE, __file__)
    assert available() == Path(__file__)
    monkeypatch.delenv(libreoffice.SOFFICE)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "USUAL_PLACES", (str(tmp_path / "nowhere"),))
    assert available() is None


def test_a_missing_program_is_named_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(libreoffice.SOFFICE, str(tmp_path / "nowhere"))
    with pytest.raises(MissingProgramError, match=r"安装 LibreOffice.*apt-get install.*另存为") as caught:
        convert(files(tmp_path, "a"), tmp_path, "pdf")
    assert caught.value.exit_code == 6
    with pytest.raises(MissingProgramError):
        as_docx([SAMPLE.with_name("x.doc"), *_rtf(tmp_path)], tmp_path)


def _rtf(folder: Path) -> list[Path]:
    path = folder / "a.rtf"
    path.write_text("{\\rtf1 a}", encoding="ascii")
    return [path]


def test_many_files_go_in_one_start_and_results_find_their_files(pretender: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    paths = [tmp_path / "-x.doc", tmp_path / "a b.doc", tmp_path / "other" / "a b.doc"]
    for number, path in enumerate(paths):
        path.write_text(str(number), encoding="utf-8")
    made = convert([*paths, tmp_path / "nowhere.doc"], tmp_path, "pdf")
    assert [outcomes({path: made[path]}) for path in paths] == [["0"], ["1"], ["2"]]
    assert isinstance(missing := made[tmp_path / "nowhere.doc"], Failure)
    assert missing.code == "not-readable"
    assert len(pretender.read_text(encoding="utf-8").splitlines()) == 1


def test_one_bad_file_costs_only_itself(pretender: Path, tmp_path: Path) -> None:
    paths = files(tmp_path, "a", "crash", "b", "hang", "c", "nothing", "d", "half")
    made = convert(paths, tmp_path, "pdf", seconds=0.5)
    assert outcomes(made) == ["a", "crashed", "b", "timeout", "c", "damaged", "d", "crashed"]
    assert len(pretender.read_text(encoding="utf-8").splitlines()) <= 7


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
def test_nothing_that_it_started_is_left(pretender: Path, tmp_path: Path) -> None:
    start = time.monotonic()
    assert outcomes(convert(files(tmp_path, "hang"), tmp_path, "pdf", seconds=0.5)) == ["timeout"]
    assert time.monotonic() - start < 10
    child = Path("/proc") / pretender.with_suffix(".child").read_text(encoding="utf-8") / "stat"
    for _ in range(100):
        if not child.exists() or child.read_text(encoding="utf-8").split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("a process was left")


def test_the_program_sees_neither_home_nor_settings_of_its_user(
    pretender: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    monkeypatch.setenv("http_proxy", "http://example.com")
    convert(files(tmp_path, "a"), tmp_path, "pdf")
    said = pretender.read_text(encoding="utf-8")
    assert "LD_LIBRARY_PATH" not in said
    assert "example.com" not in said
    assert f'"HOME": "{Path.home()}"' not in said
    assert "-env:UserInstallation=file://" in said


def test_a_broken_start_is_not_called_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 77\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(libreoffice.SOFFICE, str(program))
    assert outcomes(convert(files(tmp_path, "a", "b"), tmp_path, "pdf")) == ["crashed", "crashed"]


def test_xml_with_a_doctype_is_refused_before_libreoffice_sees_it() -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hosts">]><a>&e;</a>'
    for data in (xml.encode(), xml.encode("utf-16")):
        with pytest.raises(UnreadableFileError) as caught:
            prepared(data, Kind.WORDML, "a.xml")
        assert caught.value.code == "forbidden"
    assert prepared(b"<a/>", Kind.WORDML, "a.xml") == b"<a/>"


def test_of_the_fields_of_rtf_only_those_of_forms_stay() -> None:
    form = rb"{\field{\*\fldinst{ FORMCHECKBOX }{\*\formfield{\fftype1\ffres1}}}{\fldrslt}}"
    bad = rb'{\field{\*\fldinst {\b INCLUDEPIC}{TURE "/etc/a.png"}}{\fldrslt seen}}'
    ready = prepared(b"{\\rtf1 " + form + bad + b"}", Kind.RTF, "a.rtf")
    assert form in ready
    assert b"fldinst {" not in ready
    assert b"seen" in ready


def test_a_web_archive_without_a_page_is_damaged() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        prepared(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx", Kind.MHTML, "a.doc")
    assert caught.value.code == "damaged"


def test_each_font_is_asked_for_by_all_its_names_before_another_stands_in() -> None:
    text = configuration()
    for style in STYLES:
        for name in style.names:
            rule = text.partition(f'<test name="family"><string>{name}</string>')[2].partition("</match>")[0]
            assert all(f"<string>{other}</string>" in rule for other in style.names if other != name)
            assert rule.rindex(f"<string>{style.others[0]}</string>") > rule.rindex(
                f"<string>{style.names[-1 if name != style.names[-1] else -2]}</string>"
            )


def test_fonts_that_are_missing_are_named() -> None:
    found = substitutes(["没有这种字体:-x", "Times New Roman", "Arial"])
    assert set(found) <= {"没有这种字体:-x"}
    assert all(found.values())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a filled form."""
    path = tmp_path_factory.mktemp("filled") / "filled.docx"
    data = read_data(SAMPLE, CALL.forms["application"]).records[0]
    formkit.fill(CALL, "application", data, path, folder=SAMPLE.parent)
    return path


def values(path: Path) -> dict[str, object]:
    """Return what is read from a file; of a picture, that it is there."""
    answers = formkit.extract(CALL, path).record.answers
    return {
        name: isinstance(found.value, formkit.Picture) or found.value or found.raw
        for name, found in answers.items()
    }


#: Formats that people send, and how LibreOffice is asked to write one.
WRITTEN = {
    "doc": "doc:MS Word 97",
    "odt": "odt:writer8",
    "rtf": "rtf:Rich Text Format",
    "xml": "xml:MS Word 2003 XML",
}


@pytest.fixture(scope="module")
def handed_in(filled: Path, soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the filled form in each format, the one of Word under a second ending as well."""
    assert soffice
    folder = tmp_path_factory.mktemp("formats")
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libreoffice, "FORMATS", WRITTEN)
        patch.setattr(libreoffice, "_is_whole", lambda _path: True)
        for name in WRITTEN:
            (folder / name).mkdir()
            result = convert([filled], folder / name, name)[filled]
            assert isinstance(result, Path), result
            made[name] = result
    made["wps"] = folder / "form.wps"
    made["wps"].write_bytes(made["doc"].read_bytes())
    return made


def test_old_formats_give_the_same_record_as_the_docx(
    filled: Path, handed_in: dict[str, Path], tmp_path: Path
) -> None:
    expected = values(filled)
    made = as_docx(list(handed_in.values()), tmp_path)
    assert len(expected) > 40
    for name, path in handed_in.items():
        result = made[path]
        assert isinstance(result, Path), (name, result)
        assert values(result) == expected, name


def test_what_cannot_be_converted_is_told_beside_what_can(handed_in: dict[str, Path], tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.odt"
    damaged.write_bytes(handed_in["odt"].read_bytes()[:2000])
    picture = tmp_path / "picture.doc"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    made = as_docx([damaged, picture, handed_in["doc"], tmp_path / "nowhere.doc"], tmp_path)
    codes = [item.code if isinstance(item, UnreadableFileError) else "" for item in made.values()]
    told = dict(zip([path.name for path in made], codes, strict=True))
    assert told == {
        "damaged.odt": told["damaged.odt"],
        "picture.doc": "unsupported",
        "nowhere.doc": "not-found",
        handed_in["doc"].name: "",
    }
    assert told["damaged.odt"] in {"damaged", "unsupported"}


class _Listener(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 (what one test hears)

    def do_GET(self) -> None:
        """Note what is asked for."""
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 (the library's names)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Stay silent."""


@pytest.fixture
def listener() -> Iterator[str]:
    """Return the address of a server that notes whoever asks."""
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    _Listener.asked.clear()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def linking(address: str, folder: Path) -> list[Path]:
    """Write files that point at a server, and at a picture and a text of the machine."""
    picture, secret = folder / "secret.png", folder / "secret.txt"
    Image.effect_noise((64, 64), 90).save(picture)
    secret.write_text("TOPSECRET", encoding="utf-8")
    sources = [f"{address}/a.png", picture.as_uri(), str(picture)]
    html = (
        "".join(f'<img src="{source}">' for source in sources) + f'<iframe src="{secret.as_uri()}"></iframe>'
    )
    fields = "".join(
        rf'{{\field{{\*\fldinst {{\b INCLUDEPIC}}{{TURE "{source}" \\d}}}}{{\fldrslt x}}}}'
        for source in sources
    )
    fields += rf'{{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt y}}}}'
    frames = "".join(
        '<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">'
        f'<draw:image xlink:href="{source}" xlink:type="simple" xlink:show="embed" '
        'xlink:actuate="onLoad"/></draw:frame>'
        for source in sources
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    flat = (
        f'<?xml version="1.0"?><office:document xmlns:office="{space}office:1.0" '
        f'xmlns:text="{space}text:1.0" xmlns:draw="{space}drawing:1.0" xmlns:svg="{space}svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<text:p>hi{frames}</text:p>"
        '<text:section text:name="s">'
        f'<text:section-source xlink:href="{secret.as_uri()}" xlink:type="simple" '
        'xlink:show="embed" text:filter-name="Text"/><text:p>old</text:p></text:section>'
        "</office:text></office:body></office:document>"
    )
    written = {
        "a.html": f"<html><p>hi</p>{html}</html>",
        "b.rtf": f"{{\\rtf1 hi {fields}}}",
        "c.fodt": flat,
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in written]


def test_nothing_is_fetched_and_nothing_of_the_machine_comes_out(
    soffice: Path, listener: str, tmp_path: Path
) -> None:
    assert soffice
    paths = linking(listener, tmp_path)
    (tmp_path / "out").mkdir()
    for to in ("docx", "pdf"):
        for path, result in convert(paths, tmp_path / "out", to).items():
            assert isinstance(result, Path), (path, result)
            if to == "docx":
                with zipfile.ZipFile(result) as package:
                    assert not [name for name in package.namelist() if "media/" in name], path
                    assert b"TOPSECRET" not in package.read("word/document.xml"), path
            else:
                assert b"/Width 64/Height 64" not in result.read_bytes(), path
    assert _Listener.asked == []


def test_a_web_archive_comes_with_its_picture(soffice: Path, tmp_path: Path) -> None:
    assert soffice
    picture = tmp_path / "a.png"
    Image.effect_noise((64, 64), 90).save(picture)
    archive = EmailMessage()
    page = "<html><head><meta charset=gb2312></head><body><p>姓名：王甄样<img src='cid:a'></p></body></html>"
    archive.set_content(page, subtype="html", charset="gb2312", cte="quoted-printable")
    archive.make_related()
    archive.add_related(picture.read_bytes(), maintype="image", subtype="png", cid="<a>")
    path = tmp_path / "a.doc"
    path.write_bytes(bytes(archive))
    result = as_docx([path], tmp_path)[path]
    assert isinstance(result, Path), result
    with zipfile.ZipFile(result) as package:
        assert "王甄样" in package.read("word/document.xml").decode()
        assert [name for name in package.namelist() if "media/" in name]


def test_the_place_may_have_a_chinese_name(
    soffice: Path, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert soffice
    place = tmp_path / "临时 文件"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    result = convert([filled], place, "pdf")[filled]
    assert isinstance(result, Path), result
    assert kind_of(result.read_bytes()) is Kind.PDF
    assert [path.name for path in place.iterdir()] == ["0001.pdf"]
