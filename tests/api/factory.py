"""Campaigns for the API's tests, taken the whole way: a workbook, its import, an index run, a decision."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from appraisal.exchange.importing import import_workbook
from fixtures.demo.workbook import Sheets, settings, write
from reports.models import IndexRun
from reports.services.compute import compute_run
from reports.services.publish import publish
from scoring.models import Campaign

DECISION = "12/QĐ-UBND"


def make(
    *, code: str = "TH-2024", year: int = 2024, agencies: int = 4, leaves: int = 3, published: bool = True
) -> Campaign:
    """`agencies` in two blocs, each answering one annex of `leaves` leaves; results as of the last step asked for."""
    campaign = imported(sheets(code=code, year=year, agencies=agencies, leaves=leaves))
    computed(campaign)
    if published:
        announce(campaign)
    return campaign


def imported(content: Sheets) -> Campaign:
    code = next(row["value"] for row in content.campaign if row["key"] == "code")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "campaign.xlsx"
        write(content, path)
        import_workbook(path=path, by=None)
    return Campaign.objects.get(code=code)


def computed(campaign: Campaign) -> IndexRun:
    return compute_run(run_id=IndexRun.objects.create(campaign=campaign).pk)


def announce(campaign: Campaign, *, decision: str = DECISION) -> None:
    publish(campaign=campaign, decision_number=decision, decision_date=date(campaign.year, 12, 20), by=None)
    campaign.refresh_from_db()


def sheets(*, code: str, year: int, agencies: int, leaves: int) -> Sheets:
    """Agency n of N gets 10 − n/4 points on every leaf of 10, the first leaf is a ratio, the last agency is silent on it."""
    names = [f"cq/{number}" if number == 1 else f"cq{number}" for number in range(1, agencies + 1)]
    return Sheets(
        campaign=settings(code=code, name=f"Kỳ thử {year}", year=str(year), authority="UBND tỉnh Thử"),
        blocs=[{"code": "SO", "name": "Khối sở", "order": "1"}, {"code": "XA", "name": "Khối xã", "order": "2"}],
        agencies=[
            {"code": name, "name": f"Đơn vị {number}", "bloc": "XA" if number % 2 else "SO", "annex": "PL1"}
            for number, name in enumerate(names)
        ],
        criteria=[{"annex": "PL1", "code": "1", "name": "Nhóm", "kind": "group"}, *_leaves(leaves)],
        scores=[row for number, name in enumerate(names) for row in _scores(name, number, leaves, agencies)],
        history=[
            {"agency": names[0], "year": str(year - 1), "index": "91.5", "class": "Tốt"},
            {"agency": names[1], "year": str(year - 1), "index": "97.5", "class": "Tốt"},
            {"agency": names[0], "year": str(year - 2), "class": "Khá"},
        ],
        bloc_history=[
            {"bloc": "SO", "year": str(year - 2), "mean_index": "80.12"},
            {"bloc": "*", "year": str(year - 2), "mean_index": "79.5"},
        ],
    )


def _leaves(leaves: int) -> list[dict[str, str]]:
    ratio = {"rule": json.dumps({"kind": "ratio", "full": "1"})}
    return [
        {
            "annex": "PL1",
            "code": f"1.{number}",
            "parent": "1",
            "name": f"Tiêu chí {number}",
            "kind": "score",
            "max_points": "10",
            **(ratio if number == 1 else {}),
        }
        for number in range(1, leaves + 1)
    ]


def _scores(name: str, number: int, leaves: int, agencies: int) -> list[dict[str, str]]:
    points = str(10 - (number % 12) / 4)
    rows = [
        {"agency": name, "criterion": f"1.{leaf}", "self_points": "10", "round1_points": points}
        for leaf in range(2, leaves + 1)
    ]
    if number == agencies - 1:
        return rows
    value = json.dumps({"numerator": "44", "denominator": "46"})
    return [{"agency": name, "criterion": "1.1", "self_value": value, "round1_value": value}, *rows]
