"""Where the programmes that come with formkit are: in the wheel, or beside the source."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def bundled(kind: str) -> Path:
    """Return the folder of ``templates`` or ``samples``, installed or in a checkout."""
    installed = PACKAGE / "data" / kind
    return installed if installed.is_dir() else PACKAGE.parent.parent / kind


def programme_names() -> tuple[str, ...]:
    """Return the names of the programmes that come with formkit."""
    return tuple(sorted(path.parent.name for path in bundled("templates").glob("*/programme.toml")))


def programme_folder(name: str) -> Path:
    """Return the folder of a programme, by its path or by its name among ours."""
    folder = Path(name)
    return folder if (folder / "programme.toml").is_file() else bundled("templates") / name
