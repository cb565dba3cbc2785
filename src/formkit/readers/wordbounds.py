"""What one Word document may hold; beyond it the file is refused, so that no document takes all memory."""

from __future__ import annotations

from typing import NoReturn

from formkit.errors import UnreadableFileError

#: Tables, boxes, controls and insertions within one another; the deepest honest form has about ten.
MAX_DEPTH = 50
MAX_CELLS = 200_000
#: Places of all grids together: a cell may claim many.
MAX_PLACES = 2_000_000
MAX_CHARACTERS = 20_000_000
MAX_LINES = 500_000


class Bounds:
    """Counts what a document holds, and refuses it beyond the bounds."""

    def __init__(self, source: str) -> None:
        """Begin to count; ``source`` is the file's name for messages."""
        self._source = source
        self._cells = self._places = self._characters = self._lines = 0

    def depth(self, depth: int) -> None:
        """Count levels within one another."""
        if depth > MAX_DEPTH:
            self._refuse(f"内容嵌套超过 {MAX_DEPTH} 层")

    def table(self, cells: int, places: int, characters: int) -> None:
        """Count one table, whole or as far as it was read."""
        self._cells += cells
        self._places += places
        self._count(characters)
        if self._cells > MAX_CELLS or self._places > MAX_PLACES:
            self._refuse("表格过大")

    def line(self, characters: int) -> None:
        """Count one line."""
        self._lines += 1
        self._count(characters)
        if self._lines > MAX_LINES:
            self._refuse("段落过多")

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_CHARACTERS:
            self._refuse("文字过多")

    def _refuse(self, what: str) -> NoReturn:
        message = f"“{self._source}”：{what}，不像是填写的表格，疑为恶意文件，不予读取；请让对方重新提供。"
        raise UnreadableFileError(message, "too-large")
