"""The wording of a rule with its parameters in it: ``评选5个以内`` from ``评选{quota}个以内``.

A template names parameters in braces. A day is shown as 2025年7月31日, a list with ``、`` between its items.
After a colon stands how a value is shown otherwise: ``中文`` writes a number in Chinese (两, of a list how
many items it has), ``和`` puts 和 before the last item, ``月日`` leaves the year of a day out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from formkit.programme import Rule

FORMATS: Final = ("", "中文", "和", "月日")
_PLACE: Final = re.compile(r"\{([^{}:]*)(?::([^{}:]*))?\}")
_INNER: Final = str.maketrans("“”", "‘’")
_NUMERALS: Final = "零一两三四五六七八九十"


def places(template: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters that a template names, each with how it is to be shown.

    >>> list(places("每{years:中文}年评估，{grades}"))
    [('years', '中文'), ('grades', '')]
    """
    for match in _PLACE.finditer(template):
        yield match[1], match[2] or ""


def worded(template: str, parameters: Mapping[str, object]) -> str:
    """Return a template with its parameters in their places; a name without a value stays as it is.

    >>> worded("于{deadline}前，每{years:中文}年", {"deadline": dt.date(2025, 7, 31), "years": 2})
    '于2025年7月31日前，每两年'
    >>> worded("{aspects:和}{aspects:中文}项", {"aspects": ["培养", "使用", "激励"]})
    '培养、使用和激励三项'
    """
    return _PLACE.sub(
        lambda match: shown(parameters[match[1]], match[2] or "") if match[1] in parameters else match[0],
        template,
    )


class Parameter(NamedTuple):
    """A parameter in a document's template: printed as it is shown, its value at hand for a format.

    >>> str(Parameter(dt.date(2025, 7, 31)))
    '2025年7月31日'
    """

    value: object

    def __str__(self) -> str:
        """Return what is printed."""
        return shown(self.value)


def settled(parameters: Mapping[str, object]) -> dict[str, object]:
    """Return parameters with those in their places that name others: ``"{year}-07-31"`` becomes a day.

    >>> settled({"year": 2026, "deadline": "{year}-07-31"})
    {'year': 2026, 'deadline': datetime.date(2026, 7, 31)}
    """
    found: dict[str, object] = {}
    for name, value in parameters.items():
        found[name] = value
        if isinstance(value, str) and any(place in found for place, _ in places(value)):
            text = worded(value, found)
            try:
                found[name] = dt.date.fromisoformat(text)
            except ValueError:
                found[name] = text
    return found


def wording(rule: Rule) -> str:
    """Return what a rule says, with its own parameters."""
    return worded(rule.wording, rule.parameters)


def clause(rule: Rule) -> str:
    """Return where a rule stands and what it says there: what every finding about it rests on.

    Marks within quotation marks are single ones (GB/T 15834—2011, 4.8.3.4).

    >>> clause(Rule("R34", "需注明“{phrase}”", "通知第五条（一）", parameters={"phrase": "此件与原件相符"}))
    '通知第五条（一）“需注明‘此件与原件相符’”'
    """
    return f"{rule.source}“{wording(rule).translate(_INNER)}”"


def shown(value: object, form: str = "") -> str:
    """Return a parameter as it is printed.

    >>> shown(dt.date(2025, 7, 1)), shown(dt.date(2025, 7, 1), "月日"), shown(["甲", "乙"]), shown(12)
    ('2025年7月1日', '7月1日', '甲、乙', '12')
    """
    if isinstance(value, dt.date):
        return f"{'' if form == '月日' else f'{value.year}年'}{value.month}月{value.day}日"
    if isinstance(value, (list, tuple)):
        items = [str(item) for item in value]
        if form == "中文":
            return _numeral(len(items))
        return (
            "和".join(filter(None, ("、".join(items[:-1]), items[-1])))
            if form == "和" and items
            else "、".join(items)
        )
    return _numeral(value) if form == "中文" and isinstance(value, int) else str(value)


def _numeral(number: int) -> str:
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else str(number)
