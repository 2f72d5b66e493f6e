"""The input digest (CONTRACT §8): the content counts, its spelling and order do not."""

import copy
import json
import random

import pytest

from scoring.models import Campaign
from tests.exchange.emptying import empty_database
from tests.oracle.generator import draw_campaign
from tests.oracle.running import computed, run_of
from tests.oracle.workbook import write_plain, write_workbook
from tests.workbook.base import base, broken, complete

DEFAULTS = {
    "supplement_rate": 0.7,
    "supplement_scope": "score",
    "index_mode": "percent",
    "index_digits": "2",
    "index_cap": 100,
    "overall_mean": "blocs",
    "classify_on": "rounded",
    "rank_on": "rounded",
}


def digest_of(folder, sheets):
    empty_database()
    return run_of(write_plain(folder / "campaign.xlsx", complete(sheets))).input_digest


def defaults_given(sheets):
    given = {row["key"] for row in sheets["campaign"]}
    sheets["campaign"] += [{"key": key, "value": value} for key, value in DEFAULTS.items() if key not in given]
    for row in (row for row in sheets["scores"] if row["criterion"] != "1.9"):
        row.setdefault("round2_basis", "supplement")
    for row in sheets["criteria"][1:]:
        row.setdefault("evidence", "optional")
        row.setdefault("kind", "score")
        row.setdefault("source", "self")
        row.setdefault("rule", '{"kind": "manual"}')
    sheets["criteria"][5]["rule"] = '{"full": 1.0, "floor": "0", "kind": "ratio"}'
    return sheets


def numbers_spelled_otherwise(sheets):
    sheets["scores"][0] |= {"self_points": "1,50", "round1_points": "1.0"}
    sheets["scores"][4]["self_value"] = '{"denominator": 46.0, "numerator": 44}'
    sheets["survey"][0]["points"] = 2.0
    sheets["history"][0] |= {"year": "2022", "index": 80.5}
    sheets["indicators"][0] |= {"value": "05,00", "as_of": " 2023-11-30 "}
    sheets["modifiers"][0]["order"] = "1"
    sheets["campaign"][2]["value"] = "2023"
    sheets["campaign"][4]["value"] = " Tốt : 85,0 ;Khá:75.00; Yếu:0 "
    return sheets


def moments_spelled_otherwise(sheets):
    sheets["campaign"][6]["value"] = "2023-12-01T17:00:00Z"
    sheets["agencies"][2]["submitted_at"] = "2023-12-01 10:00:00+00:00"
    return sheets


def rows_reversed(sheets):
    return {name: rows if name == "blocs" else rows[::-1] for name, rows in sheets.items()}


def decomposed(sheets):
    sheets["agencies"][0]["name"] = "So\u031b\u0309 Mô\u0323t "
    sheets["criteria"][3]["rule"] = sheets["criteria"][3]["rule"].replace("Đạt", "\\u0110a\\u0323t")
    sheets["scores"][2]["self_value"] = '{"label": "\\u0110a\\u0323t "}'
    return sheets


SAME = [defaults_given, numbers_spelled_otherwise, moments_spelled_otherwise, rows_reversed, decomposed]


@pytest.mark.parametrize("change", SAME, ids=[change.__name__ for change in SAME])
def test_spelling_does_not_count(db, tmp_path, change):
    assert digest_of(tmp_path, change(base())) == digest_of(tmp_path, base())


@pytest.mark.parametrize("seed", range(4))
def test_order_does_not_count(db, tmp_path, seed):
    sheets = draw_campaign(seed)
    first = run_of(write_plain(tmp_path / "first.xlsx", sheets)).input_digest
    rng = random.Random(seed)  # noqa: S311 reproducible, not secret
    shuffled = {name: rows if name == "blocs" else rng.sample(rows, len(rows)) for name, rows in sheets.items()}
    second = run_of(write_workbook(tmp_path / "second.xlsx", shuffled, seed)).input_digest
    assert second == first


def edited_rule(old, new):
    rows = base()["criteria"]
    place = next(place for place, row in enumerate(rows) if old in (row.get("rule") or ""))
    return ("criteria", place, "rule", rows[place]["rule"].replace(old, new))


CHANGES = [
    ("campaign", "code", "value", "MAU-2024"),
    ("campaign", "name", "value", "Kỳ khác"),
    ("campaign", "year", "value", 2024),
    ("campaign", "authority", "value", "UBND tỉnh Khác"),
    ("campaign", "decision_number", "value", "1/QĐ"),
    ("campaign", "decision_date", "value", "2023-10-02"),
    ("campaign", "self_deadline", "value", "2023-12-02"),
    ("campaign", "supplement_rate", "value", "0.71"),
    ("campaign", "supplement_scope", "value", "all"),
    ("campaign", "index_mode", "value", "points"),
    ("campaign", "index_digits", "value", 3),
    ("campaign", "index_cap", "value", "none"),
    ("campaign", "overall_mean", "value", "agencies"),
    ("campaign", "classify_on", "value", "raw"),
    ("campaign", "rank_on", "value", "raw"),
    ("campaign", "class_scale", "value", "Tốt:85;Khá:74;Yếu:0"),
    ("agencies", 2, "code", "CQ3b"),
    ("agencies", 0, "name", "Sở một"),
    ("agencies", 0, "bloc", "XA"),
    ("agencies", 1, "annex", "PL2"),
    ("agencies", 1, "parent", None),
    ("agencies", 0, "level", "tỉnh"),
    ("agencies", 2, "submitted_at", "2023-12-01T17:01"),
    ("agencies", 0, "submitted_at", "2023-12-01T17:00"),
    ("agencies", 0, "deadline", "2023-12-01"),
    ("agencies", 0, "short_name", "S1"),
    ("blocs", 0, "name", "Khối Sở"),
    ("blocs", 0, "order", 3),
    ("criteria", 12, "name", "Tên khác"),
    ("criteria", 12, "code", "1b"),
    ("criteria", 12, "kind", "bonus"),
    ("criteria", 12, "max_points", 4),
    ("criteria", 0, "cap", 5),
    ("criteria", 12, "specialty", "Thể chế"),
    ("criteria", 12, "evidence", "required"),
    ("criteria", 10, "indicator", "tre_han"),
    edited_rule('"deduct": "0.5"', '"deduct": "0.4"'),
    edited_rule('"label": "Mục b"', '"label": "Mục B"'),
    ("scores", 0, "self_points", "1.6"),
    ("scores", 5, "self_value", '{"count": "2"}'),
    ("scores", 0, "explanation", "x"),
    ("scores", 0, "round1_points", None),
    ("scores", 0, "round1_note", "x"),
    ("scores", 0, "round2_points", 1),
    ("scores", 5, "round2_value", '{"count": "2"}'),
    ("scores", 0, "round2_note", "x"),
    ("scores", 0, "round2_basis", "correction"),
    ("scores", 1, "exempt_reason", "x"),
    ("scores", 1, "council_reason", "x"),
    ("survey", 0, "points", "1.5"),
    ("indicators", 0, "value", 6),
    ("indicators", 0, "as_of", "2023-11-29"),
    ("indicators", 0, "source", "Cổng dịch vụ công"),
    ("modifiers", 0, "order", 3),
    ("modifiers", 0, "rule", json.dumps({"kind": "cap_if_late", "class": "Khá", "bloc": "SO"})),
    ("history", 0, "index", 81),
    ("history", 0, "class", "Tốt"),
    ("history", 0, "year", 2021),
    ("bloc_history", 0, "mean_index", "77.5"),
    ("bloc_history", 1, "bloc", "XA"),
]


def test_every_column_counts(db, tmp_path):
    """Each change gives a digest of its own."""
    digests = {"": digest_of(tmp_path, base())}
    for edit in CHANGES:
        sheets = broken([edit])
        follow(sheets, edit)
        digests[str(edit)] = digest_of(tmp_path, sheets)
    repeated = [edit for edit, digest in digests.items() if list(digests.values()).count(digest) > 1]
    assert repeated == []


def follow(sheets, edit):
    """Keep references whole where a key was changed."""
    sheet, place, column, value = edit
    old = None if isinstance(place, str) else base()[sheet][place].get(column)
    if edit[:3] == ("agencies", 2, "code"):
        sheets["scores"][10]["agency"] = value
    if edit[:3] == ("agencies", 1, "annex"):
        sheets["survey"].pop()
    if edit[:3] == ("criteria", 12, "code"):
        sheets["scores"][10]["criterion"] = value
    assert old != value


def test_exemption_and_council_count(db, tmp_path):
    exempt = [("scores", 0, "exempt", 1), ("scores", 0, "exempt_reason", "x")]
    council = [("scores", 0, "council_points", 1), ("scores", 0, "council_reason", "x")]
    digests = {digest_of(tmp_path, broken(edits)) for edits in ([], exempt, exempt[1:], council, council[1:])}
    assert len(digests) == 5


def test_the_same_content_returns_the_same_run(db, tmp_path):
    path = write_plain(tmp_path / "campaign.xlsx", complete(copy.deepcopy(base())))
    first = run_of(path)
    again = computed(Campaign.objects.get())
    assert (again.pk, again.input_digest) == (first.pk, first.input_digest)
