"""The shape of the results object, word for word (CONTRACT §8)."""

import re

import pytest

from reports.selectors.results import results_document
from tests.oracle.running import computed, run_of
from tests.oracle.workbook import write_plain
from tests.reports import campaigns
from tests.workbook.base import base

pytestmark = pytest.mark.django_db

LATE = '{"kind": "cap_if_late", "class": "Khá"}'


def test_one_agency_in_full(tmp_path):
    """1/3 of 3 and a bonus of 0.5 on 100: points to six decimals, the index to two."""
    sheets = campaigns.sheets(
        [
            {
                "code": "A",
                "name": "Sở A",
                "level": "so",
                "points": None,
                "submitted_at": "2023-12-02 08:00",
                "deadline": "2023-12-01",
                "history": {2022: ("90", "Tốt"), 2021: ("95.5", None)},
            }
        ]
    )
    sheets["criteria"][0]["rule"] = '{"kind": "ratio"}'
    sheets["scores"] = [
        {"agency": "A", "criterion": "1", "self_value": '{"numerator": 299, "denominator": 300}'},
        {"agency": "A", "criterion": "2", "round1_points": 0.5},
    ]
    sheets["scores"][0]["round1_value"] = '{"numerator": 263, "denominator": 300}'
    sheets["modifiers"] = [{"order": 1, "rule": LATE}]
    document = results_document(run_of(write_plain(tmp_path / "a.xlsx", sheets)))
    # self 100 × 299/300 = 99.666666…; round 1: 87.666666… + 0.5; index 88.1666… ; change −1.83
    assert document["agencies"] == [
        {
            "code": "A",
            "name": "Sở A",
            "bloc": "SO",
            "annex": "PL",
            "level": "so",
            "parent": None,
            "standard_points": "100.00",
            "self_points": "99.666667",
            "round1_points": "88.166667",
            "appraised_points": "88.166667",
            "survey_points": "0.00",
            "bonus_points": "0.50",
            "penalty_points": "0.00",
            "index": "88.17",
            "rank": 1,
            "rank_in_bloc": 1,
            "class_by_threshold": "Tốt",
            "class": "Khá",
            "modifiers": [{"kind": "cap_if_late", "value": "2023-12-02T08:00:00+07:00", "from": "Tốt", "to": "Khá"}],
            "previous_index": "90.00",
            "previous_class": "Tốt",
            "change": "-1.83",
            "trend": "down",
        }
    ]


def test_head_and_sums(tmp_path):
    run = campaigns.computed(tmp_path, [{"code": "A", "points": "90"}, {"code": "B", "bloc": "XA", "points": "70"}])
    document = results_document(run)
    assert re.fullmatch(r"[0-9a-f]{64}", document.pop("input_digest"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+07:00", document.pop("computed_at"))
    del document["agencies"]
    assert document == {
        "campaign": "KT-2023",
        "name": "Kỳ thử",
        "year": 2023,
        "authority": "UBND tỉnh Thử",
        "run": run.pk,
        "engine_version": "1",
        "policy": {
            "supplement_rate": "0.7",
            "supplement_scope": "score",
            "index_mode": "percent",
            "index_digits": 2,
            "index_cap": "100",
            "overall_mean": "blocs",
            "classify_on": "rounded",
            "rank_on": "rounded",
            "class_scale": "Tốt:85;Khá:75;Trung bình:60;Yếu:0",
        },
        "blocs": [
            {
                "code": "SO",
                "name": "SO",
                "agencies": 1,
                "mean_index": "90.00",
                "classes": {"Tốt": 1, "Khá": 0, "Trung bình": 0, "Yếu": 0},
            },
            {
                "code": "XA",
                "name": "XA",
                "agencies": 1,
                "mean_index": "70.00",
                "classes": {"Tốt": 0, "Khá": 0, "Trung bình": 1, "Yếu": 0},
            },
        ],
        "overall": {
            "agencies": 2,
            "mean_index": "80.00",
            "classes": {"Tốt": 1, "Khá": 0, "Trung bình": 1, "Yếu": 0},
        },
        "missing": [],
    }
    assert list(document["overall"]["classes"]) == ["Tốt", "Khá", "Trung bình", "Yếu"]


def without_index(tmp_path):
    """B is exempt from the only leaf that counts."""
    sheets = campaigns.sheets([{"code": "A", "points": "90"}, {"code": "B", "bloc": "XA", "points": None}])
    sheets["scores"].append({"agency": "B", "criterion": "1", "exempt": 1, "exempt_reason": "Không có nhiệm vụ"})
    del sheets["history"]
    return results_document(run_of(write_plain(tmp_path / "b.xlsx", sheets)))


def test_nothing_to_report_is_null_and_never_an_empty_text(tmp_path):
    document = without_index(tmp_path)
    item = document["agencies"][1]
    nothing = {key for key, value in item.items() if value is None}
    assert nothing == {
        "level",
        "parent",
        "index",
        "rank",
        "rank_in_bloc",
        "class_by_threshold",
        "class",
        "previous_index",
        "previous_class",
        "change",
        "trend",
    }
    assert "" not in item.values()
    assert (item["standard_points"], item["appraised_points"], item["modifiers"]) == ("0.00", "0.00", [])


def test_an_agency_without_an_index_is_counted_and_not_averaged(tmp_path):
    document = without_index(tmp_path)
    assert document["blocs"][1]["mean_index"] is None
    assert (document["blocs"][1]["agencies"], sum(document["blocs"][1]["classes"].values())) == (1, 0)
    assert (document["overall"]["agencies"], document["overall"]["mean_index"]) == (2, "90.00")


@pytest.mark.parametrize(
    ("digits", "index", "change"), [(0, "92", "-8"), (1, "92.3", "-7.7"), (4, "92.3450", "-7.6550")]
)
def test_decimals_of_the_index(tmp_path, digits, index, change):
    agencies = [{"code": "A", "points": "92.345", "history": {2022: ("100", "Tốt")}}]
    item = results_document(campaigns.computed(tmp_path, agencies, index_digits=digits))["agencies"][0]
    assert (item["index"], item["change"]) == (index, change)
    assert item["previous_index"] == f"{100:.{digits}f}"


@pytest.mark.parametrize(("before", "change"), [("90", "0.00"), ("88.8", "+1.20"), ("98.91", "-8.91")])
def test_the_sign_of_change(tmp_path, before, change):
    agencies = [{"code": "A", "points": "90", "history": {2022: (before, "Tốt")}}]
    assert results_document(campaigns.computed(tmp_path, agencies))["agencies"][0]["change"] == change


def test_the_order_of_blocs_and_agencies(tmp_path):
    agencies = [
        {"code": "z", "name": "Đông", "bloc": "C", "points": "80"},
        {"code": "y", "name": "Dương", "bloc": "C", "points": "80"},
        {"code": "x", "name": "Ấp", "bloc": "A", "points": "10"},
        {"code": "w", "name": "Ao", "bloc": "A", "points": "99"},
        {"code": "v", "name": "Bến", "bloc": "B", "points": "50"},
        {"code": "u", "name": "Bãi", "bloc": "D", "points": "50"},
    ]
    sheets = campaigns.sheets(agencies)
    del sheets["history"]
    sheets["blocs"] = [
        {"code": "D", "name": "Khối D"},
        {"code": "A", "name": "Khối A", "order": 2},
        {"code": "B", "name": "Khối B"},
        {"code": "C", "name": "Khối C", "order": 1},
    ]
    document = results_document(run_of(write_plain(tmp_path / "o.xlsx", sheets)))
    assert [bloc["code"] for bloc in document["blocs"]] == ["C", "A", "D", "B"]
    assert [item["code"] for item in document["agencies"]] == ["y", "z", "w", "x", "u", "v"]


def test_missing_figures_are_listed(tmp_path):
    sheets = base()
    sheets["survey"] = sheets["survey"][:1]
    document = results_document(run_of(write_plain(tmp_path / "m.xlsx", sheets)))
    assert sorted((item["agency"], item["criterion"]) for item in document["missing"]) == [
        ("CQ1", "1.10"),
        ("CQ2", "1.10"),
        ("CQ2", "1.9"),
    ]


def test_an_agency_of_which_nothing_is_said_has_zero_and_not_none(tmp_path):
    document = results_document(
        campaigns.computed(tmp_path, [{"code": "A", "points": None}, {"code": "B", "points": "1"}])
    )
    item = next(item for item in document["agencies"] if item["code"] == "A")
    assert (item["index"], item["class"], item["rank"]) == ("0.00", "Yếu", 2)


def test_the_run_served_is_the_one_that_holds_the_results(tmp_path):
    run = campaigns.computed(tmp_path, [{"code": "A", "points": "90"}])
    assert results_document(computed(run.campaign)) == results_document(run)
