"""Report facts made by hand: one agency at a time, or a whole campaign from the printed tables in fixtures/golden."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pari.ui.dates import VIETNAM
from reports.documents.facts import AgencyFact, BlocFact, Decision, PolicyFact, ReportFacts, YearFigure
from scoring.core.enums import IndexMode, On, OverallMean, SupplementScope
from scoring.core.numbers import mean, round_half_up
from scoring.core.policy import DEFAULT_SCALE, ClassScale, parse_class_scale
from scoring.core.ranking import change, ranks, trend

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"
CLASSES = {"TỐT": "Tốt", "KHÁ": "Khá", "TB": "Trung bình", "YẾU": "Yếu"}
DIGEST = "5f" * 32


def table(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def policy(**given: Any) -> PolicyFact:
    usual = {
        "index_mode": IndexMode.PERCENT,
        "index_digits": 2,
        "index_cap": Decimal(100),
        "overall_mean": OverallMean.BLOCS,
        "classify_on": On.ROUNDED,
        "supplement_rate": Decimal("0.7"),
        "supplement_scope": SupplementScope.SCORE,
        "class_scale": DEFAULT_SCALE,
    }
    return PolicyFact(**{**usual, **given})


def agency(name: str, index: str | None, before: str | None = None, **given: Any) -> AgencyFact:
    """An agency of bloc `a` with its index and, perhaps, that of 2022; points are out of 100."""
    points = Decimal(index or "0")
    year_before = given.pop("year", 2023) - 1
    indices = {year_before: before, **given.pop("indices", {})}
    classes = {year_before: given.get("previous_class", ""), **given.pop("classes", {})}
    scale: ClassScale = given.pop("scale", DEFAULT_SCALE)
    digits = given.pop("digits", 2)
    now, then = _number(index), _number(before)
    usual = {
        "code": name,
        "bloc": "a",
        "standard_points": Decimal(100),
        "self_points": points,
        "round1_points": points,
        "appraised_points": points,
        "rank_in_bloc": None,
        "class_name": scale.by_threshold(Fraction(now)) if now is not None else "",
        "previous_index": then,
        "change": change(now, then, digits),
        "trend": str(trend(_number(indices.get(year_before - 1)), then, now) or ""),
        "history": _history(indices, classes),
    }
    return AgencyFact(name=name, index=now, **{**usual, **given})


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _history(indices: Mapping[int, str | None], classes: Mapping[int, str]) -> tuple[YearFigure, ...]:
    years = sorted(indices.keys() | classes.keys())
    figures = [YearFigure(year, _number(indices.get(year)), classes.get(year, "")) for year in years]
    return tuple(item for item in figures if item.index is not None or item.class_name)


def facts(agencies: Sequence[AgencyFact], *, blocs: Mapping[str, str] | None = None, **given: Any) -> ReportFacts:
    """A campaign of 2023 with these agencies; ranks and means are computed."""
    rules: PolicyFact = given.pop("policy", policy())
    names = blocs or {"a": "Cơ quan chuyên môn"}
    means = {code: _mean(agencies, code) for code in names}
    known = [found for found in means.values() if found is not None]
    overall = mean(known)
    usual = {
        "campaign_code": "X-2023",
        "campaign_name": "Chỉ số cải cách hành chính năm 2023 thành phố Nha Trang",
        "year": 2023,
        "authority": "UBND thành phố Nha Trang",
        "decision": Decision("2823/QĐ-UBND", date(2023, 12, 20)),
        "is_published": True,
        "is_reconstructed": False,
        "self_deadline": datetime(2023, 12, 2, tzinfo=VIETNAM),
        "policy": rules,
        "input_digest": DIGEST,
        "engine_version": "1",
        "agencies": tuple(_ranked(agencies)),
        "blocs": tuple(BlocFact(code, name, _rounded(means[code], rules.index_digits)) for code, name in names.items()),
        "overall_mean": _rounded(overall, rules.index_digits),
    }
    return ReportFacts(**{**usual, **given})


def _mean(agencies: Iterable[AgencyFact], bloc: str) -> Fraction | None:
    return mean(Fraction(item.index) for item in agencies if item.bloc == bloc and item.index is not None)


def _rounded(value: Fraction | None, digits: int) -> Decimal | None:
    return None if value is None else round_half_up(value, digits)


def _ranked(agencies: Sequence[AgencyFact]) -> list[AgencyFact]:
    placed: dict[str, int | None] = {}
    for bloc in {item.bloc for item in agencies}:
        members = [item for item in agencies if item.bloc == bloc]
        figures = [None if item.index is None else Fraction(item.index) for item in members]
        placed |= dict(zip([item.code for item in members], ranks(figures), strict=True))
    return [replace(item, rank_in_bloc=placed[item.code]) for item in agencies]


def nha_trang() -> ReportFacts:
    """Nha Trang 2023: 46 agencies, three blocs, indices of three years, all on time."""
    rows = table("nhatrang-2021-2023-index")
    submitted = datetime(2023, 12, 1, 23, 29, tzinfo=VIETNAM)
    deadline = datetime(2023, 12, 2, tzinfo=VIETNAM)
    round1 = ["Tốt"] * 10 + ["Khá"] * 24 + ["Trung bình"] * 12
    agencies = [
        agency(
            row["agency"],
            row["index_2023"],
            row["index_2022"],
            bloc=row["bloc"],
            previous_class=row["published_class_2022"],
            indices={2021: row["index_2021"]},
            round1_index=Decimal(row["index_2023"]) - 5,
            round1_class=first,
            submitted_at=submitted,
            deadline=deadline,
        )
        for row, first in zip(rows, round1, strict=True)
    ]
    blocs = {
        "chuyen-mon": "Cơ quan chuyên môn thuộc UBND thành phố",
        "su-nghiep": "Đơn vị sự nghiệp thuộc UBND thành phố",
        "xa-phuong": "UBND xã, phường",
    }
    return facts(agencies, blocs=blocs, campaign_code="NT-2023")


def khanh_hoa() -> ReportFacts:
    """Khánh Hòa 2019: 44 agencies, four blocs, indices of 2018, classes of 2017 and 2018, means of 2017."""
    points = {row["agency"]: row for row in table("khanhhoa-2019-index")}
    deadline = datetime(2019, 12, 17, tzinfo=VIETNAM)
    agencies = [
        _khanh_hoa_agency(row, points[row["agency"]], deadline) for row in table("khanhhoa-2018-2019-comparison")
    ]
    blocs = {
        "so": "Các sở, ban, ngành thuộc UBND tỉnh",
        "nganh-doc": "Các cơ quan ngành dọc",
        "huyen": "UBND các huyện, thị xã, thành phố",
        "su-nghiep": "Các đơn vị sự nghiệp thuộc UBND tỉnh",
    }
    means = {row["bloc"]: Decimal(row["mean_2017"]) for row in table("khanhhoa-bloc-means")}
    made = facts(
        agencies,
        blocs=blocs,
        campaign_code="KH-2019",
        campaign_name="Chỉ số cải cách hành chính năm 2019 tỉnh Khánh Hòa",
        year=2019,
        authority="UBND tỉnh Khánh Hòa",
        decision=Decision("199/QĐ-UBND", date(2020, 1, 21)),
        self_deadline=deadline,
        published_overall_means=((2017, means["overall"]),),
    )
    return replace(made, blocs=tuple(replace(bloc, published_means=((2017, means[bloc.code]),)) for bloc in made.blocs))


def _khanh_hoa_agency(row: Mapping[str, str], points: Mapping[str, str], deadline: datetime) -> AgencyFact:
    is_late = row["agency"] == "Công an tỉnh"
    return agency(
        row["agency"],
        row["index_2019"],
        row["index_2018"],
        year=2019,
        bloc=row["bloc"],
        previous_class=CLASSES[row["class_2018"]],
        classes={2017: CLASSES[row["class_2017"]]},
        standard_points=Decimal(points["standard_points"]),
        appraised_points=Decimal(points["appraised_points"]),
        submitted_at=datetime(2019, 12, 17, 8, 5, tzinfo=VIETNAM)
        if is_late
        else datetime(2019, 12, 16, 16, 40, tzinfo=VIETNAM),
        deadline=deadline,
    )


def bac_kan() -> ReportFacts:
    """Bắc Kạn 2023: points with three digits, survey points, no history, no decision."""
    scale = parse_class_scale("Tốt:80;Khá:70;Trung bình:50;Yếu:0")
    survey = {row["agency"]: Decimal(row["published_total"]) for row in table("backan-2023-survey-points")}
    rows = [("huyen", row) for row in table("backan-2023-district-ranking")]
    rows += [("xa", row) for row in table("backan-2023-commune-ranking")]
    agencies = [
        agency(
            row["agency"], row["points"], bloc=bloc, scale=scale, survey_points=survey.get(row["agency"], Decimal(0))
        )
        for bloc, row in rows
    ]
    return facts(
        agencies,
        blocs={"huyen": "UBND các huyện, thành phố", "xa": "UBND các xã, phường thuộc thành phố Bắc Kạn"},
        campaign_code="BK-2023",
        campaign_name="Chỉ số cải cách hành chính năm 2023 tỉnh Bắc Kạn",
        authority="UBND tỉnh Bắc Kạn",
        decision=Decision(),
        self_deadline=None,
        policy=policy(index_mode=IndexMode.POINTS, index_digits=3, class_scale=scale),
    )
