"""The arguments of ``collect``, ``review`` and ``status``; the verbs are loaded when they are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formkit.terminal import Parser, positive

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction

COLLECT = """把收件文件夹里的全部申报（文件夹、压缩包、单个文件）汇总成一张 Excel 表。
只读新来的和改过的；中途停下（断电、关机）后再运行一次即可接着做。经办人在表里填写的内容会保留。"""
COLLECT_EPILOG = """汇总表旁边的 .ledger 文件是台账，记着读过的内容，请和汇总表放在一起。
退出码：0 正常；1 汇总表正被打开，结果写在旁边；2 命令用法不对；3 申报项目有错；
5 有来件读不出来（汇总表已写出，并列明原因）；6 缺少外部程序。"""
REVIEW = """专家评审：按汇总表给每位专家写一份打分表（-o），收回后合并得分、排出名次（--merge）。"""
REVIEW_EPILOG = """退出码：0 正常；1 有缺分、错分等要核对的，或汇总表正被打开；2 命令用法不对；3 申报项目有错；
5 文件读不出来。"""
STATUS = """每件申报进行到哪一步：已收件、待补正、材料齐全、已评审、已征求意见、已审定、已公布；
公布满两年的，评估等次和接下来要办的事。"""
STATUS_EPILOG = (
    """退出码：0 正常；1 有次序、日期不对的地方；2 命令用法不对；3 申报项目有错；5 文件读不出来。"""
)


def add_collect(verbs: _SubParsersAction[Parser]) -> None:
    """Add the verb ``collect``."""
    parser = verbs.add_parser(
        "collect", help="把收到的全部申报汇总成 Excel", description=COLLECT, epilog=COLLECT_EPILOG
    )
    parser.add_argument("inbox", metavar="收件文件夹", help="里面每个文件夹、压缩包或文件是一个来件")
    parser.add_argument(
        "-o", "--output", metavar="文件", required=True, help="汇总表（.xlsx）；已有的会更新，填写的内容保留"
    )
    parser.add_argument(
        "-j", "--jobs", type=positive, metavar="个数", help="同时用几个进程；不写则每个处理器一个"
    )
    parser.add_argument(
        "--resume", action="store_true", help="接着上次做：台账不在就停下，以免写错文件名另起一份"
    )
    parser.add_argument("--fresh", action="store_true", help="全部来件重新读一遍；填写的内容仍保留")
    parser.add_argument(
        "--cluster", metavar="地址", default="", help="交给 Dask 集群读取，如 tcp://10.0.0.1:8786"
    )
    parser.add_argument("--dry-run", action="store_true", help="只看有哪些来件要读，不读也不写")
    _add_common(parser)
    parser.set_defaults(run=_collect)


def add_review(verbs: _SubParsersAction[Parser]) -> None:
    """Add the verb ``review``."""
    parser = verbs.add_parser(
        "review", help="写出专家打分表，合并得分", description=REVIEW, epilog=REVIEW_EPILOG
    )
    parser.add_argument("register", nargs="?", metavar="汇总表", help="collect 写出的 .xlsx；合并时可不写")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("-o", "--output", metavar="文件夹", help="打分表写到哪里，每位专家一份")
    what.add_argument("--merge", metavar="文件夹", help="读回这个文件夹里打好的分，写进汇总表")
    parser.add_argument("--expert", action="append", metavar="姓名", help="专家姓名，可写多次")
    parser.add_argument("--all", action="store_true", help="材料还没有齐全的也列入打分表")
    parser.add_argument("--force", action="store_true", help="覆盖已有的打分表")
    parser.add_argument("--dry-run", action="store_true", help="只看会写什么，不写文件")
    _add_common(parser)
    parser.set_defaults(run=_review)


def add_status(verbs: _SubParsersAction[Parser]) -> None:
    """Add the verb ``status``."""
    parser = verbs.add_parser("status", help="每件申报进行到哪一步", description=STATUS, epilog=STATUS_EPILOG)
    parser.add_argument("register", metavar="汇总表", help="collect 写出的 .xlsx")
    _add_common(parser)
    parser.set_defaults(run=_status)


def _add_common(parser: Parser) -> None:
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _collect(options: Namespace) -> int:
    from formkit.cli_collect import collect

    return collect(options)


def _review(options: Namespace) -> int:
    from formkit.cli_review import review

    return review(options)


def _status(options: Namespace) -> int:
    from formkit.cli_status import status

    return status(options)
