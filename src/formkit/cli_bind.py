"""The command ``formkit bind``: a submission as one volume."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from pathlib import Path

from formkit.binding import Bound
from formkit.binding import bind as bind_submission
from formkit.cli_show import chosen_programme
from formkit.converting import refuse_present
from formkit.errors import UsageError
from formkit.gathering import gathered
from formkit.packages import read_submission
from formkit.printing import any_error, print_json, progress, say_findings
from formkit.programs.libreoffice import required
from formkit.terminal import say
from formkit.writers.answers import finding_to_json
from formkit.writers.whole import replace_whole


def bind(options: Namespace) -> int:
    """Bind a submission; the volume is written even where something could not be bound, with exit code 1."""
    programme = chosen_programme(options)
    path = Path(options.output)
    if path.suffix.lower() != ".pdf":
        raise UsageError(f"“{path}”：请写以 .pdf 结尾的文件名。")
    refuse_present([path], force=options.force)
    required("装订")
    dated = options.dated or dt.date.today()  # noqa: DTZ011 (the day on the clerk's own calendar)
    with gathered(options.package) as found:
        submission = read_submission(programme, options.package)
        bound = bind_submission(programme, submission, found.files, on=dated, told=progress)
    replace_whole(path, bound.data, force=options.force)
    if options.json:
        _print(bound, path)
    else:
        say_findings(bound.findings)
        say(f"已写入：{path}（{bound.pages} 页，请用 A4 纸双面打印、长边翻转，左侧装订）")
    return 1 if any_error(bound.findings) else 0


def _print(bound: Bound, path: Path) -> None:
    contents = [
        {
            "file": item.piece.material.name,
            "slot": item.piece.slot or None,
            "first": item.first or None,
            "pages": item.pages,
        }
        for item in bound.placed
    ]
    findings = [finding_to_json(finding) for finding in bound.findings]
    print_json({"written": [str(path)], "pages": bound.pages, "contents": contents, "findings": findings})
