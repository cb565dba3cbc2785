"""What tests share: outside programs, files beside the repository, how many examples, and ``--accept``."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("default", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True)
settings.register_profile(
    "thorough", max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "default")

NEEDS = {"shared": "shared", "soffice": "libreoffice"}  # fixture -> marker


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--accept``: expected files are rewritten instead of compared; look at the difference."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected files beside the samples")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs, so that ``-m 'not libreoffice'`` leaves those out."""
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real forms and tools that stands beside the repository."""
    folder = Path(os.environ.get("FORMKIT_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        _absent(f"no folder {folder}: set FORMKIT_SHARED to the forms and tools that these tests need")
    return folder


@pytest.fixture(scope="session")
def soffice() -> Path:
    """Return the program file of LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        _absent("LibreOffice is not installed (Debian: apt-get install libreoffice-writer libreoffice-calc)")
    return Path(program)


@pytest.fixture(scope="module", autouse=True)
def _kept_workers() -> Iterator[None]:
    """End the workers that this process keeps for packages: only a process of an executor keeps them on."""
    yield
    module = sys.modules.get("formkit.outcomes")
    crew = module._here.__dict__.pop("crew", None) if module is not None else None
    if crew is not None:
        crew.end()


def _absent(reason: str) -> NoReturn:
    """Skip on a developer's machine; in CI nothing may go missing unnoticed."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
