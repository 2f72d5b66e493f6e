"""What the API returns, in JSON Schema; `tests/api` holds every answer to exactly these members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pari.api.shapes import (
    Shape,
    count,
    counts,
    digest,
    fields,
    listed,
    nullable,
    number_text,
    one_of,
    ref,
    signed_text,
    text,
    truth,
    whole,
)
from reports.enums import DocumentFormat, DocumentKind
from scoring.core.enums import IndexMode, On, OverallMean, SupplementScope, Trend
from scoring.enums import CriteriaSetState, Evidence, Kind, Phase, Source

YEAR = whole("Năm.", minimum=0)
CLASS_NAME = nullable(text("Xếp loại; null khi không có chỉ số.", examples=["Tốt"]))
INDEX = nullable(number_text("Chỉ số, đúng số chữ số thập phân của kỳ đánh giá.", examples=["92.53"]))
CHANGE = nullable(signed_text("Tăng, giảm, có dấu; 0 không dấu.", examples=["+1.20"]))
RANK = nullable(whole(minimum=1))
POINTS = number_text(examples=["92.50"])
OPTIONAL_POINTS = nullable(POINTS)
ANY_OBJECT: Shape = {"type": "object", "additionalProperties": True}
LEAF_KINDS = [kind for kind in Kind.values if kind != Kind.GROUP]

POLICY = fields(
    {
        "supplement_rate": number_text(examples=["0.7"]),
        "supplement_scope": one_of([item.value for item in SupplementScope]),
        "index_mode": one_of([item.value for item in IndexMode]),
        "index_digits": count(),
        "index_cap": nullable(number_text(examples=["100"])),
        "overall_mean": one_of([item.value for item in OverallMean]),
        "classify_on": one_of([item.value for item in On]),
        "rank_on": one_of([item.value for item in On]),
        "class_scale": text(examples=["Tốt:85;Khá:75;Trung bình:60;Yếu:0"]),
    },
    "Quy định tính, theo các khóa của trang `campaign` trong sổ nhập.",
)

CAMPAIGN: Mapping[str, Shape] = {
    "code": text(examples=["NT-2023"]),
    "name": text(),
    "year": YEAR,
    "authority": text("Cơ quan chủ trì."),
    "phase": one_of(Phase.values, "Giai đoạn."),
    "reconstructed": truth("Điểm từng tiêu chí được dựng lại từ số tổng đã công bố; chỉ để trình diễn."),
    "criteria_set": whole("Số của bộ tiêu chí."),
    "agencies": count("Số cơ quan tham gia."),
    "run": nullable(whole("Lần tính đang được công nhận.")),
    "publication": nullable(
        fields(
            {
                "decision_number": text(examples=["2823/QĐ-UBND"]),
                "decision_date": text(format="date"),
                "published_at": text(format="date-time"),
                "digest": digest("SHA-256 của kết quả lúc công bố."),
            },
            "Quyết định công bố mới nhất.",
        )
    ),
}

AGENCY: Mapping[str, Shape] = {
    "code": text(),
    "name": text(),
    "bloc": text("Mã khối."),
    "annex": text("Mã phụ lục."),
    "level": nullable(text()),
    "parent": nullable(text("Mã cơ quan cấp trên trong kỳ.")),
    "standard_points": POINTS,
    "self_points": POINTS,
    "round1_points": POINTS,
    "appraised_points": POINTS,
    "survey_points": POINTS,
    "bonus_points": POINTS,
    "penalty_points": POINTS,
    "index": INDEX,
    "rank": RANK,
    "rank_in_bloc": RANK,
    "class_by_threshold": CLASS_NAME,
    "class": CLASS_NAME,
    "modifiers": listed(
        fields({"kind": text(), "value": text(), "from": text(), "to": text()}), "Điều chỉnh đã đổi xếp loại."
    ),
    "previous_index": INDEX,
    "previous_class": CLASS_NAME,
    "change": CHANGE,
    "trend": nullable(one_of([item.value for item in Trend], "Xu hướng ba năm.")),
}

CLASS_COUNTS = counts("Số cơ quan theo xếp loại cuối cùng, đủ mọi loại của thang.")

LEAF = fields(
    {
        "code": text(),
        "name": text(),
        "kind": one_of(LEAF_KINDS),
        "source": one_of(Source.values),
        "max": OPTIONAL_POINTS,
        "self": OPTIONAL_POINTS,
        "round1": OPTIONAL_POINTS,
        "round2": OPTIONAL_POINTS,
        "credited": nullable(number_text("Điểm được ghi nhận; null khi được giảm trừ.")),
        "exempt": truth("Được giảm trừ."),
        "explanation": nullable(
            text("Vì sao được chừng ấy điểm.", examples=["44/46 = 95,65% ≥ 80% → 2 × 0,9565 = 1,91"])
        ),
    }
)

CRITERIA_SET: Mapping[str, Shape] = {
    "id": whole(),
    "name": text(),
    "authority": text(),
    "decision_number": nullable(text()),
    "decision_date": nullable(text(format="date")),
    "state": one_of(CriteriaSetState.values),
    "campaigns": listed(text(), "Mã các kỳ đánh giá được xem dùng bộ tiêu chí này."),
    "annexes": listed(text(), "Mã các phụ lục."),
}

NOT_COMPARABLE: Shape = nullable(
    text(
        "Vì sao không so sánh được với năm kia; null khi so sánh được.",
        examples=["sáp nhập từ 6 đơn vị ngày 01/7/2025"],
    )
)
COMPARED: Mapping[str, Shape] = {"mean_index": INDEX, "compared_mean_index": INDEX, "change": CHANGE}

SHAPES: Mapping[str, Shape] = {
    "Policy": POLICY,
    "Campaign": fields(CAMPAIGN),
    "CampaignDetail": fields(
        {
            **CAMPAIGN,
            "policy": ref("Policy"),
            "classes": listed(text(), "Các xếp loại, cao nhất trước."),
            "modifiers": listed(ANY_OBJECT, "Quy tắc điều chỉnh xếp loại, theo thứ tự áp dụng."),
            "blocs": listed(fields({"code": text(), "name": text(), "agencies": count()})),
            "annexes": listed(text()),
        }
    ),
    "AgencyResults": fields(AGENCY),
    "AgencyResultsWithLeaves": fields(
        {"campaign": text(), "year": YEAR, "run": whole(), **AGENCY, "leaves": listed(ref("Leaf"))}
    ),
    "Leaf": LEAF,
    "Results": fields(
        {
            "campaign": text(),
            "name": text(),
            "year": YEAR,
            "authority": text(),
            "run": whole("Lần tính."),
            "engine_version": text("Phiên bản bộ tính."),
            "input_digest": digest("SHA-256 của số liệu đầu vào."),
            "computed_at": nullable(text(format="date-time")),
            "policy": ref("Policy"),
            "agencies": listed(ref("AgencyResults"), "Theo khối, thứ hạng trong khối, tên."),
            "blocs": listed(
                fields(
                    {
                        "code": text(),
                        "name": text(),
                        "agencies": count(),
                        "mean_index": INDEX,
                        "classes": CLASS_COUNTS,
                    }
                )
            ),
            "overall": fields({"agencies": count(), "mean_index": INDEX, "classes": CLASS_COUNTS}),
            "missing": listed(
                fields({"agency": text(), "criterion": text()}), "Tiêu chí không có số liệu, tính là 0 điểm."
            ),
        }
    ),
    "Comparison": fields(
        {
            "campaign": text(),
            "year": YEAR,
            "with": YEAR,
            "agencies": listed(
                fields(
                    {
                        "code": text(),
                        "name": text(),
                        "bloc": text(),
                        "index": INDEX,
                        "class": CLASS_NAME,
                        "compared_index": INDEX,
                        "compared_class": CLASS_NAME,
                        "change": CHANGE,
                        "not_comparable": NOT_COMPARABLE,
                    }
                )
            ),
            "blocs": listed(fields({"code": text(), "name": text(), **COMPARED})),
            "overall": fields(COMPARED),
        }
    ),
    "CriterionAttainment": fields(
        {
            "bloc": text(),
            "annex": text(),
            "criterion": text(),
            "name": text(),
            "kind": one_of(LEAF_KINDS),
            "source": one_of(Source.values),
            "agencies": count("Số cơ quan được chấm, không kể cơ quan được giảm trừ."),
            "at_maximum": count("Số cơ quan đạt điểm tối đa."),
            "points": number_text("Tổng điểm ghi nhận; ở tiêu chí trừ điểm là tổng điểm đã trừ."),
            "standard_points": number_text("Tổng điểm tối đa của các cơ quan được chấm."),
            "attainment": nullable(number_text("Phần trăm điểm ghi nhận so với điểm tối đa.", examples=["87.42"])),
        }
    ),
    "AgencyYear": fields(
        {
            "authority": text("Cơ quan chủ trì."),
            "campaign": text("Kỳ đánh giá mà số liệu nằm trong đó."),
            "source": one_of(["results", "history"]),
            "year": YEAR,
            "code": text(),
            "name": text("Tên cơ quan trong kỳ đánh giá ấy."),
            "bloc": text(),
            "index": INDEX,
            "class": CLASS_NAME,
            "rank": RANK,
            "rank_in_bloc": RANK,
            "not_comparable": NOT_COMPARABLE,
        }
    ),
    "CriteriaSet": fields(CRITERIA_SET),
    "CriteriaSetDetail": fields(
        {**CRITERIA_SET, "annexes": listed(fields({"code": text(), "criteria": listed(ref("Criterion"))}))}
    ),
    "Criterion": fields(
        {
            "code": text(),
            "name": text(),
            "kind": one_of(Kind.values),
            "max_points": OPTIONAL_POINTS,
            "cap": OPTIONAL_POINTS,
            "source": nullable(one_of(Source.values)),
            "specialty": nullable(text()),
            "rule": nullable(ANY_OBJECT),
            "evidence": one_of(Evidence.values),
            "indicator": nullable(text()),
            "children": listed(ref("Criterion")),
        }
    ),
    "Document": fields(
        {
            "id": whole(),
            "kind": one_of(DocumentKind.values),
            "format": one_of(DocumentFormat.values),
            "size": count("Số byte."),
            "sha256": digest("SHA-256 của tệp."),
            "created_at": text(format="date-time"),
            "url": text("Địa chỉ tải tệp.", format="uri"),
        }
    ),
}


def add_shapes(result: dict[str, Any], generator: Any, **kwargs: Any) -> dict[str, Any]:
    """Give the schema its named shapes (a hook of drf-spectacular)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(SHAPES)
    return result
