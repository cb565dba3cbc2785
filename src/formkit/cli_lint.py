"""The command ``formkit lint``: official documents against GB/T 9704, and mended copies of them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from formkit.errors import UnreadableFileError, UsageError
from formkit.linted import Linted, lint_files, waivers_of
from formkit.linting.mistake import Mistake
from formkit.printing import print_json
from formkit.terminal import out, say
from formkit.writers.whole import replace_whole

SCHEMA = 1


def lint(options: Namespace) -> int:
    """Lint each file; one that cannot be read does not stop the others, and makes the exit code 5."""
    if options.fix is not None and len(options.files) > 1:
        raise UsageError("--fix 一次只能改一个文件。")
    waivers = () if options.waive is None else waivers_of(Path(options.waive))
    results = lint_files(options.files, waivers, fix=options.fix is not None)
    shown: list[dict[str, Any]] = []
    for source, result in zip(options.files, results, strict=True):
        if isinstance(result, Linted) and result.mended is not None:
            replace_whole(Path(options.fix), result.mended, force=options.force)
        if options.json:
            shown.append(_to_json(source, result, options.fix))
        else:
            _say(source, result, options.fix)
    if options.json:
        print_json(shown[0] if len(shown) == 1 else shown)
    return _exit_code(results)


def _exit_code(results: list[Linted | UnreadableFileError]) -> int:
    if any(isinstance(result, UnreadableFileError) for result in results):
        return UnreadableFileError.exit_code
    return 1 if any(_remaining(result) for result in results if isinstance(result, Linted)) else 0


def _remaining(result: Linted) -> tuple[Mistake, ...]:
    return result.mistakes if result.mended is None else result.left


def _say(source: str, result: Linted | UnreadableFileError, written: str | None) -> None:
    if isinstance(result, UnreadableFileError):
        say(f"错误：{result}")
        return
    left = _remaining(result)
    for mistake in left:
        out(f"{'提醒' if mistake.soft else '问题'}：{mistake.message}（依据：{mistake.standard}）")
    if result.mended is not None:
        say(f"已写入：{written}；原有 {len(result.mistakes)} 处，改后还有 {len(left)} 处。")
    elif not left:
        out(f"{source}：没有发现问题。")
    else:
        out(f"{source}：共 {len(left)} 处。")


def _to_json(source: str, result: Linted | UnreadableFileError, written: str | None) -> dict[str, Any]:
    if isinstance(result, UnreadableFileError):
        problem = {"code": result.code, "severity": "error", "message": str(result)}
        return {"schema": SCHEMA, "source": source, "written": None, "mended": 0, "findings": [problem]}
    left = _remaining(result)
    return {
        "schema": SCHEMA,
        "source": source,
        "written": written if result.mended is not None else None,
        "mended": len(result.mistakes) - len(left) if result.mended is not None else 0,
        "findings": [_mistake(item) for item in left],
    }


def _mistake(item: Mistake) -> dict[str, Any]:
    place = item.place
    return {
        "code": item.clause.key,
        "severity": "warning" if item.soft else "error",
        "message": item.message,
        "clause": item.standard,
        "element": item.clause.element,
        "measure": item.clause.measure,
        "place": {"kind": place.kind, "number": place.number + 1, "part": place.part, "words": place.words},
        "found": item.found,
        "wanted": item.clause.wanted,
        "tolerance": item.clause.tolerance,
        "unit": item.clause.unit or None,
    }
