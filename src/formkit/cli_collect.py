"""The command ``formkit collect``: what lies in an inbox as one register."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from formkit.chinese.masking import masked
from formkit.cli_show import chosen_programme
from formkit.collect import Collected, Plan, Told, Wanted, plan
from formkit.collect import collect as collect_inbox
from formkit.collecting.asking import LATER, WHOSE
from formkit.errors import REFUSALS, UnreadableFileError, UsageError
from formkit.finding import Finding, Severity
from formkit.keepingbook import ledger_of
from formkit.letters.applicant import applicant_of
from formkit.printing import masked_finding, print_json, say_beside, say_findings, table
from formkit.registered import Registered, Standing, Use
from formkit.terminal import out, say
from formkit.writers.answers import finding_to_json

NAMED = 30
"""So many packages of one kind are named on the screen; the register names them all."""

LOOSE = 3
"""From so many packages on, an inbox with one name in it is perhaps the folder of one applicant."""

ASKED = frozenset((WHOSE, LATER, "several-applicants", "receipt-entry", "correction"))
"""What only a clerk can settle: the screen names it, for nobody leafs through 问题清单 to find it."""


@dataclass(slots=True)
class _Seen:
    """What the screen says of the submissions, noted as they are written."""

    submissions: list[dict[str, object]] = field(default_factory=list)
    unreadable: dict[str, Finding | None] = field(default_factory=dict)
    asked: list[tuple[int, Finding]] = field(default_factory=list)
    severities: Counter[Severity] = field(default_factory=Counter)

    def take(self, item: Registered, stand: Standing) -> None:
        """Note a submission."""
        self.severities.update(finding.severity for finding in item.findings)
        if not item.is_unreadable:
            self.asked += [(item.number, finding) for finding in item.findings if finding.code in ASKED]
        self.asked += [(item.number, one) for one in stand.findings if one.severity is not Severity.NOTE]
        for package in item.incoming:
            if package.use is Use.UNREADABLE:
                self.unreadable[package.name] = _reason(item)
        unit, studio, expert = applicant_of(item.submission)
        counts = Counter(finding.severity for finding in item.findings)
        self.submissions.append(
            {
                "number": item.number,
                "stage": str(stand.stage),
                "unit": unit or None,
                "studio": studio or None,
                "expert": expert or None,
                "packages": [masked(package.name) for package in item.incoming],
                "errors": counts[Severity.ERROR],
                "warnings": counts[Severity.WARNING],
            }
        )


def _reason(item: Registered) -> Finding | None:
    """Return why a package could not be read: the reader's own word before what follows from it."""
    refusals = [finding for finding in item.findings if finding.code in REFUSALS]
    unread = [finding for finding in item.findings if finding.code == "not-read"]
    return next(iter((*refusals, *unread, *item.findings)), None)


def _shape(done: Collected, seen: _Seen) -> Iterator[Finding]:
    """Say so where the inbox is empty, or looks like the folder of one applicant."""
    if not done.packages and not done.gone:
        message = "收件文件夹里没有来件；请把每位申报人的文件夹、压缩包或文件直接放在里面，再汇总一次。"
        yield Finding("inbox-shape", Severity.WARNING, message)
    named = sum(bool(one["unit"] or one["expert"]) for one in seen.submissions)
    nameless = len(seen.submissions) - named - len(seen.unreadable)
    if named <= 1 and nameless > 0 and done.packages >= LOOSE and not done.gone:
        message = (
            f"收件文件夹里像是只有一位申报人的材料，却算成了 {done.packages} 个来件："
            "里面每个文件夹、压缩包或文件都算一个。确是一位申报人的，请把它们放进一个子文件夹，"
            "删去这次的汇总表和台账，再汇总一次。"
        )
        yield Finding("inbox-shape", Severity.WARNING, message)


def collect(options: Namespace) -> int:
    """Collect an inbox; what cannot be read does not stop the rest, and makes the exit code 5."""
    programme = chosen_programme(options)
    register = Path(options.output)
    if options.resume and not ledger_of(register).is_file():
        name = ledger_of(register).name
        raise UsageError(f"没有可以接着做的汇总：找不到台账“{name}”；请核对 -o 的文件名，或去掉 --resume。")
    if options.dry_run:
        return _show_plan(options, plan(programme, options.inbox, register, fresh=options.fresh))
    seen = _Seen()
    quiet = options.json or not sys.stderr.isatty()
    with _progress(quiet=quiet) as told:
        wanted = Wanted(options.jobs, options.cluster, options.fresh, told, seen.take)
        done = collect_inbox(programme, options.inbox, register, wanted)
    done = done._replace(findings=(*done.findings, *_shape(done, seen)))
    if options.json:
        _print(done, seen)
    else:
        _show(done, seen)
    if done.written.is_beside:
        return 1
    return UnreadableFileError.exit_code if seen.unreadable else 0


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Told | None]:
    """Show a bar, what is being read and the time left; nothing where nobody looks at it."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("正在读取"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, name="")

        def told(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=masked(name))

        yield told


def _show_plan(options: Namespace, found: Plan) -> int:
    if options.json:
        print_json(
            {
                "packages": found.packages,
                "to_read": [masked(name) for name in found.to_read],
                "gone": [masked(name) for name in found.gone],
                "findings": [finding_to_json(masked_finding(finding)) for finding in found.findings],
            }
        )
        return 0
    out(f"收件 {found.packages} 个，要读 {len(found.to_read)} 个。")
    for name in found.to_read:
        out(f"  {masked(name)}")
    for name in found.gone:
        out(f"  已不在收件文件夹（台账里仍保留）：{masked(name)}")
    say_findings(found.findings)
    say("这是试运行，没有读取，也没有写文件。")
    return 0


def _print(done: Collected, seen: _Seen) -> None:
    print_json(
        {
            "packages": done.packages,
            "read": done.read,
            "gone": done.gone,
            "register": str(done.written.path),
            "beside": done.written.is_beside,
            "stages": {str(stage): count for stage, count in done.written.stages.items()},
            "submissions": seen.submissions,
            "unreadable": [
                {
                    "name": masked(name),
                    "code": reason.code if reason else None,
                    "message": masked(reason.message) if reason else None,
                }
                for name, reason in seen.unreadable.items()
            ],
            "questions": [
                {"number": number, "code": finding.code, "message": masked(finding.message)}
                for number, finding in seen.asked
            ],
            "findings": [finding_to_json(masked_finding(finding)) for finding in done.findings],
        }
    )


def _show(done: Collected, seen: _Seen) -> None:
    kept = done.packages - done.read
    gone = f"；另有 {done.gone} 个已不在收件文件夹，仍按台账保留" if done.gone else ""
    out(f"收件 {done.packages} 个：新读 {done.read} 个，没有变化 {kept} 个{gone}。")
    out(f"申报 {len(seen.submissions)} 件。")
    stages = [(str(stage), str(count)) for stage, count in sorted(done.written.stages.items())]
    out(table([("状态", "件数"), *stages]))
    counts = "，".join(
        f"{name} {seen.severities[severity]} 项"
        for severity, name in ((Severity.ERROR, "错误"), (Severity.WARNING, "提醒"))
    )
    out(f"问题清单：{counts}。")
    _list(
        f"读不出来的来件 {len(seen.unreadable)} 个：",
        [f"{name}：{reason.message if reason else '没有内容'}" for name, reason in seen.unreadable.items()],
    )
    _list(
        f"要经办人核实的 {len(seen.asked)} 处：",
        [f"编号 {number}：{finding.message}" for number, finding in seen.asked],
    )
    say_findings(done.findings)
    if done.written.is_beside:
        say_beside(done.written.path)
    else:
        say(f"汇总表：{done.written.path}")


def _list(head: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    out(head)
    for line in lines[:NAMED]:
        out(f"  {masked(line)}")
    if len(lines) > NAMED:
        out(f"  ……共 {len(lines)} 条，详见汇总表。")
