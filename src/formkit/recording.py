"""What was seen on a file, parsed: the record, and a finding for each text that does not parse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from formkit.chinese.blanks import is_blank, quote
from formkit.chinese.folding import fold
from formkit.errors import KindError
from formkit.finding import Finding, Severity
from formkit.kinds import KINDS, Parse
from formkit.once import once_for_each
from formkit.paths import row_paths
from formkit.prints import is_code, is_printed, is_sample, without_print
from formkit.programme import Field, Form, Group
from formkit.record import Found, Leftover, Value
from formkit.seen import EMPTY_BOXES, Matched, Seen
from formkit.spot import Spot

#: Named tuples are made in the inner loop: this is three times as fast as calling them.
_new = tuple.__new__
_ABSENT = Found(None, "", None, 0.0)


def record_answers(matched: Matched, form: Form) -> tuple[dict[str, Found], list[Finding]]:
    """Return the answers of a form by path, and findings about what was seen but not understood."""
    answers: dict[str, Found] = {}
    findings: list[Finding] = []
    for item in form.fields:
        seen = matched.seen.get(item.path, [])
        ticks = matched.ticks.get(item.path)
        if ticks:
            seen = [_from_ticks(ticks, item)]
            findings += _unseen(ticks, item)
        elif item.blank:
            seen = list(_typed_at(item, seen, findings))
        if not seen:
            answers[item.path] = _ABSENT
            message = f"表中没有找到“{item.label}”栏，可能表格被改动；请核对原表。"
            findings.append(Finding("field-missing", Severity.WARNING, message, item.path, None, item.source))
            continue
        found = _plain(item, KINDS[item.kind].parse, item.details, seen[0]) if len(seen) == 1 else None
        if found is not None:
            answers[item.path] = found
            continue
        answers[item.path], more, others = _choose(item, item.path, seen)
        findings += more
        matched.leftovers += [Leftover(other.raw.strip(), other.spot) for other in others]
    findings += _record_groups(matched, form, answers)
    return answers, findings


def _record_groups(matched: Matched, form: Form, answers: dict[str, Found]) -> list[Finding]:
    """Add the answers of all rows that repeat; return findings."""
    findings: list[Finding] = []
    for group in form.groups:
        columns = _columns(group)
        for number, row in enumerate(_answered(group, matched.rows.get(group.path, []))):
            for (item, column, parse, details), path in zip(columns, row_paths(group, number), strict=True):
                place = row.get(column)
                if place is None:
                    answers[path] = _ABSENT
                    continue
                found = _plain(item, parse, details, place)
                if found is None:
                    found, more, _ = _choose(item, path, (place,))
                    findings += more
                answers[path] = found
    return findings


@once_for_each
def _columns(group: Group) -> list[tuple[Field, str, Parse, tuple[str, ...]]]:
    """Return the columns of a group with what parses them."""
    return [(item, item.path, KINDS[item.kind].parse, item.details) for item in group.columns]


@once_for_each
def _examples(group: Group) -> dict[str, Field]:
    """Return the columns in which the blank form prints an example."""
    return {item.path: item for item in group.columns if item.blank and is_printed(item.blank)}


def _answered(group: Group, rows: Sequence[dict[str, Seen]]) -> Sequence[dict[str, Seen]]:
    """Return the rows without what the blank form prints in them as an example."""
    printed = _examples(group)
    if not printed:
        return rows
    kept = [{path: _row_typed(seen, printed.get(path)) for path, seen in row.items()} for row in rows]
    return [row for row in kept if any(seen.raw.strip() or seen.pictures for seen in row.values())]


def _row_typed(seen: Seen, printed: Field | None) -> Seen:
    """Return what was typed in a cell of a row; what other rows of the blank form print is code at most."""
    if is_code(seen.raw):
        return seen._replace(raw="")
    return seen if printed is None else without_print(seen, printed)


def _typed_at(item: Field, seen: Sequence[Seen], findings: list[Finding]) -> Iterator[Seen]:
    """Yield what was typed at each place of a field; say where an example still stands as printed."""
    for place in seen:
        is_text = item.kind != "picture" and is_printed(item.blank or "")
        typed = without_print(place, item) if is_text else place
        if place.raw.strip() and not typed.raw and not is_sample(place.raw):
            message = f"“{item.label}”仍是空白表上的示例{quote(place.raw)}，按未填写处理；请核对。"
            findings.append(
                Finding("example-kept", Severity.WARNING, message, item.path, place.spot, item.source)
            )
        yield typed


def _plain(item: Field, parse: Parse, details: tuple[str, ...], place: Seen) -> Found | None:
    """Return the answer of a field that stands in one place and is understood: nearly all are such."""
    raw, spot, confidence, pictures = place
    if pictures:
        return None
    try:
        value = parse(raw, details)
    except KindError:
        return None
    return _new(Found, (value, _typed(item, raw) if value is None else raw, spot, confidence))


def _from_ticks(ticks: Mapping[str, Seen], item: Field) -> Seen:
    """Return the ticks of a choice whose boxes stand one by one, as one text."""
    marks = {option: "☑" if _is_ticked(seen.raw) else "☐" for option, seen in ticks.items()}
    raw = "  ".join(f"{marks[option]}{option}" for option in item.options if option in marks)
    first = next(
        (ticks[option] for option in item.options if marks.get(option) == "☑"), next(iter(ticks.values()))
    )
    return Seen(raw, first.spot, min(seen.confidence for seen in ticks.values()))


def _unseen(ticks: Mapping[str, Seen], item: Field) -> Iterator[Finding]:
    """Say that neither empty boxes nor ticked ones are to be seen: a page lost them with their font."""
    if not any(seen.raw.strip() for seen in ticks.values()):
        message = f"“{item.label}”的选框在这份文件中看不到，无法判断选了哪一项；请对照原件核对。"
        spot = next(iter(ticks.values())).spot
        yield Finding("boxes-unseen", Severity.WARNING, message, item.path, spot, item.source)


def _is_ticked(raw: str) -> bool:
    return any(character not in EMPTY_BOXES for character in raw.strip())


def _choose(item: Field, path: str, seen: Sequence[Seen]) -> tuple[Found, list[Finding], list[Seen]]:
    """Return the answer of a field, findings, and the other places that say something else."""
    parsed = [(_parse(item, place), place) for place in seen]
    filled = [entry for entry in parsed if entry[0][0] is not None or entry[0][1] is not None]
    if not filled:
        place = max(seen, key=lambda one: one.confidence)
        return Found(None, _typed(item, place.raw), place.spot, place.confidence), [], []
    (value, problem), place = next((entry for entry in filled if entry[0][0] is not None), filled[0])
    findings: list[Finding] = []
    if value is None and problem is not None and item.kind == "choice_one":
        value = _several(item, place.raw)
    if problem is not None:
        message = f"“{item.label}”填写的内容无法识别：{problem}"
        findings.append(Finding("unparsable", Severity.ERROR, message, path, place.spot, item.source))
    chosen = _comparable(value, place.raw)
    others = [
        other for (read, _), other in filled if other is not place and _comparable(read, other.raw) != chosen
    ]
    confidence = place.confidence if problem is None else min(place.confidence, 0.6)
    if others:
        confidence = min(confidence, 0.7)
        message = f"“{item.label}”在表中不同位置填写得不一致，取第一处；请核对。"
        findings.append(Finding("answers-differ", Severity.WARNING, message, path, place.spot, item.source))
    return Found(value, place.raw, place.spot, confidence), findings, others


def _typed(item: Field, raw: str) -> str:
    """Return what somebody typed that means “nothing” (``无``, ``/``); the blank's own print is no answer."""
    return "" if item.options or is_blank(raw) or fold(raw) in _blank_prints(item) else raw.strip()


@once_for_each
def _blank_prints(item: Field) -> frozenset[str]:
    """Return what the blank of a field prints itself, folded."""
    return frozenset(("", fold(KINDS[item.kind].show(None, item.details))))


def _several(item: Field, raw: str) -> Value | None:
    """Return all options that were ticked where only one may be: a clerk has to see which."""
    try:
        ticked = KINDS["choice_many"].parse(raw, item.details)
    except KindError:
        return None
    return ticked if isinstance(ticked, tuple) and len(ticked) > 1 else None


def _comparable(value: Value | None, raw: str) -> object:
    return fold(raw) if value is None else (fold(value) if isinstance(value, str) else value)


def _parse(item: Field, seen: Seen) -> tuple[Value | None, str | None]:
    """Return the value of one place, or what its kind says against it."""
    if seen.pictures:
        return seen.pictures[0], None
    try:
        return KINDS[item.kind].parse(seen.raw, item.details), None
    except KindError as problem:
        return None, str(problem)


def leftover_findings(leftovers: Sequence[tuple[str, Spot]]) -> Iterator[Finding]:
    """Yield one note where text is left over, so that a clerk looks at it."""
    if leftovers:
        message = f"有 {len(leftovers)} 处文字不属于任何栏目，已列在“剩余文字”中；请看是否有用。"
        yield Finding("leftovers", Severity.NOTE, message, None, leftovers[0][1])
