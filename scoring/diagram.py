"""The tables of what may be done, as Mermaid diagrams and tables: `python -m scoring.diagram docs/workflow.md` renews the page."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any


def _submissions() -> Iterator[str]:
    from scoring.enums import SubmissionState  # after Django is set up
    from scoring.transitions import TABLE

    yield from _transitions(SubmissionState.DRAFT.value, TABLE)


def _supplements() -> Iterator[str]:
    from scoring.enums import SupplementState  # after Django is set up
    from scoring.supplementing import TABLE

    yield from _transitions(SupplementState.OPEN.value, TABLE)


def _transitions(first: str, rows: Iterable[Any]) -> Iterator[str]:
    """Rows of one of the tables with state, action, target, roles, guards and notice."""
    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {first}")
    for row in rows:
        yield f"    {row.source.value} --> {row.target.value}: {row.action.value} ({_listed(row.roles)})"
    yield from ("```", "", "| From | Action | To | Roles | Guards | Told |", "|---|---|---|---|---|---|")
    for row in rows:
        guards = ", ".join(f"`{guard.__name__}`" for guard in row.guards)
        told = _listed(row.notice.roles) if row.notice else "–"
        action = f"`{row.action.value}` {row.action.label}"
        yield _row(row.source.value, action, row.target.value, _listed(row.roles), guards, told)


def _phases() -> Iterator[str]:
    from scoring.enums import Phase  # after Django is set up
    from scoring.phases import MOVES

    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {Phase.SETUP.value}")
    for action, move in MOVES.items():
        yield f"    {move.source.value} --> {move.target.value}: {action.value} ({_listed(move.roles)})"
    yield from ("```", "", "| From | Action | To | Roles | Guard |", "|---|---|---|---|---|")
    for action, move in MOVES.items():
        guards = [move.guard.__name__] if move.guard else []
        guards += ["check_impartial"] if move.is_impartial else []
        shown = ", ".join(f"`{name}`" for name in guards) or "–"
        name = f"`{action.value}` {action.label}"
        yield _row(move.source.value, name, move.target.value, _listed(move.roles), shown)


def _listed(roles: Iterable[str]) -> str:
    return ", ".join(sorted(str(role) for role in roles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


#: Each block of the page: its name, the file of its table, and what is made of it.
BLOCKS: Mapping[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "transitions": ("scoring/transitions.py", _submissions),
    "phases": ("scoring/phases.py", _phases),
    "supplements": ("scoring/supplementing.py", _supplements),
}


def renewed(page: str) -> str:
    """The page with the diagrams of the tables as they are now."""
    for name, (file, make) in BLOCKS.items():
        begin, end = f"<!-- {name}: made from {file} -->", f"<!-- end of {name} -->"
        found = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
        body = "\n".join((begin, *make(), end))
        page = found.sub(lambda _, body=body: body, page)  # type: ignore[misc]
    return page


def main(path: str) -> None:
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pari.settings")
    django.setup()
    page = Path(path)
    with translation.override("vi"):
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
