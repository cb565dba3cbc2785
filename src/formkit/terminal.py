"""The command line in Chinese: argparse's own sentences, any console's encoding, no identity numbers."""

from __future__ import annotations

import argparse
import io
import re
import sys
from typing import Any, NoReturn, TextIO

from formkit.chinese.masking import masked

#: argparse's English sentences, and how they are said here.
SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"参数 \1 不能是 \2，可选：\3"),
    (r"argument (.+): expected one argument", r"参数 \1 后面要跟一个值"),
    (r"argument (.+): expected at least one argument", r"参数 \1 后面至少要跟一个值"),
    (r"argument (.+): ignored explicit argument (.+)", r"参数 \1 后面不能跟值 \2"),
    (r"argument (.+): not allowed with argument (.+)", r"参数 \1 不能和 \2 一起用"),
    (r"argument (.+): invalid \w+ value: (.+)", r"参数 \1 的值 \2 不对"),
    (r"ambiguous option: (.+) could match (.+)", r"选项 \1 不明确，可能是 \2"),
    (r"one of the arguments (.+) is required", r"以下参数要给出一个：\1"),
)
HELP_LINE = re.compile(r"( {2,}\S.*?)( {2,})(\S.*)")
WIDE = 0x2E80
"""Where the characters begin that take two columns of a console."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and complaints are Chinese."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (argparse's own)
        """Replace the titles and the help of ``-h``."""
        super().__init__(**{"formatter_class": _Formatter, **options, "add_help": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本帮助")

    def format_help(self) -> str:
        """Return the help with its two columns aligned: a Chinese character is two columns wide."""
        lines = super().format_help().splitlines()
        rows = [HELP_LINE.fullmatch(line) for line in lines]
        longest = max((width(row[1]) for row in rows if row), default=0)
        aligned = [
            f"{row[1]}{' ' * (longest - width(row[1]))}  {row[3]}" if row else line
            for line, row in zip(lines, rows, strict=True)
        ]
        return "\n".join(aligned) + "\n"

    def error(self, message: str) -> NoReturn:
        """Say what was wrong with the command, and how to get help; exit code 2."""
        for english, chinese in SENTENCES:
            if re.fullmatch(english, message, re.DOTALL):
                message = re.sub(english, chinese, message, flags=re.DOTALL)
                break
        else:
            message = "命令的写法不对"
        self.exit(2, f"{self.format_usage()}错误：{message}\n查看帮助：{self.prog} -h\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=40, width=100)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 (argparse's own)
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def positive(text: str) -> int:
    """Return a whole number above zero; argparse says so where it is none."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def make_safe(stream: TextIO | None) -> TextIO:
    """Return a stream that no character stops: what a console's encoding lacks is shown as ``?``.

    Where there is no stream (``pythonw``, ``>&-``) what is printed goes nowhere.
    """
    if stream is None:
        return io.StringIO()
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    return stream


def out(text: str) -> None:
    """Print a line of results."""
    sys.stdout.write(f"{text}\n")


def say(text: str, end: str = "\n") -> None:
    """Print a line of news or findings, apart from results; identity numbers are masked."""
    sys.stderr.write(f"{masked(text)}{end}")


def width(text: str) -> int:
    """Return how many columns of a console a text takes."""
    return sum(2 if ord(character) > WIDE else 1 for character in text)
