"""Workbooks as people fill them in and bring them: made of rows, and one of each sort that has something to say."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from django.test import Client

from pari.accounts.models import User
from scoring.exchange.annexes.writing import write_annexes
from scoring.models import CriteriaSet
from tests.cycle.offline.taken import Taken, edit
from tests.cycle.world import World

AGENCIES = ("code", "name", "short_name", "valid_from", "valid_to")
LINEAGE = ("kind", "predecessors", "successors", "effective_on", "decision")
PEOPLE = ("Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Vai trò", "Từ ngày", "Đến hết ngày")


def workbook(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as file:
        for name, rows in sheets.items():
            sheet = file.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return stream.getvalue()


def register() -> bytes:
    """A new agency, made of two that were."""
    new = ("CQ90", "Sở thử hợp nhất", "Sở hợp nhất")
    merger = ("Sáp nhập", "CQ7; CQ8", "CQ90", "2025-07-01", "1667/NQ-UBTVQH15")
    return workbook({"agencies": [AGENCIES, new], "lineage": [LINEAGE, merger]})


def people() -> bytes:
    """One who is invited, one who is there and is given a role."""
    invited = ("can.bo.cq3", "Cán bộ thử", "canbo@tinh.example.vn", "CQ3", "Cán bộ đầu mối", "01/9/2025", "31/12/2099")
    known = ("observer", "Người quan sát thử", "", "", "Thành viên Hội đồng thẩm định", "", "")
    return workbook({"people": [PEOPLE, invited, known]})


def criteria(criteria_set: CriteriaSet) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "annexes.xlsx"
        write_annexes(criteria_set=criteria_set, path=path)
        return path.read_bytes()


def offline(world: World, officer: User) -> bytes:
    """The first agency's, with a change, a fault, and a field that somebody has filled in here meanwhile."""
    client = Client()
    client.force_login(officer)
    taken, ratio = Taken(client), world.leaf("ratio")
    taken.enter(ratio, numerator=44, denominator=46)
    taken.enter(world.leaf("per_unit"), count="nhiều")
    taken.explain(ratio, "Theo báo cáo số 15/BC")
    edit(world, ratio, "Theo báo cáo số 16/BC", by=officer)
    return taken.content
