"""The wheel: what it carries, and that it works installed, in another folder, without the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
#: Stands in the way of every connection, so that working offline is seen and not believed.
NO_NETWORK = """
import socket
def refuse(*arguments, **keywords):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("formkit-*.whl")
    return made


@pytest.fixture(scope="module")
def target(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    (folder / "usercustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return folder


def run(target: Path, cwd: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run formkit as installed: without site-packages' own .pth files, so no checkout is found."""
    libraries = sysconfig.get_paths()["purelib"]
    code = f"import sys; sys.path.append({libraries!r}); import usercustomize, formkit.cli; "
    code += f"assert formkit.__file__.startswith({str(target)!r}), formkit.__file__; "
    code += "sys.exit(formkit.cli.main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-S", "-c", code, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_it_carries_templates_and_samples_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for kind in ("templates", "samples"):
        wanted = {
            f"formkit/data/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / kind).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert wanted <= names
    assert "formkit/py.typed" in names
    folders = {name.partition("/")[0] for name in names}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"formkit"}


def test_installed_it_fills_and_extracts_offline_in_another_folder(target: Path, tmp_path: Path) -> None:
    sample = target / "formkit" / "data" / "samples" / "tangcheng-2025" / "enterprise.yaml"
    filled = run(target, tmp_path, ["fill", "application", str(sample), "-o", "申报表.docx"])
    assert filled.returncode == 0, filled.stderr
    extracted = run(target, tmp_path, ["extract", "申报表.docx", "--json"])
    assert extracted.returncode == 0, extracted.stderr
    case = json.loads(extracted.stdout)
    assert case["document"] == "application"
    assert case["fields"]["leader.name"]["value"] == "甄样本"
    assert case["fields"]["leader.photo"]["value"]["media_type"] == "image/jpeg"
    assert [path.name for path in tmp_path.iterdir()] == ["申报表.docx"]


def test_python_m_formkit_works_where_it_is_installed(target: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formkit", "fill", "application", "--blank", "-o", "blank.docx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "blank.docx").stat().st_size > 0
