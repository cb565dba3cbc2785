"""The command ``formkit``: one function for each verb parses, makes one call, and prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from formkit import api
from formkit.errors import FormkitError, UsageError
from formkit.finding import Finding, Severity
from formkit.programme import Condition, Form, Programme
from formkit.readers.data import read_data
from formkit.terminal import Parser, make_safe, print_json, progress, say, say_findings, table
from formkit.writers.answers import case_to_json, finding_to_json, write_answers
from formkit.writers.names import safe_name, unique
from formkit.writers.whole import replace_whole

EPILOG = """退出码：0 正常；1 有错误级问题；2 命令用法不对；3 申报项目有错；
4 数据写不进去；5 文件读不出来；6 缺少外部程序。"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; return its exit code. No traceback ever reaches a user."""
    make_safe(sys.stdout, sys.stderr)
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except FormkitError as problem:
        say(f"错误：{problem}")
        return problem.exit_code
    except KeyboardInterrupt:
        say("\n已中断，没有留下写了一半的文件。")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as problem:
        say(f"错误：{problem.filename or ''} {problem.strerror or problem}；请检查磁盘空间和权限。")
        return 1
    except (RecursionError, MemoryError):
        say("错误：内容嵌套过深或过大，无法处理。")
        return 5


def _parser() -> Parser:
    parser = Parser(prog="formkit", description="填写、读取中文公务表格。", epilog=EPILOG)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _add_fill(verbs)
    _add_sheet(verbs)
    _add_extract(verbs)
    programmes = verbs.add_parser("programmes", help="列出可用的申报项目", description="列出可用的申报项目。")
    programmes.add_argument("--json", action="store_true", help="输出 JSON")
    programmes.set_defaults(run=_programmes)
    described = verbs.add_parser(
        "show", help="显示申报项目的各种表和栏目", description="显示申报项目的各种表和栏目。"
    )
    described.add_argument("form", nargs="?", metavar="表", help="表的名称，如 application；不写则列出全部表")
    _add_common(described)
    described.set_defaults(run=_show)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-p", "--programme", metavar="项目", help="申报项目的名称或文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _add_fill(verbs: argparse._SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser("fill", help="用数据填写表格", description="用数据填写申报项目的一种表。")
    parser.add_argument("form", metavar="表", help="表的名称，如 application（申报表）、profile（事迹材料）")
    parser.add_argument("data", nargs="?", metavar="数据", type=Path, help="YAML、JSON、TOML 或 XLSX 文件")
    parser.add_argument(
        "-o", "--output", metavar="文件", type=Path, required=True, help="写到哪里；一表多人时是文件夹"
    )
    parser.add_argument("--blank", action="store_true", help="输出空白表，供发放")
    parser.add_argument("--strict", action="store_true", help="数据有错误级问题时不写文件，退出码 4")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写文件")
    _add_common(parser)
    parser.set_defaults(run=_fill)


def _add_sheet(verbs: argparse._SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "sheet", help="生成供申报人填写的 Excel", description="生成供申报人填写的 Excel 工作簿。"
    )
    parser.add_argument("form", metavar="表", help="表的名称，如 application")
    parser.add_argument("data", nargs="?", metavar="数据", type=Path, help="预先填入的数据（可不给）")
    parser.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到哪里（.xlsx）")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    _add_common(parser)
    parser.set_defaults(run=_sheet)


def _add_extract(verbs: argparse._SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser(
        "extract", help="从交来的文件读出数据", description="从申报人交来的 Word 文件读出各栏内容。"
    )
    parser.add_argument("files", nargs="+", metavar="文件", type=Path, help="交来的 .docx 文件")
    parser.add_argument("-f", "--form", metavar="表", help="指明是哪种表；不写则按内容识别")
    parser.add_argument("-o", "--output", metavar="文件", type=Path, help="结果写到 .json、.yaml 或 .xlsx")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    _add_common(parser)
    parser.set_defaults(run=_extract)


def _programme(options: argparse.Namespace) -> Programme:
    name = options.programme
    if name is None:
        names = api.programmes()
        if len(names) != 1:
            message = f"请用 -p 指明申报项目：{'、'.join(names)}。"
            raise UsageError(message)
        name = names[0]
    return api.load(name)


def _fill(options: argparse.Namespace) -> int:
    programme = _programme(options)
    form = api.form_of(programme, options.form)
    if options.blank:
        if not options.dry_run:
            replace_whole(options.output, api.blank_document(programme, form.name), force=options.force)
        say(f"空白“{form.label}”：{options.output}")
        return 0
    if options.data is None:
        message = "没有给出数据文件；如要空白表请加 --blank。"
        raise UsageError(message)
    file = read_data(options.data, form)
    findings = list(file.findings)
    written: list[Path] = []
    taken: set[str] = set()
    many = file.many or len(file.records) != 1
    for number, record in enumerate(file.records, 1):
        filled = api.fill_document(programme, form.name, record, folder=options.data.parent)
        mine = [*filled.findings, *(file.findings if not many else ())]
        findings += filled.findings
        refused = options.strict and any(item.severity is Severity.ERROR for item in mine)
        name = f"{unique(safe_name(form.output, record), taken)}.docx" if many else ""
        path = options.output / name if many else options.output
        if not options.dry_run and not refused:
            if many:
                options.output.mkdir(parents=True, exist_ok=True)
            replace_whole(path, filled.data, force=options.force)
            written.append(path)
        progress(number, len(file.records), path.name)
    return _report_filled(options, findings, written)


def _report_filled(options: argparse.Namespace, findings: list[Finding], written: list[Path]) -> int:
    serious = any(item.severity is Severity.ERROR for item in findings)
    if options.json:
        print_json(
            {
                "written": [str(path) for path in written],
                "findings": [finding_to_json(item) for item in findings],
            }
        )
    else:
        say_findings(findings)
        for path in written:
            say(f"已写入：{path}")
        if options.dry_run:
            say("这是试运行，没有写文件。")
    if serious and options.strict:
        say("数据有错误级问题，按 --strict 的要求没有写出有问题的文件。")
        return 4
    return 1 if serious else 0


def _sheet(options: argparse.Namespace) -> int:
    from formkit.writers.workbook import write_sheet

    form = api.form_of(_programme(options), options.form)
    if options.output.exists() and not options.force:
        message = f"“{options.output}”已存在；要覆盖请加 --force。"
        raise UsageError(message)
    record = read_data(options.data, form).records[0] if options.data else None
    write_sheet(form, options.output, record, force=options.force)
    say(f"填报工作簿：{options.output}")
    return 0


def _extract(options: argparse.Namespace) -> int:
    programme = None if options.programme is None else api.load(options.programme)
    programmes = [programme] if programme is not None else [api.load(name) for name in api.programmes()]
    forms = {(item.name, form.name): form for item in programmes for form in item.forms.values()}
    cases = []
    code = 0
    for number, path in enumerate(options.files, 1):
        try:
            case = api.extract(programme, path, options.form)
        except FormkitError as problem:
            if len(options.files) == 1:
                raise
            say(f"错误：{problem}")
            code = problem.exit_code
            continue
        cases.append((case, forms.get((case.record.programme, case.record.form))))
        progress(number, len(options.files), path.name)
    for case, _ in cases:
        if not options.json:
            say_findings(case.findings)
        if any(item.severity is Severity.ERROR for item in case.findings):
            code = code or 1
    if options.output is not None:
        write_answers(cases, options.output, force=options.force)
        say(f"已写入：{options.output}")
    shown = [case_to_json(case, form) for case, form in cases]
    if options.json:
        print_json(shown[0] if len(options.files) == 1 else shown)
    elif options.output is None:
        for item in shown:
            _print_answers(item)
    return code


def _print_answers(shown: dict) -> None:  # type: ignore[type-arg]
    print(f"{shown['source']}：{shown['document'] or '未识别'}")
    rows = [("栏目", "内容")]
    rows += [(item["label"], _brief(item)) for item in shown["fields"].values()]
    for group in shown["groups"].values():
        for number, row in enumerate(group["rows"], 1):
            rows.append((f"{group['label']} {number}", "｜".join(_brief(item) for item in row.values())))
    print(table(rows))
    for item in shown["leftovers"]:
        print(f"剩余文字：{item['text'][:60]}")


def _brief(item: dict) -> str:  # type: ignore[type-arg]
    value = item["value"]
    if isinstance(value, dict):
        return "[图片]"
    text = "、".join(value) if isinstance(value, list) else (value if value is not None else item["raw"])
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:58]}……"  # noqa: PLR2004 (one line of a console)


def _programmes(options: argparse.Namespace) -> int:
    found = [api.load(name) for name in api.programmes()]
    if options.json:
        print_json(
            [
                {"name": item.name, "title": item.title, "source": item.source, "forms": list(item.forms)}
                for item in found
            ]
        )
    else:
        print(
            table([("名称", "申报项目", "依据"), *((item.name, item.title, item.source) for item in found)])
        )
    return 0


def _show(options: argparse.Namespace) -> int:
    programme = _programme(options)
    forms = programme.forms.values() if options.form is None else [api.form_of(programme, options.form)]
    if options.json:
        print_json({form.name: _described(form) for form in forms})
        return 0
    for form in forms:
        print(f"{form.name}  {form.title}")
        if options.form is not None or len(programme.forms) == 1:
            rows = [("路径", "栏目", "类型", "必填", "依据")]
            rows += [
                (item["path"], item["label"], item["kind"], item["required"], item["source"])
                for item in _described(form)
            ]
            print(table(rows))
    return 0


def _described(form: Form) -> list[dict[str, str]]:
    items = [(item.path, item) for item in form.fields]
    items += [(f"{group.path}[].{item.path}", item) for group in form.groups for item in group.columns]
    return [
        {
            "path": path,
            "label": item.label,
            "kind": item.kind,
            "required": "视情况" if isinstance(item.required, Condition) else ("是" if item.required else ""),
            "source": item.source,
        }
        for path, item in items
    ]
