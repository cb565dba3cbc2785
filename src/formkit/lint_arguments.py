"""The arguments of ``formkit lint``; the verb itself is loaded when it is run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from formkit.terminal import Parser

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction

DESCRIPTION = """按 GB/T 9704—2012 检查公文（.docx）的格式，并查数字、括号和标点（GB/T 15835、GB/T 15834）。
每个问题写明条款、位置、现状和要求。只有打印后才看得出的（如每面行数）不查。"""
EPILOG = """退出码：0 没有问题；1 有问题；2 命令用法不对；5 文件读不出来。"""


def add_lint(verbs: _SubParsersAction[Parser], run: Callable[[Namespace], int]) -> None:
    """Add the verb to the command; ``run`` is what it calls."""
    parser = verbs.add_parser("lint", help="检查公文格式", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("files", nargs="+", metavar="文件", help="公文（.docx）")
    parser.add_argument(
        "--fix", metavar="文件", help="改正能改的（页面、字体、字号、行距、缩进、括号、数字），另存为"
    )
    parser.add_argument("--waive", metavar="文件", help="保留不改之处的清单：waivers 列出条款、文字和说明")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.set_defaults(run=run)
