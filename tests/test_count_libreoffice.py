"""30 made-up texts, counted by LibreOffice itself: it agrees with us, and differs from Word as listed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

import pytest

from formkit.chinese.counting import count
from formkit.chinese.writercount import count_libreoffice
from formkit.counted import count_files
from formkit.programs.libreoffice import convert
from formkit.scope import Scope
from wordmaking import document, links, package, paragraph
from wordmaking import part as xml_part

SENTENCES = (
    "他扎根生产一线{year}年，先后攻克技术难题{number}项。",
    "{year}年{month}月，他被评为“棠城工匠”，证书编号为GB/T 9704-2012。",
    "使用CNC加工中心和五轴联动（含编程）后，效率提高{number}％；节约成本{number}万元！",
    "工作室面积{number}平方米，成员3~15人，电子邮箱：someone@example.org。",
    "《夏布织造技艺》一书有{number}页，收录于荣人社发〔{year}〕77号文件？",
    "Hello，World。他说：“陶器要用心做”。",
    "徒弟某某获得二等奖、三等奖；１２３号作品被收藏。",
)
MARKED = (
    "匠心——传承……技艺，直径3.14毫米，壁厚0.8毫米。",
    "第①步配料，第②步制坯；误差±0.05mm，温度≥1200℃。",
    "“‘荣昌陶’三·项”“2025年”的做法—推广。",
    "型号EXH.C-◇，每月5—8件，占½以上……",
)
LISTED = re.compile("[—–…“”‘’·◇①②½.]")
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


class Sample(NamedTuple):
    """A text, the language that its document gives Western text, and whether it holds marks that differ."""

    text: str
    western: Literal["en", "zh"]
    marked: bool


def samples() -> Iterator[Sample]:
    """Yield 30 texts of 500 to 3,000 字, half of them without the marks that are counted differently."""
    for number in range(30):
        chance = random.Random(number)
        marked = number % 2 == 1
        wanted = 500 + number * 85
        lines: list[str] = [f"第{number}篇"]
        while count("\n".join(lines)).words < wanted:
            choice = chance.choice(SENTENCES + MARKED * 2 if marked else SENTENCES)
            filled = choice.format(
                year=chance.randint(1995, 2025), month=chance.randint(1, 12), number=chance.randint(2, 999)
            )
            lines.append(f"　　{filled}" if chance.random() < 0.3 else filled)
            if chance.random() < 0.5:
                lines[-2:] = ["".join(lines[-2:])]
        yield Sample("\n".join(lines), "zh" if number % 3 == 0 else "en", marked)


def docx(sample: Sample) -> bytes:
    tongue = {"en": "en-US", "zh": "zh-CN"}[sample.western]
    defaults = f'<w:rPr><w:lang w:val="{tongue}" w:eastAsia="zh-CN"/></w:rPr>'
    styles = xml_part("styles", f"<w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault></w:docDefaults>")
    body = document(*(paragraph(line) for line in sample.text.split("\n")))
    more = {"word/styles.xml": styles, "word/_rels/document.xml.rels": links(r1="styles styles.xml")}
    return package(body, more)


def odt(sample: Sample) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{ODF}{uri}"'
        for name, uri in (
            ("office", "office:1.0"),
            ("text", "text:1.0"),
            ("style", "style:1.0"),
            ("fo", "xsl-fo-compatible:1.0"),
        )
    )
    tongue = {"en": ("en", "US"), "zh": ("zh", "CN")}[sample.western]
    style = (
        '<style:default-style style:family="paragraph"><style:text-properties '
        f'fo:language="{tongue[0]}" fo:country="{tongue[1]}" '
        'style:language-asian="zh" style:country-asian="CN"/></style:default-style>'
    )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in sample.text.split("\n"))
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    parts = {
        "mimetype": kind,
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{lines}</office:text>"
        "</office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {spaces}><office:styles>{style}</office:styles>"
        "</office:document-styles>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">'
        + "".join(
            f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
            for path, media in (("/", kind), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
        )
        + "</m:manifest>",
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return memory.getvalue()


def words_shown(path: Path) -> int:
    """Return the words that LibreOffice wrote into a document's own statistics."""
    with zipfile.ZipFile(path) as archive:
        meta = archive.read("meta.xml").decode()
    found = re.search(r'meta:word-count="(\d+)"', meta)
    assert found
    return int(found[1])


@pytest.mark.usefixtures("soffice")
def test_libreoffice_agrees_for_30_texts_and_differs_from_word_in_the_listed_marks_only(
    tmp_path: Path,
) -> None:
    made = list(samples())
    paths = []
    for number, sample in enumerate(made):
        as_odt = number % 5 in {1, 2}
        path = tmp_path / f"{number}.{'odt' if as_odt else 'docx'}"
        path.write_bytes(odt(sample) if as_odt else docx(sample))
        paths.append(path)
    (tmp_path / "out").mkdir()
    results = convert(paths, tmp_path / "out", "odt")
    for path, sample in zip(paths, made, strict=True):
        result = results[path]
        assert isinstance(result, Path), result
        shown = words_shown(result)
        least, most = (count_libreoffice(sample.text, western=tongue) for tongue in ("en", "zh"))
        if sample.western == "zh":
            assert shown == most, path.name
        else:
            # Where “ ” touch figures, Writer takes their language for the one or the other.
            assert least <= shown <= most, path.name
        ours = count(sample.text).words
        assert 500 <= ours <= 3000
        if sample.marked:
            assert shown != ours
            assert abs(shown - ours) <= 2 * len(LISTED.findall(sample.text))
        else:
            assert shown == ours == least, path.name
    for path, found in zip(paths, count_files(paths), strict=True):
        assert found.measure is not None
        assert found.measure.whole.words == count(found.text).words == count(made[int(path.stem)].text).words


@pytest.mark.usefixtures("soffice")
def test_libreoffice_counts_numbers_notes_and_boxes_too(tmp_path: Path) -> None:
    how = '<w:start w:val="9"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/>'
    level = f'<w:lvl w:ilvl="0">{how}</w:lvl>'
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    box = f"<v:textbox><w:txbxContent>{paragraph('框内文字')}</w:txbxContent></v:textbox>"
    more = {
        "word/numbering.xml": xml_part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>',
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
        ),
        "word/footnotes.xml": xml_part(
            "footnotes", f'<w:footnote w:id="2">{paragraph("脚注三个字")}</w:footnote>'
        ),
        "word/_rels/document.xml.rels": links(r1="footnotes footnotes.xml", r2="numbering numbering.xml"),
    }
    blocks = [paragraph(number, "文本") for _ in range(4)]
    blocks.append(paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    blocks.append(paragraph(f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>"))
    path = tmp_path / "all.docx"
    path.write_bytes(package(document(*blocks), more))
    result = convert([path], tmp_path, "odt")[path]
    assert isinstance(result, Path)
    [found] = count_files([path], scope=Scope(notes=True, text_boxes=True, numbering=True))
    assert "".join(found.text.split()) == "（九）文本（十）文本（十一）文本（十二）文本脚注三个字框内文字"
    assert words_shown(result) == count_libreoffice(found.text) + 1  # the mark of the note
