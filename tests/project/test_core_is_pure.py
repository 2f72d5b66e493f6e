"""`scoring.core` imports the standard library and itself (DESIGN §3); import-linter can only forbid by name."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

CORE = Path(__file__).resolve().parents[2] / "scoring" / "core"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_the_core_imports_the_standard_library_only():
    names = {name for path in CORE.rglob("*.py") for name in imported(path)}
    outside = {
        name
        for name in names
        if not name.startswith("scoring.core") and name.split(".")[0] not in sys.stdlib_module_names
    }
    assert outside == set()
