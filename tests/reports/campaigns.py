"""Small campaigns: one annex of one leaf of 100 points, so that an agency's points are its index."""

from django.db import transaction

from appraisal.exchange.scores import write_scores
from appraisal.models import Mark
from bench.synthetic import synthetic_scores, synthetic_setup
from scoring.models import Campaign
from scoring.services.setup import write_setup
from tests.oracle.running import run_of
from tests.oracle.workbook import write_plain

CODE = "KT-2023"


def sheets(agencies, **settings):
    """`agencies` are dicts with `code`, `points` and what else the sheet `agencies` takes; `history` is year → (index, class)."""
    keys = {"code": CODE, "name": "Kỳ thử", "year": 2023, "authority": "UBND tỉnh Thử"} | settings
    return {
        "campaign": [{"key": key, "value": value} for key, value in keys.items()],
        "agencies": [
            {"bloc": "SO", "annex": "PL"} | {"name": item["code"]} | without(item, "points", "history")
            for item in agencies
        ],
        "criteria": [
            {"annex": "PL", "code": "1", "name": "Chấm chung", "kind": "score", "max_points": 100},
            {"annex": "PL", "code": "2", "name": "Thưởng", "kind": "bonus", "max_points": 50},
        ],
        "scores": [
            {"agency": item["code"], "criterion": "1", "round1_points": item["points"]}
            for item in agencies
            if item.get("points") is not None
        ],
        "history": [
            {"agency": item["code"], "year": year, "index": index, "class": name}
            for item in agencies
            for year, (index, name) in item.get("history", {}).items()
        ],
    }


def without(item, *keys):
    return {key: value for key, value in item.items() if key not in keys}


def workbook(tmp_path, agencies, **settings):
    given = {name: rows for name, rows in sheets(agencies, **settings).items() if rows}
    return write_plain(tmp_path / "ky.xlsx", given)


def computed(tmp_path, agencies, **settings):
    """The finished run of the campaign."""
    return run_of(workbook(tmp_path, agencies, **settings))


def remark(campaign, points):
    """Change the first agency's mark, as a later correction would."""
    Mark.objects.filter(pk=Mark.objects.filter(campaign=campaign).order_by("pk").first().pk).update(points=points)


def synthetic(agencies, leaves, code="KT-LON"):
    """A campaign of any size with claims and marks of both rounds."""
    setup = synthetic_setup(code, agencies, leaves)
    with transaction.atomic():
        written = write_setup(setup)
        for _ in write_scores(written, synthetic_scores(setup)):
            pass
    return Campaign.objects.get(code=code)
