"""docs/findings.md is up to date, and knows every code that the program gives, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from formkit.errors import REFUSALS
from formkit.finding import Severity
from formkit.readers.wordremarks import SENTENCES

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tools" / "build_findings.py"
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
#: Functions that are handed the code of a finding; those that say other things too also take a severity.
GIVERS = {"Finding", "_finding", "_asked", "_about"}
TELLERS = {"tell", "_tell"}


@pytest.fixture(scope="module")
def script() -> Any:
    spec = spec_from_file_location("build_findings", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def given_codes() -> Iterator[str]:
    """Yield each code that stands in the source where a finding is made."""
    for path in (ROOT / "src" / "formkit").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = dict(constants_of(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name in GIVERS:
                yield from filter(CODE.fullmatch, (text_of(usual, {}) for usual in node.args.defaults))
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            grave = any(ast.unparse(argument).startswith("Severity.") for argument in node.args)
            if name in GIVERS or (name in TELLERS and grave):
                yield from filter(CODE.fullmatch, (text_of(argument, constants) for argument in node.args))


def constants_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names of a module that stand for a text."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign):
            yield target.id, text_of(node.value, {})


def text_of(node: ast.expr | None, constants: dict[str, str]) -> str:
    """Return the text that an expression is, or that its name stands for; "" for any other."""
    if isinstance(node, ast.Name):
        return constants.get(node.id, "")
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_the_page_is_up_to_date(script: Any) -> None:
    found = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert found == script.page(), "run `make findings`"


def test_every_code_is_explained_and_every_explanation_is_of_a_code(script: Any) -> None:
    explained = [code for codes in script.CODES.values() for code in codes]
    assert len(explained) == len(set(explained))
    assert {*explained, *REFUSALS} == {*given_codes(), *SENTENCES, *REFUSALS}


def test_each_code_says_how_grave_it_may_be(script: Any) -> None:
    for codes in script.CODES.values():
        assert {severity for severity, _ in codes.values()} <= {item.value for item in Severity}
