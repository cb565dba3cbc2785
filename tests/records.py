"""Records of a form as a hypothesis strategy: whatever its definition admits, the nastiest text included."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from formkit.kinds import KINDS
from formkit.programme import Field, Form
from tests.strategies import VALUES


def answers(item: Field) -> st.SearchStrategy[Any]:
    """Return a strategy for what data may hold for one field; None where nothing is answered."""
    if KINDS[item.kind].paper or item.kind == "picture":
        return st.none()
    return st.none() | VALUES[item.kind](item.details)


@st.composite
def records(draw: st.DrawFn, form: Form, most_rows: int = 15) -> dict[str, Any]:
    """Draw data for a form, as nested dicts with canonical values."""
    data: dict[str, Any] = {}
    for item in form.fields:
        value = draw(answers(item))
        if value is not None:
            plant(data, item.path, value)
    for group in form.groups:
        row = st.fixed_dictionaries({column.path: answers(column) for column in group.columns})
        rows = draw(st.lists(row, max_size=most_rows))
        plant(data, group.path, [one for one in rows if any(value is not None for value in one.values())])
    return data


def plant(data: dict[str, Any], path: str, value: object) -> None:
    """Put a value at a path of nested dicts."""
    *parents, last = path.split(".")
    for part in parents:
        data = data.setdefault(part, {})
    data[last] = value
