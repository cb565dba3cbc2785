"""YAML in which every scalar is text, built from the parser's events: no types, no aliases, no tags."""

from __future__ import annotations

from typing import Any, Final, NoReturn, cast

from formkit.errors import DataError, UnreadableFileError

NULLS: Final = frozenset({"~", "null", "Null", "NULL"})
TEXT_TAGS: Final = frozenset({None, "!", "tag:yaml.org,2002:str"})


class _Builder:
    """Puts values where the events say; a frame is a container and the key that waits for its value."""

    def __init__(self, name: str, max_depth: int) -> None:
        self.name = name
        self.max_depth = max_depth
        self.documents: list[object] = []
        self._frames: list[tuple[object, list[str]]] = []

    def refuse(self, event: Any, sentence: str) -> NoReturn:  # noqa: ANN401 - PyYAML's events are untyped
        message = f"“{self.name}”第 {event.start_mark.line + 1} 行：{sentence}"
        raise DataError(message)

    def open(self, event: Any, container: object) -> None:  # noqa: ANN401
        if len(self._frames) >= self.max_depth:
            self.refuse(event, f"嵌套超过 {self.max_depth} 层，不是填报数据。")
        self.add(event, container)
        self._frames.append((container, []))

    def close(self) -> None:
        self._frames.pop()

    def add(self, event: Any, value: object) -> None:  # noqa: ANN401
        if not self._frames:
            self.documents.append(value)
            return
        container, waiting = self._frames[-1]
        if isinstance(container, list):
            container.append(value)
        elif waiting:
            cast("dict[str, object]", container)[waiting.pop()] = value
        else:
            waiting.append(self._key(event, value, cast("dict[str, object]", container)))

    def _key(self, event: Any, value: object, container: dict[str, object]) -> str:  # noqa: ANN401
        if not isinstance(value, str):
            self.refuse(event, "栏目名应为文字；内容中如有花括号或方括号，请加英文引号。")
        if value in container:
            self.refuse(event, f"栏目“{value}”出现了两次，请删去其中一处。")
        return value


def read_yaml(text: str, name: str, max_depth: int) -> list[object]:
    """Return the documents of a YAML text as nested dicts, lists and texts; an unquoted null is "".

    :raises DataError: for a key given twice, an anchor, alias or tag, or nesting beyond ``max_depth``.
    :raises UnreadableFileError: when it is not YAML.
    """
    import yaml

    builder = _Builder(name, max_depth)
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            _take(builder, event, type(event).__name__)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else "内容"
        message = f"“{name}”：{where}不合 YAML 格式，请检查缩进、英文冒号后的空格和引号。"
        raise UnreadableFileError(message, "syntax") from None
    if not builder.documents:
        message = f"“{name}”：没有数据。"
        raise UnreadableFileError(message, "empty")
    return builder.documents


def _take(builder: _Builder, event: Any, kind: str) -> None:  # noqa: ANN401 - PyYAML's events are untyped
    if kind == "AliasEvent" or getattr(event, "anchor", None) is not None:
        builder.refuse(event, "不支持 YAML 的锚点和引用；以 & 或 * 开头的内容请加英文引号。")
    if kind == "ScalarEvent":
        if event.tag not in TEXT_TAGS or (event.tag == "!" and not event.value):
            builder.refuse(event, "不支持 YAML 的标签；以 ! 开头的内容请加英文引号。")
        null = not event.style and event.value in NULLS
        builder.add(event, "" if null else event.value)
    elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
        if event.tag is not None:
            builder.refuse(event, "不支持 YAML 的标签；以 ! 开头的内容请加英文引号。")
        builder.open(event, {} if kind == "MappingStartEvent" else [])
    elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
        builder.close()
