"""What the commands print: findings as lines, tables, JSON, and how far long work is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from formkit.chinese.masking import masked
from formkit.finding import Finding, Severity
from formkit.terminal import out, say, width

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


def print_json(value: object) -> None:
    """Print JSON; escaped where the output's encoding is not Unicode, so that it stays JSON."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    out(json.dumps(value, ensure_ascii=plain, indent=2))


def say_findings(findings: Iterable[Finding]) -> None:
    """Print findings, a line each."""
    for finding in findings:
        source = f"（依据：{finding.source}）" if finding.source else ""
        say(f"{SEVERITIES[finding.severity]}：{finding.message}{source}")


def masked_finding(finding: Finding) -> Finding:
    """Return a finding whose sentence and file name no identity number can be read from."""
    spot = finding.spot
    if spot is not None and spot.member:
        spot = spot._replace(member=masked(spot.member))
    return replace(finding, message=masked(finding.message), spot=spot)


def any_error(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def progress(done: int, total: int, what: str) -> None:
    """Show how far long work is, on a terminal only."""
    if total > 1 and sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total} {masked(what)}\x1b[K" + ("\n" if done == total else ""))
        sys.stderr.flush()


def say_beside(path: Path) -> None:
    """Say that a register could not be written because somebody has it open, and where the result is."""
    say(f"汇总表正在 Excel 或 WPS 中打开，不能改写；结果写在旁边：{path}")
    say("请关闭汇总表后再运行一次；旁边的这一份可以删除。")


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as text in columns, a Chinese character two columns wide."""
    lines = list(rows)
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (column - width(cell)) for cell, column in zip(row, widths, strict=True)
        ).rstrip()
        for row in lines
    )
