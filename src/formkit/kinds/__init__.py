"""The kinds of values: one module for each, with ``parse(text) -> value`` and ``show(value) -> text``.

``parse`` gives None for a blank left unfilled, and raises :class:`formkit.errors.KindError` with a
Chinese message for a text it cannot read. ``parse(show(value)) == value`` holds for every value that
``parse`` gives, with the same details: the options of a choice, the unit of a number or an amount, the
printed hint of a picture, else nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from formkit.kinds import (
    certificate_number,
    choice_many,
    choice_one,
    credit_code,
    date,
    email,
    long_text,
    money,
    number,
    period,
    phone,
    picture,
    postcode,
    resident_id,
    rows,
    seal,
    signature,
    text,
    year_month,
)

if TYPE_CHECKING:
    from formkit.record import Value

__all__ = ["KINDS", "Kind", "Parse", "Show", "rows"]


class Parse(Protocol):
    """From the text of a blank, and the details of its field, to a value; raises ``KindError``."""

    def __call__(self, text: str, details: tuple[str, ...] = (), /) -> Value | None:
        """Return the value, or None for a blank left unfilled."""


class Show(Protocol):
    """From a value, and the details of its field, to the text that is written."""

    def __call__(self, value: Value | None, details: tuple[str, ...] = (), /) -> str:
        """Return the text of a value, or of the unfilled blank for None."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of value is read and written.

    ``free`` text may hold any characters; ``paper`` kinds are filled by hand on paper alone. A ``plain``
    value is shown as it is.
    """

    parse: Parse
    show: Show
    free: bool = False
    paper: bool = False
    plain: bool = False


KINDS: Final[dict[str, Kind]] = {
    "text": Kind(text.parse, text.show, free=True, plain=True),
    "long_text": Kind(long_text.parse, long_text.show, free=True, plain=True),
    "number": Kind(number.parse, number.show, plain=True),
    "money": Kind(money.parse, money.show, plain=True),
    "date": Kind(date.parse, date.show),
    "year_month": Kind(year_month.parse, year_month.show),
    "period": Kind(period.parse, period.show),
    "choice_one": Kind(choice_one.parse, choice_one.show),
    "choice_many": Kind(choice_many.parse, choice_many.show),
    "phone": Kind(phone.parse, phone.show, plain=True),
    "email": Kind(email.parse, email.show, plain=True),
    "postcode": Kind(postcode.parse, postcode.show, plain=True),
    "resident_id": Kind(resident_id.parse, resident_id.show, plain=True),
    "credit_code": Kind(credit_code.parse, credit_code.show, plain=True),
    "certificate_number": Kind(certificate_number.parse, certificate_number.show, plain=True),
    "picture": Kind(picture.parse, picture.show),
    "signature": Kind(signature.parse, signature.show, paper=True, plain=True),
    "seal": Kind(seal.parse, seal.show, paper=True, plain=True),
}
