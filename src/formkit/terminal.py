"""The command line in Chinese: argparse's own sentences, findings as lines, any console's encoding."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn, TextIO

from formkit.finding import Finding, Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}

#: argparse's English sentences, and how they are said here.
SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"参数 \1 不能是 \2，可选：\3"),
    (r"argument (.+): expected one argument", r"参数 \1 后面要跟一个值"),
    (r"argument (.+): expected at least one argument", r"参数 \1 后面至少要跟一个值"),
    (r"argument (.+): not allowed with argument (.+)", r"参数 \1 不能和 \2 一起用"),
    (r"argument (.+): invalid \w+ value: (.+)", r"参数 \1 的值 \2 不对"),
    (r"ambiguous option: (.+) could match (.+)", r"选项 \1 不明确，可能是 \2"),
    (r"one of the arguments (.+) is required", r"以下参数要给出一个：\1"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and complaints are Chinese."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (argparse's own)
        """Replace the titles and the help of ``-h``."""
        options.setdefault("formatter_class", _Formatter)
        super().__init__(*args, add_help=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本帮助")

    def error(self, message: str) -> NoReturn:
        """Say what was wrong with the command, and how to get help; exit code 2."""
        for english, chinese in SENTENCES:
            if re.fullmatch(english, message):
                message = re.sub(english, chinese, message)
                break
        self.exit(2, f"{self.format_usage()}错误：{message}\n查看帮助：{self.prog} -h\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=100)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def make_safe(*streams: TextIO) -> None:
    """Let no character stop the program: what a console's encoding lacks is shown as ``?``."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def print_json(value: object) -> None:
    """Print JSON; escaped where the output's encoding is not Unicode, so that it stays JSON."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(value, ensure_ascii=plain, indent=2) + "\n")


def say(text: str) -> None:
    """Print a line of news or findings, apart from results."""
    sys.stderr.write(f"{text}\n")


def say_findings(findings: Iterable[Finding]) -> bool:
    """Print findings; whether one of them is an error."""
    serious = False
    for finding in findings:
        serious = serious or finding.severity is Severity.ERROR
        source = f"（依据：{finding.source}）" if finding.source else ""
        say(f"{SEVERITIES[finding.severity]}：{finding.message}{source}")
    return serious


def progress(done: int, total: int, what: str) -> None:
    """Show how far long work is, on a terminal only."""
    if total > 1 and sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total} {what}\x1b[K" + ("\n" if done == total else ""))
        sys.stderr.flush()


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as text in columns, a Chinese character two columns wide."""
    lines = list(rows)
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in lines
    )


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)  # noqa: PLR2004 (where CJK begins)
