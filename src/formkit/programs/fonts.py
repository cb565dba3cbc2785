"""Which font stands in for one that is not installed, said to fontconfig (Linux and other Unix systems).

Official forms name 仿宋_GB2312, 楷体_GB2312 and 小标宋, which hardly any computer but the office's own has.
Left alone, every one of them becomes a gothic letter of another country, and half of the lines get higher.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple


class Style(NamedTuple):
    """One way to write: the names its fonts go by, and what else may stand in, best first."""

    names: tuple[str, ...]
    others: tuple[str, ...]
    bold: bool = False


#: Metrics come before looks: a line of these is as high as one of 宋体, so pages break where they should.
SONG_OTHERS = (
    "AR PL UMing CN",
    "AR PL SungtiL GB",
    "FandolSong",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "思源宋体",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Songti SC",
)
HEI_OTHERS = (
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "FandolHei",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Heiti SC",
    "Droid Sans Fallback",
)
STYLES = (
    Style(
        (
            "仿宋",
            "仿宋_GB2312",
            "FangSong",
            "FangSong_GB2312",
            "方正仿宋_GBK",
            "方正仿宋简体",
            "方正仿宋_GB2312",
            "FZFangSong-Z02",
            "FZFangSong-Z02S",
            "CESI仿宋-GB2312",
            "CESI仿宋-GB13000",
            "华文仿宋",
            "STFangsong",
            "FandolFang",
        ),
        SONG_OTHERS,
    ),
    Style(
        (
            "楷体",
            "楷体_GB2312",
            "KaiTi",
            "KaiTi_GB2312",
            "方正楷体_GBK",
            "方正楷体简体",
            "方正楷体_GB2312",
            "FZKai-Z03",
            "FZKai-Z03S",
            "CESI楷体-GB2312",
            "CESI楷体-GB13000",
            "华文楷体",
            "STKaiti",
            "Kaiti SC",
            "FandolKai",
        ),
        ("AR PL UKai CN", "AR PL KaitiM GB", *SONG_OTHERS),
    ),
    Style(
        (
            "方正小标宋简体",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "小标宋",
            "CESI小标宋-GB2312",
            "CESI小标宋-GB13000",
            "华文中宋",
            "STZhongsong",
        ),
        (
            "Source Han Serif SC",
            "Source Han Serif CN",
            "思源宋体",
            "Noto Serif CJK SC",
            "Noto Serif SC",
            *SONG_OTHERS[:3],
        ),
        bold=True,
    ),
    Style(
        (
            "黑体",
            "SimHei",
            "方正黑体_GBK",
            "方正黑体简体",
            "FZHei-B01",
            "FZHei-B01S",
            "CESI黑体-GB2312",
            "CESI黑体-GB13000",
            "华文黑体",
            "STHeiti",
            "华文细黑",
            "STXihei",
        ),
        HEI_OTHERS,
    ),
    Style(("等线", "DengXian", "微软雅黑", "Microsoft YaHei"), HEI_OTHERS),
    Style(
        (
            "宋体",
            "SimSun",
            "新宋体",
            "NSimSun",
            "方正书宋_GBK",
            "方正书宋简体",
            "FZShuSong-Z01",
            "FZShuSong-Z01S",
            "CESI宋体-GB2312",
            "CESI宋体-GB13000",
            "华文宋体",
            "STSong",
        ),
        SONG_OTHERS,
    ),
)

SYSTEM_FILES = (
    "/etc/fonts/fonts.conf",
    "/usr/local/etc/fonts/fonts.conf",
    "/opt/homebrew/etc/fonts/fonts.conf",
)
ASKED = 40
"""Fonts of one set of documents that are looked up."""

SECONDS = 10


def configuration() -> str:
    """Return a fontconfig file: the computer's own one, its user's fonts, and our substitutes."""
    given = os.environ.get("FONTCONFIG_FILE")
    system = (given,) if given else SYSTEM_FILES
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    lines = ['<?xml version="1.0"?>', "<fontconfig>"]
    lines += [f'<include ignore_missing="yes">{escape(item)}</include>' for item in system]
    lines += [f"<dir>{escape(str(item))}</dir>" for item in (data / "fonts", home / ".fonts")]
    lines.append(f"<cachedir>{escape(str(cache / 'fontconfig'))}</cachedir>")
    for style in STYLES:
        lines += _rules(style)
    return "\n".join([*lines, "</fontconfig>", ""])


def _rules(style: Style) -> list[str]:
    """Return a rule for each name: the font itself first, then its siblings, then what may stand in."""
    rules = []
    for name in style.names:
        siblings = [other for other in style.names if other != name]
        strings = "".join(f"<string>{escape(other)}</string>" for other in (*siblings, *style.others))
        rules.append(
            f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
            f'<edit name="family" mode="append" binding="strong">{strings}</edit>'
            + ('<edit name="weight" mode="assign"><const>bold</const></edit>' if style.bold else "")
            + "</match>"
        )
    return rules


def substitutes(asked: Iterable[str]) -> dict[str, str]:
    """Return, for each Chinese font that is not installed, the one that stands in for it.

    Nothing is returned where the computer has no fontconfig to ask.
    """
    wanted = sorted({name for name in asked if _is_chinese(name)})[:ASKED]
    if not wanted or shutil.which("fc-list") is None or shutil.which("fc-match") is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="formkit-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "fonts.conf"
        place.write_text(configuration(), encoding="utf-8")
        lines = _ask(place, "fc-list", ":", "family").lower().splitlines()
        installed = {name.replace("\\", "").strip() for line in lines for name in line.split(",")}
        missing = [name for name in wanted if name.lower() not in installed] if installed else []
        found = {name: _stand_in(place, name) for name in missing}
    return {name: other for name, other in found.items() if other}


def _stand_in(place: Path, name: str) -> str:
    quoted = re.sub(r"([\\:,=-])", r"\\\1", name)
    return _ask(place, "fc-match", "-f", "%{family[0]}", f":family={quoted}:lang=zh-cn")


def _is_chinese(name: str) -> bool:
    known = {other for style in STYLES for other in style.names}
    return name in known or any(ord(character) >= 0x2E80 for character in name)  # noqa: PLR2004 (where CJK begins)


def _ask(place: Path, *command: str) -> str:
    """Return what a program of fontconfig prints, or nothing."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(place), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
