"""The golden figures as campaigns with results."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from reports.models import IndexRun
from scoring.enums import Phase
from scoring.models import PublishedBlocMean
from tests.portal.factory import Entry, make_run

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "golden"


def table(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def khanh_hoa(*, phase: Phase = Phase.PUBLISHED) -> IndexRun:
    """44 agencies in 4 blocs with unlike standard points, and two earlier years of bloc means."""
    earlier = {row["agency"]: row for row in table("khanhhoa-2018-2019-comparison.csv")}
    blocs: dict[str, list[Entry]] = {}
    for row in table("khanhhoa-2019-index.csv"):
        old = earlier[row["agency"]]
        before = {
            2018: (old["index_2018"], old["class_2018"].capitalize()),
            2017: (None, "Trung bình" if old["class_2017"] == "TB" else old["class_2017"].capitalize()),
        }
        entry = Entry(
            name=row["agency"],
            standard=row["standard_points"],
            appraised=row["appraised_points"],
            index=row["index_percent"],
            class_name=row["published_class"].capitalize(),
            before=before,
        )
        blocs.setdefault(row["bloc"], []).append(entry)
    names = {
        "so": "Khối sở, ban, ngành",
        "nganh-doc": "Khối cơ quan ngành dọc",
        "huyen": "Khối UBND cấp huyện",
        "su-nghiep": "Khối đơn vị sự nghiệp trực thuộc UBND tỉnh",
    }
    run = make_run(
        code="KH-2019",
        name="Chỉ số cải cách hành chính năm 2019 tỉnh Khánh Hòa",
        year=2019,
        authority="UBND tỉnh Khánh Hòa",
        blocs=[(code, names[code], entries) for code, entries in blocs.items()],
        phase=phase,
        overall_mean="83.67",
        decision=("199/QĐ-UBND", date(2020, 1, 21)),
    )
    _bloc_history(run, 2017, {row["bloc"]: row["mean_2017"] for row in table("khanhhoa-bloc-means.csv")})
    return run


def nha_trang(*, phase: Phase = Phase.PUBLISHED) -> IndexRun:
    """46 agencies in 3 blocs with three years of indices, one class lowered by a modifier."""
    blocs: dict[str, list[Entry]] = {}
    for row in table("nhatrang-2021-2023-index.csv"):
        before = {2021: (row["index_2021"], ""), 2022: (row["index_2022"], row["published_class_2022"])}
        entry = Entry(
            name=row["agency"],
            standard="100",
            appraised=row["index_2023"],
            index=row["index_2023"],
            class_name=row["published_class_2023"],
            before=before,
        )
        blocs.setdefault(row["bloc"], []).append(entry)
    names = {
        "chuyen-mon": "Khối cơ quan chuyên môn",
        "su-nghiep": "Khối đơn vị sự nghiệp",
        "xa-phuong": "Khối UBND cấp xã",
    }
    return make_run(
        code="NT-2023",
        name="Chỉ số cải cách hành chính năm 2023 của các cơ quan, đơn vị thuộc UBND thành phố Nha Trang",
        year=2023,
        authority="UBND thành phố Nha Trang",
        blocs=[(code, names[code], entries) for code, entries in blocs.items()],
        phase=phase,
        decision=("2823/QĐ-UBND", date(2023, 12, 20)),
    )


def bac_kan(*, phase: Phase = Phase.PUBLISHED) -> IndexRun:
    """Points with three digits, survey points, no earlier year, and a class that a modifier lowered."""
    survey = {row["agency"]: row["published_total"] for row in table("backan-2023-survey-points.csv")}
    lowered = {"kind": "drop_unless_subordinates", "value": "3/8", "from": "Tốt", "to": "Khá"}

    def entries(name: str) -> list[Entry]:
        return [
            Entry(
                name=row["agency"],
                standard="100",
                appraised=row["points"],
                index=row["points"],
                class_name="Khá"
                if row["agency"] == "TP Bắc Kạn"
                else row["published_class"].replace("Xuất sắc", "Tốt"),
                by_threshold=row["published_class"].replace("Xuất sắc", "Tốt"),
                survey=survey.get(row["agency"], "0"),
                modifiers=(lowered,) if row["agency"] == "TP Bắc Kạn" else (),
            )
            for row in table(name)
        ]

    return make_run(
        code="BK-2023",
        name="Chỉ số cải cách hành chính năm 2023 tỉnh Bắc Kạn",
        year=2023,
        authority="UBND tỉnh Bắc Kạn",
        blocs=[
            ("huyen", "UBND cấp huyện", entries("backan-2023-district-ranking.csv")),
            ("xa", "UBND xã, phường thuộc thành phố Bắc Kạn", entries("backan-2023-commune-ranking.csv")),
        ],
        phase=phase,
        scale="Tốt:80;Khá:70;Trung bình:50;Yếu:0",
        mode="points",
        digits=3,
    )


def _bloc_history(run: IndexRun, year: int, means: dict[str, str]) -> None:
    blocs = {bloc.code: bloc for bloc in run.campaign.blocs.all()}
    PublishedBlocMean.objects.bulk_create(
        PublishedBlocMean(campaign=run.campaign, bloc=blocs.get(code), year=year, mean_index=figure)
        for code, figure in means.items()
    )
