"""The arguments of ``formkit count``; the verb itself is loaded when it is run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from formkit.terminal import Parser

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction

KEYWORDS = 10
"""Keywords that are shown where no number is given."""

DESCRIPTION = """按 Word 的口径统计字数，并附 LibreOffice、汉字等其他算法的结果。
Word 文件只统计正文（含表格）；页眉页脚、脚注尾注、文本框、自动编号不计，要计入请加选项。
文首的标题、文末的落款另行分开，含与不含分别列出。"""
EPILOG = """退出码：0 正常（包括临界，请人工确认）；1 字数不符合限制，或有其他错误级问题；
2 命令用法不对；3 申报项目有错；5 文件读不出来；6 缺少外部程序。"""


def add_count(verbs: _SubParsersAction[Parser], run: Callable[[Namespace], int]) -> None:
    """Add the verb to the command; ``run`` is what it calls."""
    parser = verbs.add_parser("count", help="统计字数（Word 口径）", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("files", nargs="+", metavar="文件", help="Word、WPS、PDF 或文本文件，或 ZIP 压缩包")
    parser.add_argument("--min", type=_natural, metavar="字数", help="至少多少字（含本数）")
    parser.add_argument("--max", type=_natural, metavar="字数", help="至多多少字（含本数）")
    parser.add_argument(
        "--field", metavar="路径", help="只统计表中一栏，如 profile.body；不写 --min、--max 则用该栏的限制"
    )
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹（与 --field 合用）")
    parser.add_argument(
        "-f", "--form", metavar="表", help="指明是哪种表（与 --field 合用）；不写则按内容识别"
    )
    parser.add_argument("--notes", action="store_true", help="计入脚注和尾注")
    parser.add_argument("--text-boxes", action="store_true", help="计入文本框")
    parser.add_argument("--headers", action="store_true", help="计入页眉和页脚（每种只计一次）")
    parser.add_argument(
        "--numbering", action="store_true", help="计入自动编号（LibreOffice 计入，Word 不计）"
    )
    parser.add_argument(
        "--keywords",
        nargs="?",
        type=_natural,
        const=KEYWORDS,
        metavar="个数",
        help=f"另列词数和关键词（默认 {KEYWORDS} 个）；文件要写在它前面，或用 --keywords=个数",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.set_defaults(run=run)


def _natural(text: str) -> int:
    """Return a whole number of nought or more; argparse says so where it is none."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
