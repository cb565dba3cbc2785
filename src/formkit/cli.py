"""The command ``formkit``: its arguments, and one sentence for whatever goes wrong.

What a verb needs is loaded when the verb is run, so that ``--help`` comes at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formkit.check_arguments import add_bind, add_check
from formkit.collect_arguments import add_collect, add_review, add_status
from formkit.count_arguments import add_count
from formkit.errors import FormkitError
from formkit.lint_arguments import add_lint
from formkit.terminal import Parser, make_safe, positive, say

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction

DEBUG = "FORMKIT_DEBUG"
EPILOG = """退出码：0 正常；1 有错误级问题；2 命令用法不对；3 申报项目有错；
4 数据写不进去；5 文件读不出来；6 缺少外部程序。"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; return its exit code. No traceback ever reaches a user."""
    sys.stdout, sys.stderr = make_safe(sys.stdout), make_safe(sys.stderr)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("\n已中断，没有留下写了一半的文件。")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:  # noqa: BLE001 (whatever it is, a user gets a sentence)
        return _explained(problem)
    return code


def _parsed(arguments: Sequence[str] | None) -> Namespace:
    """Parse a command line; a file of data may also stand after the options, which argparse forbids."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if len(rest) == 1 and not rest[0].startswith("-") and getattr(options, "data", "") is None:
        options.data = Path(rest[0])
    elif rest:
        parser.parse_args(arguments)  # says what is wrong, and ends
    return options


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = _parsed(arguments)
    except SystemExit as end:  # argparse has said what there is to say
        sys.stdout.flush()
        return end.code if isinstance(end.code, int) else 2
    verb: Callable[[Namespace], int] = options.run
    return verb(options)


def _explained(problem: Exception) -> int:
    """Say what went wrong; return the exit code. ``FORMKIT_DEBUG=1`` shows where."""
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(problem)
    if isinstance(problem, FormkitError):
        say(f"错误：{problem}")
        return problem.exit_code
    if isinstance(problem, OSError):
        place = f"“{problem.filename}”" if problem.filename else ""
        say(f"错误：读写{place}失败（{problem.strerror or problem}）；请检查磁盘空间和权限。")
        return 1
    if isinstance(problem, (RecursionError, MemoryError)):
        say("错误：内容嵌套过深或过大，无法处理。")
        return 5
    say(f"错误：程序内部出错（{type(problem).__name__}），请向维护者报告；设 {DEBUG}=1 再运行可看到详情。")
    return 1


def _fill(options: Namespace) -> int:
    from formkit.cli_fill import fill

    return fill(options)


def _sheet(options: Namespace) -> int:
    from formkit.cli_fill import sheet

    return sheet(options)


def _extract(options: Namespace) -> int:
    from formkit.cli_extract import extract

    return extract(options)


def _count(options: Namespace) -> int:
    from formkit.cli_count import count

    return count(options)


def _lint(options: Namespace) -> int:
    from formkit.cli_lint import lint

    return lint(options)


def _convert(options: Namespace) -> int:
    from formkit.cli_convert import convert

    return convert(options)


def _learn(options: Namespace) -> int:
    from formkit.cli_learn import learn

    return learn(options)


def _update(options: Namespace) -> int:
    from formkit.cli_update import update

    return update(options)


def _programmes(options: Namespace) -> int:
    from formkit.cli_show import programmes

    return programmes(options)


def _show(options: Namespace) -> int:
    from formkit.cli_show import show

    return show(options)


def _parser() -> Parser:
    parser = Parser(prog="formkit", description="填写、读取中文公务表格。", epilog=EPILOG)
    verbs = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _add_fill(verbs)
    _add_sheet(verbs)
    _add_extract(verbs)
    _add_convert(verbs)
    add_check(verbs)
    add_bind(verbs)
    add_collect(verbs)
    add_review(verbs)
    add_status(verbs)
    add_count(verbs, _count)
    add_lint(verbs, _lint)
    _add_learn(verbs)
    _add_update(verbs)
    listed = verbs.add_parser("programmes", help="列出可用的申报项目", description="列出可用的申报项目。")
    listed.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    listed.set_defaults(run=_programmes)
    described = verbs.add_parser(
        "show",
        help="显示申报项目的各种表、栏目和条款",
        description="显示申报项目的各种表、一种表的栏目，或通知的条款。",
    )
    described.add_argument(
        "form", nargs="?", metavar="表", help="表的名称，如 application；rules 列出条款；不写则列出全部表"
    )
    _add_common(described)
    described.set_defaults(run=_show)
    return parser


def _add_common(parser: Parser) -> None:
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _add_fill(verbs: _SubParsersAction[Parser]) -> None:
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
    _add_common(parser)
    parser.set_defaults(run=_fill)


def _add_sheet(verbs: _SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "sheet", help="生成供申报人填写的 Excel", description="生成供申报人填写的 Excel 工作簿。"
    )
    parser.add_argument("form", metavar="表", help="表的名称，如 application")
    parser.add_argument("data", nargs="?", metavar="数据", help="预先填入的数据（可不给）")
    parser.add_argument("-o", "--output", metavar="文件", required=True, help="写到哪里（.xlsx）")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.set_defaults(run=_sheet)


def _add_extract(verbs: _SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "extract",
        help="从交来的文件读出数据",
        description="从申报人交来的文件读出各栏内容。每个文件在单独的进程中读取，一个坏文件不影响其他文件。",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="文件",
        help="交来的 Word、WPS、PDF 等文件，或 ZIP 压缩包",
    )
    parser.add_argument("-f", "--form", metavar="表", help="指明是哪种表；不写则按内容识别")
    parser.add_argument("-o", "--output", metavar="文件", help="结果写到 .json、.yaml 或 .xlsx")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument(
        "-j", "--jobs", type=positive, metavar="个数", help="同时用几个进程；不写则每个处理器一个"
    )
    parser.add_argument(
        "--limit",
        action="append",
        metavar="名称=数值",
        help="改变读取的限制，如 step_seconds=30；可写多次",
    )
    _add_common(parser)
    parser.set_defaults(run=_extract)


def _add_convert(verbs: _SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "convert",
        help="把 Word、WPS、RTF 等文件转换成 PDF 或 .docx",
        description="用 LibreOffice 转换文件；多个文件一次完成，坏文件不影响其他文件。",
    )
    parser.add_argument("files", nargs="+", metavar="文件", help="要转换的文件，如 .doc .wps .docx .odt .rtf")
    kinds = ["pdf", "docx"]
    parser.add_argument("--to", choices=kinds, default="pdf", metavar="格式", help="pdf（默认）或 docx")
    parser.add_argument("-o", "--output", metavar="文件夹", help="写到哪个文件夹；不写则在原文件旁边")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.set_defaults(run=_convert)


def _add_learn(verbs: _SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "learn",
        help="把空白表变成申报项目",
        description="找出空白表中要填写的每一处，写成项目文件夹：定义和带占位符的模板。",
    )
    parser.add_argument(
        "blanks",
        nargs="*",
        metavar="空白表",
        help="空白表的文件（Word 为好，PDF 也可以）；一个项目有几种表就写几个",
    )
    parser.add_argument("-o", "--output", metavar="文件夹", help="项目文件夹，写到哪里")
    parser.add_argument("--name", metavar="名称", help="项目的名称；不写则用文件夹名")
    parser.add_argument("--title", metavar="标题", help="项目的标题；不写则用表上的标题")
    parser.add_argument("--review", metavar="项目", help="逐条核对学得的项目中没有把握的栏目")
    _add_writing(parser)
    parser.set_defaults(run=_learn)


def _add_update(verbs: _SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "update",
        help="换上新的空白表，保留路径和规则",
        description="学习新的空白表，与项目原有的定义对照：哪些移动、改名、新增、取消；路径、限制和依据保留。",
    )
    parser.add_argument("programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.add_argument("blank", metavar="空白表", help="新的空白表")
    parser.add_argument(
        "-o", "--output", metavar="文件夹", help="写到新文件夹；不写则改原文件夹，旧文件另存为 .old"
    )
    parser.add_argument("--form", metavar="表", help="替换项目的哪种表；不写则选最像的")
    _add_writing(parser)
    parser.set_defaults(run=_update)


def _add_writing(parser: Parser) -> None:
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
