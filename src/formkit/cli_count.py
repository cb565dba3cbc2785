"""The command ``formkit count``: 字数 of files, as tables for people and JSON for programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from formkit import api
from formkit.chinese.counting import Count
from formkit.chinese.keywords import keywords, words_of
from formkit.chinese.masking import masked
from formkit.counted import Counted, count_field, count_files, refusal
from formkit.errors import UsageError
from formkit.measuring import Measure
from formkit.printing import any_error, print_json, say_findings, table
from formkit.scope import Scope
from formkit.terminal import out
from formkit.writers.answers import finding_to_json

UNREADABLE, NO_PROGRAM = 5, 6
SCHEMA = 1
NAMES = {
    "words": "字数（Word）",
    "chinese": "中文字符和朝鲜语单词",
    "non_chinese": "非中文单词",
    "characters": "字符数（不计空格）",
    "characters_with_spaces": "字符数（计空格）",
    "han": "汉字",
    "paragraphs": "段落数",
}


def count(options: Namespace) -> int:
    """Count each file; one that cannot be read does not stop the others."""
    _refuse_contradictions(options)
    found: list[Counted] = []
    shown: list[dict[str, Any]] = []
    for counted in _counted(options):
        found.append(counted)
        if options.json:
            shown.append(_to_json(counted, options))
        else:
            _print(counted, options)
            say_findings(counted.findings)
    if options.json:
        alone = len(shown) == len(options.files) == 1 and shown[0]["source"] == options.files[0]
        print_json(shown[0] if alone else shown)
    return _exit_code(found)


def _refuse_contradictions(options: Namespace) -> None:
    if options.min is not None and options.max is not None and options.min > options.max:
        message = f"--min {options.min} 大于 --max {options.max}，请核对。"
        raise UsageError(message)
    if options.field is None and (options.programme is not None or options.form is not None):
        raise UsageError("-p、-f 要与 --field 合用：指明统计哪个项目、哪种表的哪一栏。")
    if options.field is not None and any(_scope(options)):
        raise UsageError("--field 只统计一栏，不能与 --notes、--text-boxes、--headers、--numbering 合用。")


def _scope(options: Namespace) -> Scope:
    return Scope(options.notes, options.text_boxes, options.headers, options.numbering)


def _counted(options: Namespace) -> Iterator[Counted]:
    if options.field is None:
        return count_files(options.files, scope=_scope(options), low=options.min, high=options.max)
    programme = None if options.programme is None else api.load(options.programme)
    return count_field(
        options.files,
        options.field,
        programme=programme,
        form=options.form,
        low=options.min,
        high=options.max,
    )


def _exit_code(found: list[Counted]) -> int:
    refusals = [refusal(item.findings) for item in found if item.measure is None]
    if any(code not in {None, "missing-program"} for code in refusals):
        return UNREADABLE
    if any(refusals):
        return NO_PROGRAM
    return 1 if any(any_error(item.findings) for item in found) else 0


def _print(counted: Counted, options: Namespace) -> None:
    measure = counted.measure
    if measure is None:
        return
    out(f"{counted.source}：{f'“{options.field}”' if options.field else ''}")
    heads = ("项目", "全文") if measure.body is None else ("项目", "全文", "不含标题和落款")
    rows = [heads, *(_row(name, key, measure) for key, name in NAMES.items())]
    rows.append(("LibreOffice 字数（估算）", str(measure.libreoffice), "")[: len(heads)])
    out(table(rows))
    if measure.essay is not None:
        for name, lines in (("标题", measure.essay.title), ("落款", measure.essay.signature)):
            if lines:
                out(f"{name}：{masked(' / '.join(lines))}")
    if measure.verdict is not None and measure.verdict.passes:
        out(f"按 Word 字数符合要求：{measure.verdict.wanted()}。")
    if options.keywords is not None:
        words = words_of(counted.text, options.keywords)
        out(f"词数：{words.total}，其中不同的词 {words.distinct} 个")
        out(f"常用词：{'、'.join(f'{word}（{number}）' for word, number in words.frequent)}")
        out(f"关键词：{'、'.join(keywords(counted.text, options.keywords))}")


def _row(name: str, key: str, measure: Measure) -> tuple[str, ...]:
    whole = str(getattr(measure.whole, key))
    return (name, whole) if measure.body is None else (name, whole, str(getattr(measure.body, key)))


def _to_json(counted: Counted, options: Namespace) -> dict[str, Any]:
    measure = counted.measure
    essay = None if measure is None else measure.essay
    return {
        "schema": SCHEMA,
        "source": counted.source,
        "programme": counted.programme or None,
        "document": counted.form or None,
        "field": options.field,
        "count": None if measure is None else _figures(measure.whole),
        "body": None if measure is None or measure.body is None else _figures(measure.body),
        "libreoffice": None if measure is None else measure.libreoffice,
        "title": [] if essay is None else list(essay.title),
        "signature": [] if essay is None else list(essay.signature),
        "limit": _limit(measure),
        "keywords": _keywords(counted, options),
        "findings": [finding_to_json(item) for item in counted.findings],
    }


def _figures(count: Count) -> dict[str, int]:
    return dict(count._asdict())


def _limit(measure: Measure | None) -> dict[str, Any] | None:
    verdict = None if measure is None else measure.verdict
    if verdict is None:
        return None
    return {
        "min": verdict.low,
        "max": verdict.high,
        "words": verdict.words,
        "state": str(verdict.state),
        "missing": verdict.missing,
        "over": verdict.over,
        "others": dict(verdict.others),
        "dissenting": list(verdict.dissenting),
    }


def _keywords(counted: Counted, options: Namespace) -> dict[str, Any] | None:
    if options.keywords is None or counted.measure is None:
        return None
    words = words_of(counted.text, options.keywords)
    return {
        "words": words.total,
        "distinct": words.distinct,
        "frequent": [{"word": word, "number": number} for word, number in words.frequent],
        "keywords": list(keywords(counted.text, options.keywords)),
    }
