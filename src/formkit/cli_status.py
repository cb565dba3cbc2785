"""The command ``formkit status``: how far each submission of a register has come."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from formkit.chinese.masking import masked
from formkit.cli_show import chosen_programme
from formkit.finding import Finding
from formkit.keepingbook import opened
from formkit.letters.applicant import Applicant, applicant_of
from formkit.printing import any_error, masked_finding, print_json, say_findings, table
from formkit.registered import Standing
from formkit.terminal import out, say
from formkit.writers.answers import finding_to_json

HEADS = ("编号", "状态", "自", "申报单位", "领衔专家", "下一步")


def status(options: Namespace) -> int:
    """Show where each submission stands; what is out of order makes the exit code 1."""
    programme = chosen_programme(options)
    rows: list[tuple[int, Applicant, Standing]] = []
    with opened(programme, Path(options.register)) as registry:
        scores = registry.scores()
        for item in registry.items():
            if item.is_set_aside:
                continue
            stand = registry.standing(item, scores.get(item.number))
            who = applicant_of(item.submission)
            named = who if who.unit else who._replace(unit=f"（{masked(item.submission.source)}）")
            rows.append((item.number, named, stand))
    if not Path(options.register).is_file():
        say(f"“{options.register}”不在，以下是台账里记着的；再汇总一次就会重新写出。")
    if options.json:
        print_json([_shown(*row) for row in rows])
    else:
        lines = [
            (
                str(number),
                str(stand.stage),
                "" if stand.since is None else stand.since.isoformat(),
                who.unit,
                who.expert,
                masked(stand.following),
            )
            for number, who, stand in rows
        ]
        out(table([HEADS, *lines]))
        for number, _, stand in rows:
            say_findings(_numbered(number, finding) for finding in stand.findings)
    return 1 if any(any_error(stand.findings) for _, _, stand in rows) else 0


def _numbered(number: int, finding: Finding) -> Finding:
    message = f"编号 {number}：{finding.message}"
    return Finding(finding.code, finding.severity, message, finding.field, finding.spot, finding.source)


def _shown(number: int, who: Applicant, stand: Standing) -> dict[str, object]:
    return {
        "number": number,
        "unit": who.unit or None,
        "studio": who.studio or None,
        "expert": who.expert or None,
        "stage": str(stand.stage),
        "since": None if stand.since is None else stand.since.isoformat(),
        "following": masked(stand.following),
        "grade": stand.grade or None,
        "findings": [finding_to_json(masked_finding(finding)) for finding in stand.findings],
    }
