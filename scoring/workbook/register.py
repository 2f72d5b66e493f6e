"""The sheets `blocs` and `agencies` (CONTRACT §3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from scoring.core.errors import Refused
from scoring.core.fields import nearest
from scoring.workbook.records import AgencyRecord, BlocRecord
from scoring.workbook.tables import Row, Table

_IGNORED = re.compile(r"[\s-]+")


def squash(code: str) -> str:
    """A code or name without case, spaces and `-`: how people write the same thing differently."""
    return _IGNORED.sub("", code).casefold()


class Once:
    """Notes a fault on the second row with the same key."""

    def __init__(self) -> None:
        self._rows: dict[Any, int] = {}

    def check(self, row: Row, column: str, key: Any) -> bool:
        first = self._rows.setdefault(key, row.number)
        if first == row.number:
            return True
        row.fault(column, Refused("trùng với dòng %(row)d", "xóa một trong hai dòng", row=first))
        return False


def known(row: Row, column: str, among: Collection[str], what: str) -> str | None:
    """The code in a cell when it is one of `among`; a fault and None otherwise."""
    code: str | None = row.get(column)
    if code is None or code in among:
        return code
    row.fault(column, unknown(code, among, what))
    return None


def unknown(code: str, among: Collection[str], what: str) -> Refused:
    near = nearest(code, among) if among else "—"
    return Refused("không có %(what)s “%(code)s”", "mã gần nhất: %(near)s", what=what, code=code, near=near[:200])


def read_blocs(table: Table) -> tuple[BlocRecord, ...]:
    """Blocs in order of appearance."""
    once, found = Once(), list[BlocRecord]()
    for row in table.rows():
        code, name, order = row.get("code"), row.get("name"), row.get("order")
        if code is not None and once.check(row, "code", code):
            found.append(BlocRecord(code, name or code, order))
    return tuple(found)


def blocs_of(agencies: Iterable[AgencyRecord]) -> tuple[BlocRecord, ...]:
    """Without the sheet blocs take their code as name, in order of appearance."""
    return tuple(BlocRecord(code, code, None) for code in dict.fromkeys(agency.bloc for agency in agencies))


def read_agencies(table: Table, blocs: Collection[str] | None, annexes: Collection[str]) -> tuple[AgencyRecord, ...]:
    """Agencies in order of appearance; `blocs` is None when the workbook has no such sheet."""
    once, rows = Once(), dict[str, tuple[Row, AgencyRecord]]()
    for row in table.rows():
        record = _agency(row, blocs, annexes)
        if record.code and once.check(row, "code", squash(record.code)):
            rows[record.code] = (row, record)
    for row, record in rows.values():
        if record.parent is not None and record.parent not in rows:
            row.fault("parent", unknown(record.parent, rows, "cơ quan"))
    parents = {code: record.parent for code, (_, record) in rows.items()}
    check_cycles(parents, lambda code, refused: rows[code][0].fault("parent", refused))
    return tuple(record for _, record in rows.values())


def _agency(row: Row, blocs: Collection[str] | None, annexes: Collection[str]) -> AgencyRecord:
    bloc = row.get("bloc") if blocs is None else known(row, "bloc", blocs, "khối")
    return AgencyRecord(
        code=row.get("code") or "",
        name=row.get("name") or "",
        bloc=bloc or "",
        annex=known(row, "annex", annexes, "phụ lục") or "",
        parent=row.get("parent"),
        level=row.get("level") or "",
        submitted_at=row.get("submitted_at"),
        deadline=row.get("deadline"),
        short_name=row.get("short_name") or "",
    )


def check_cycles(parents: Mapping[str, str | None], report: Callable[[str, Refused], None]) -> None:
    """Report every member of a cycle once, with the way round."""
    settled: set[str] = set()
    for start in parents:
        path: list[str] = []
        code: str | None = start
        while code is not None and code in parents and code not in settled and code not in path:
            path.append(code)
            code = parents[code]
        if code in path:
            cycle = path[path.index(code) :]
            for member in cycle:
                report(member, Refused("vòng lặp: %(way)s", "sửa cấp trên", way=" → ".join([*cycle, cycle[0]])))
        settled.update(path)
