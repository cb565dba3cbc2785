"""The arguments of ``formkit fill``; the verb is loaded when it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formkit.terminal import Parser, day

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction


def add_fill(verbs: _SubParsersAction[Parser]) -> None:
    """Add the verb ``fill``."""
    parser = verbs.add_parser("fill", help="用数据填写表格", description="用数据填写申报项目的一种表。")
    parser.add_argument("form", metavar="表", help="表的名称，如 application（申报表）、profile（事迹材料）")
    parser.add_argument("data", nargs="?", metavar="数据", help="YAML、JSON、TOML 或 XLSX 文件")
    parser.add_argument("-o", "--output", metavar="文件", required=True, help="写到哪里；一表多人时是文件夹")
    parser.add_argument("--register", metavar="汇总表", help="名单等取自汇总表；supplement 写出补正通知")
    parser.add_argument(
        "--pdf", action="store_true", help="同时输出 PDF（要有 LibreOffice）；-o 以 .pdf 结尾则只输出 PDF"
    )
    parser.add_argument("--blank", action="store_true", help="输出空白表，供发放")
    parser.add_argument("--strict", action="store_true", help="数据有错误级问题时不写文件，退出码 4")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写文件")
    parser.add_argument(
        "--until", type=day, metavar="日期", help="补正通知：补正的最后一日；不写则为申报截止日"
    )
    parser.add_argument("--dated", type=day, metavar="日期", help="补正通知的日期；不写则为今天")
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.set_defaults(run=_fill)


def _fill(options: Namespace) -> int:
    from formkit.cli_fill import fill

    return fill(options)
