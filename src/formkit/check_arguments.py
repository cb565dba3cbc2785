"""The arguments of ``formkit check`` and ``formkit bind``; the verbs are loaded when they are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formkit.terminal import Parser, day

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction

CHECK = """核对整套申报材料：缺不缺、对不对、依据通知哪一条。申报包可以是文件夹、压缩包或单个文件。
收件时间、份数等只有收件人知道的，用 --received 等写明，不从文件日期推测。"""
BIND = """把申报材料装订成一册 PDF：封面、带页码的目录，材料按清单顺序排在 A4 纸上，供双面打印；
复印件的每一页下方印有“此件与原件相符”、经办人和公章的位置。不能转成页面的，在目录中注明。"""
EPILOG = """退出码：0 没有错误级问题；1 有错误级问题；2 命令用法不对；3 申报项目有错；
5 文件读不出来；6 缺少外部程序。"""


def add_check(verbs: _SubParsersAction[Parser]) -> None:
    """Add the verb ``check``."""
    parser = verbs.add_parser("check", help="核对整套申报材料", description=CHECK, epilog=EPILOG)
    parser.add_argument("packages", nargs="+", metavar="申报包", help="文件夹、压缩包或文件；可以写多个")
    parser.add_argument("--supplement", metavar="文件", help="写出补正通知（.docx）；申报包有多个时写文件夹")
    parser.add_argument("--receipt", metavar="文件", help="写出收件核对单（.docx）；申报包有多个时写文件夹")
    parser.add_argument("--received", type=day, metavar="日期", help="收到纸质材料的日期，如 2025-07-30")
    parser.add_argument("--emailed", type=day, metavar="日期", help="收到电子文档的日期")
    parser.add_argument("--copies", type=_natural, metavar="份数", help="收到纸质材料的份数")
    parser.add_argument("--by", metavar="姓名", default="", help="收件人")
    parser.add_argument("--on", type=day, metavar="日期", help="年龄算到哪一天；不写则按申报项目的规定")
    parser.add_argument("--until", type=day, metavar="日期", help="补正的最后一日；不写则为申报截止日")
    parser.add_argument("--dated", type=day, metavar="日期", help="补正通知的日期；不写则为今天")
    _add_common(parser)
    parser.set_defaults(run=_check)


def add_bind(verbs: _SubParsersAction[Parser]) -> None:
    """Add the verb ``bind``."""
    parser = verbs.add_parser("bind", help="把申报材料装订成一册 PDF", description=BIND, epilog=EPILOG)
    parser.add_argument("package", metavar="申报包", help="文件夹、压缩包或文件")
    parser.add_argument("-o", "--output", metavar="文件", required=True, help="写到哪里（.pdf）")
    parser.add_argument("--dated", type=day, metavar="日期", help="封面上的日期；不写则为今天")
    _add_common(parser)
    parser.set_defaults(run=_bind)


def _check(options: Namespace) -> int:
    from formkit.cli_check import check

    return check(options)


def _bind(options: Namespace) -> int:
    from formkit.cli_bind import bind

    return bind(options)


def _add_common(parser: Parser) -> None:
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _natural(text: str) -> int:
    """Return a whole number of nought or more; argparse says so where it is none."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
