"""The folder that holds everything one installation writes (CONTRACT §1)."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def make_folder(folder: Path) -> Path:
    """Return `folder`, created with its parents when absent."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Return the key kept in `folder`, generating it (mode 0600) on first use.

    Processes that start together agree on one key: each offers its own complete file,
    and linking lets only the first in.
    """
    path = folder / "secret_key"
    if not path.exists():
        _offer(path, get_random_secret_key())
    return path.read_text(encoding="ascii").strip()


def _offer(path: Path, content: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(content)
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
