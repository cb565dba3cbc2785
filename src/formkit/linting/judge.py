"""All that is wrong with an official document, in the order of its places; what is to stay is left out."""

from __future__ import annotations

from collections.abc import Sequence

from formkit.formatted import FormattedDocument
from formkit.gongwen.clauses import CLAUSES
from formkit.gongwen.wording import WORDING
from formkit.linting.elements import recognise
from formkit.linting.measures import MEASURES, measured
from formkit.linting.mistake import Mistake, Waiver
from formkit.linting.pages import of_numbers, of_pages, of_rules, of_title
from formkit.linting.wording import worded

#: Clauses of a place of their own, beside those that are measured of each element.
_PLACES = frozenset(
    (
        *("page.width", "page.height", "page.top", "page.left", "page.right", "page.bottom"),
        *("text.width", "text.height", "text.line", "number.brackets", "rule.width", "rule.colour"),
        *("title.shape", "to.colon", "date.form", "note.brackets", "annex.page", "annex_title.row"),
        *("rule.first", "rule.middle", "rule.last", "rule.record"),
        *("page_number.form", "page_number.odd", "page_number.even"),
        *("level1.face", "level2.face", "level3.face", "level4.face"),
    )
)
_ORDER = {"page": 0, "body": 1, "table": 1, "box": 1, "footer": 2}


def lint(document: FormattedDocument, waivers: Sequence[Waiver] = ()) -> tuple[Mistake, ...]:
    """Return the mistakes of a document, those that a waiver covers aside."""
    items = recognise(document.lines)
    found = (
        *of_pages(document),
        *measured(items),
        *of_rules(document, items),
        *of_title(items),
        *worded(items),
        *of_numbers(document),
    )
    kept = [mistake for mistake in found if not any(waiver.covers(mistake) for waiver in waivers)]
    return tuple(sorted(kept, key=lambda mistake: (_ORDER[mistake.place.kind], mistake.place.number)))


def linted_clauses() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the clauses that are checked, and of those that only a printed page can show."""
    keys = [*CLAUSES, *WORDING]
    checked = tuple(
        key
        for key in keys
        if key in _PLACES
        or key in WORDING
        or (key.rpartition(".")[2] in MEASURES and CLAUSES[key].where != "page")
    )
    return checked, tuple(key for key in keys if key not in checked)
