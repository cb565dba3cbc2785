"""Names as offices print them in a column: two characters as wide as three."""

from __future__ import annotations

import re
from typing import Final

_TWO: Final = re.compile(r"\s*([㐀-鿿])\s*([㐀-鿿])\s*")


def spread(name: str) -> str:
    r"""Return a name of two characters with a full-width space between them; others as they are.

    >>> spread("李婷"), spread("李 婷"), spread("欧阳青禾"), spread("李")
    ('李\u3000婷', '李\u3000婷', '欧阳青禾', '李')
    """
    found = _TWO.fullmatch(name)
    return f"{found[1]}\u3000{found[2]}" if found else name
