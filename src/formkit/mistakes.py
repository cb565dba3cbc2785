"""What is wrong with a definition: collected, each with its path, while values of the right type are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formkit.errors import ProgrammeError
from formkit.programme import Condition


class Mistakes(list[str]):
    """What is wrong so far, each with its path; also reads values of the right type."""

    def add(self, path: str, sentence: str) -> bool:
        """Note a mistake at a path; False, so that it can stand in a condition."""
        self.append(f"{path}：{sentence}")
        return False

    def stop(self, message: str) -> None:
        """Raise all mistakes, if there are any, under a message.

        :raises ProgrammeError: listing each of them.
        """
        if self:
            raise ProgrammeError(message, tuple(self))

    def unknown(self, table: Mapping[str, Any], known: frozenset[str], path: str) -> None:
        """Note each key of a table that is not known."""
        for key in table:
            if key not in known:
                self.add(f"{path}.{key}", "没有这个设置项，请检查拼写")

    def text(self, table: Mapping[str, Any], key: str, path: str, default: str | None = None) -> str:
        """Return a text; where it is missing or none, note that and return ""."""
        value = table.get(key, default)
        if not isinstance(value, str):
            self.add(f"{path}.{key}".lstrip("."), "缺少，或不是文字")
            return ""
        return value

    def number(self, table: Mapping[str, Any], key: str, path: str, default: int | None = None) -> int | None:
        """Return a whole number that is not negative, or the default."""
        value = table.get(key, default)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            self.add(f"{path}.{key}", "应为不小于 0 的整数")
            return default
        return value

    def table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return a table that is not empty; where there is none, note that."""
        value = table.get(key, {})
        if not isinstance(value, Mapping) or not value:
            self.add(key, "缺少，或不是表")
            return {}
        return value

    def list(self, table: Mapping[str, Any], key: str, path: str) -> list[Any]:
        """Return a list; where something else stands there, note that."""
        value = table.get(key, [])
        if not isinstance(value, list):
            self.add(f"{path}.{key}", "应为列表")
            return []
        return value

    def required(self, item: Mapping[str, Any], where: str) -> bool | Condition:
        """Return what ``required`` says: yes, no, or under a condition."""
        value = item.get("required", False)
        if isinstance(value, bool):
            return value
        if (
            isinstance(value, Mapping)
            and isinstance(value.get("when"), str)
            and isinstance(value.get("any_of"), list)
        ):
            return Condition(value["when"], tuple(str(option) for option in value["any_of"]))
        self.add(f"{where}.required", '应为 true、false 或 { when = "路径", any_of = ["选项"] }')
        return False
