"""Write src/formkit/chinese/stroke_table.py: ``python tools/build_strokes.py Unihan_IRGSources.txt``.

The file is part of the Unicode Character Database (Unihan.zip) under the Unicode License v3; the table that
is committed was made from version 14.0.0. Of two values of kTotalStrokes the first is that of mainland China
(UAX #38). CLDR's stroke collation would not do: it counts 艹 as four strokes and 阝 as three.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).resolve().parent.parent / "src" / "formkit" / "chinese" / "stroke_table.py"
#: CJK Unified Ideographs and Extension A; names with others are left to a person.
FIRST, LAST = 0x3400, 0x9FFF
DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STROKES: Final = re.compile(r"^U\+([0-9A-F]{4})\tkTotalStrokes\t(\d+)", re.MULTILINE)
HEAD: Final = '''\
"""How many strokes a character has: kTotalStrokes of Unihan {version} (tools/build_strokes.py).

Copyright 1991-2021 Unicode, Inc., under the Unicode License v3: https://www.unicode.org/license.txt
"""

from __future__ import annotations

from typing import Final

#: The first character of the table.
FIRST: Final = 0x{first:X}
#: One sign for each character: its place among DIGITS is the number of strokes, 0 where Unicode gives none.
DIGITS: Final = "{digits}"
STROKES: Final = (
{rows}
)
'''


def table(text: str) -> str:
    """Return the module for the text of Unihan_IRGSources.txt."""
    found = {int(code, 16): int(number) for code, number in STROKES.findall(text)}
    signs = "".join(DIGITS[found.get(code, 0)] for code in range(FIRST, LAST + 1))
    rows = "\n".join(f'    "{line}"' for line in textwrap.wrap(signs, 104))
    version = text.partition("# Unicode version: ")[2].partition("\n")[0].strip()
    return HEAD.format(first=FIRST, digits=DIGITS, rows=rows, version=version)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="Unihan_IRGSources.txt")
    text = parser.parse_args().file.read_text(encoding="utf-8")
    TABLE.write_text(table(text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
