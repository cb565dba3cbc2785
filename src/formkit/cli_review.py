"""The command ``formkit review``: scoring workbooks for the experts, and their scores put back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from formkit.cli_show import chosen_programme
from formkit.errors import UsageError
from formkit.finding import Severity
from formkit.keepingbook import opened
from formkit.printing import masked_finding, print_json, say_beside, say_findings, table
from formkit.programme import Programme
from formkit.registered import Scored
from formkit.scoring import Issued, Ranked, issue, merge, register_for, review_of
from formkit.terminal import out, say
from formkit.writers.answers import finding_to_json
from formkit.writers.scoresheet import Candidate

HEADS = ("名次", "得分", "编号", "申报单位", "工作室", "领衔专家", "备注")


def review(options: Namespace) -> int:
    """Write scoring workbooks, or put scores back; what a clerk has to look at makes the exit code 1."""
    programme = chosen_programme(options)
    review_of(programme)
    return _merge(options, programme) if options.merge else _issue(options, programme)


def _issue(options: Namespace, programme: Programme) -> int:
    if options.register is None:
        raise UsageError("请写明汇总表，如 formkit review register.xlsx -o 评审/。")
    with opened(programme, Path(options.register)) as registry:
        done = issue(
            registry,
            Path(options.output),
            options.expert or [],
            everybody=options.all,
            force=options.force,
            dry_run=options.dry_run,
        )
    if options.json:
        print_json(_issued(done))
        return 0
    out(f"列入评审 {len(done.candidates)} 件。")
    if done.left_out:
        out(f"没有列入 {len(done.left_out)} 件（要列入请加上 --all；不予受理的不能列入）：")
        for candidate, stage in done.left_out:
            out(f"  编号 {candidate.number} {candidate.unit} {candidate.leader}：{stage}")
    for path in done.paths:
        say(f"已写入：{path}")
    if options.dry_run:
        say("这是试运行，没有写文件。")
    return 0


def _issued(done: Issued) -> dict[str, object]:
    return {
        "written": [str(path) for path in done.paths],
        "candidates": [item.number for item in done.candidates],
        "left_out": [{"number": item.number, "stage": str(stage)} for item, stage in done.left_out],
    }


def _merge(options: Namespace, programme: Programme) -> int:
    folder = Path(options.merge)
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹“{folder}”；请写收回的打分表所在的文件夹。")
    register = Path(options.register) if options.register else register_for(folder)
    if options.dry_run:
        raise UsageError("--dry-run 用于写打分表；合并得分不会改动打分表，可以放心运行。")
    with opened(programme, register) as registry:
        done = merge(registry, register, folder)
    if options.json:
        print_json(_ranked(done))
    else:
        _show(done)
    doubtful = any(finding.severity is not Severity.NOTE for finding in done.findings)
    return 1 if doubtful or done.written.is_beside else 0


def _order(done: Ranked) -> list[tuple[Candidate, Scored]]:
    pairs = [(item, done.scores[item.number]) for item in done.candidates if item.number in done.scores]
    return sorted(pairs, key=lambda pair: (pair[1].rank is None, pair[1].rank or 0, pair[0].number))


def _show(done: Ranked) -> None:
    rows = []
    for item, score in _order(done):
        notes = ["并列"] if score.is_tied else []
        notes += [f"缺 {'、'.join(score.missing)}"] if score.missing else []
        notes += [f"回避 {'、'.join(score.recused)}"] if score.recused else []
        rows.append(
            (
                "" if score.rank is None else str(score.rank),
                "" if score.score is None else str(score.score),
                str(item.number),
                item.unit,
                item.studio,
                item.leader,
                "；".join(notes),
            )
        )
    out(table([HEADS, *rows]))
    say_findings(done.findings)
    if done.written.is_beside:
        say_beside(done.written.path)
    else:
        say(f"得分和名次已写进汇总表：{done.written.path}")


def _ranked(done: Ranked) -> dict[str, object]:
    return {
        "register": str(done.written.path),
        "beside": done.written.is_beside,
        "scores": [
            {
                "number": item.number,
                "unit": item.unit,
                "studio": item.studio,
                "expert": item.leader,
                "score": None if score.score is None else str(score.score),
                "rank": score.rank,
                "tied": score.is_tied,
                "missing": list(score.missing),
                "recused": list(score.recused),
            }
            for item, score in _order(done)
        ],
        "findings": [finding_to_json(masked_finding(finding)) for finding in done.findings],
    }
