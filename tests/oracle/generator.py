"""Random valid campaigns of every shape that CONTRACT allows; a seed gives always the same one."""

import random
from fractions import Fraction

from tests.oracle import draw_cells
from tests.oracle.draw_marks import draw_scores, draw_survey
from tests.oracle.draw_modifiers import draw_modifiers
from tests.oracle.draw_rules import FIGURES
from tests.oracle.draw_trees import draw_trees
from tests.oracle.oracle import fixed, results

SCALES = (
    None,
    "Tốt:85;Khá:75;Trung bình:60;Yếu:0",
    "Xuất sắc:90;Tốt:80;Khá:70;Trung bình:50;Yếu:0",
    "Đạt : 66,67; Không đạt : 0",
    "A:100;B:33.333;C:0",
)
NAMES = (
    "Sở Y tế",
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Đà Lạt",
    "Dĩ An",
    "Ân Thi",
    "An Thi",
    "Ăn",
    "Phường Vĩnh Hòa",
    "Phường 1",
)
NAMES += (
    "Phường 10",
    "phường 2",
    "Ủy ban nhân dân xã Vạn Thạnh",
    "UBND xã Vạn Thắng",
    "Xã Phước Đồng",
    "Xã Phước-Đồng",
)
LEVELS = ("sở", "huyện", "xã")


def draw_campaign(seed):
    """The sheets of a campaign: name → rows by column code, cells as a workbook holds them."""
    rng = random.Random(seed)  # noqa: S311 reproducible, not secret
    sheets = {"campaign": draw_settings(rng)}
    names = ["tre_han", "hai_long", "vi_pham"]
    trees = draw_trees(rng, names[:2])
    blocs = rng.sample(["SO", "HUYEN", "XA", "1", "NGANH", "Khối Đảng"], rng.randint(1, 4))
    sheets["agencies"] = agencies = draw_agencies(rng, blocs, list(trees))
    if rng.random() < 0.7:
        sheets["blocs"] = draw_blocs(rng, blocs)
    sheets["criteria"] = [node for tree in trees.values() for node in tree.rows(rng)]
    sheets["scores"] = [row for agency in agencies for row in draw_scores(rng, agency, trees[agency["annex"]])]
    sheets["survey"] = [row for agency in agencies for row in draw_survey(rng, agency, trees[agency["annex"]])]
    used = {node.indicator for tree in trees.values() for node in tree.leaves if node.indicator}
    if rng.random() < 0.8:
        known = {agency["bloc"] for agency in agencies}
        sheets["modifiers"], named = draw_modifiers(rng, names, sorted(known), LEVELS, scale_of(sheets))
        used |= named
    sheets["indicators"] = draw_indicators(rng, agencies, sorted(used))
    sheets["history"] = draw_history(rng, agencies)
    sheets["bloc_history"] = [{"bloc": "*", "year": 2022, "mean_index": draw_cells.number(rng, "88.25")}]
    sheets = {name: rng.sample(rows, len(rows)) for name, rows in sheets.items() if rows or name in REQUIRED}
    aim_at_bound(rng, sheets)
    return sheets


REQUIRED = ("campaign", "agencies", "criteria", "scores")


def scale_of(sheets):
    given = next((row["value"] for row in sheets["campaign"] if row["key"] == "class_scale"), None) or SCALES[1]
    return [part.rpartition(":")[0].strip() for part in given.split(";")]


def draw_settings(rng):
    settings = {
        "code": rng.choice(["CAMP-1", "2023", "KH-01"]),
        "name": "Chỉ số cải cách hành chính năm 2023",
        "year": rng.choice([2023, "2023", 2023.0]),
        "authority": "Ủy ban nhân dân tỉnh Thử Nghiệm",
        "decision_number": rng.choice([None, "12/QĐ-UBND"]),
        "self_deadline": rng.choice([None, draw_cells.deadline(rng, draw_cells.DEADLINE)]),
        "supplement_rate": rng.choice([None, draw_cells.number(rng, "0.7"), draw_cells.number(rng, "0.333"), 1, "0"]),
        "supplement_scope": rng.choice([None, "score", "all"]),
        "index_mode": rng.choice([None, "percent", "points"]),
        "index_digits": rng.choice([None, 0, 1, 2, 3, "3", 4]),
        "index_cap": rng.choice([None, None, 100, "none", "90,5", "120"]),
        "overall_mean": rng.choice([None, "blocs", "agencies"]),
        "classify_on": rng.choice([None, "rounded", "raw"]),
        "rank_on": rng.choice([None, "rounded", "raw"]),
        "class_scale": rng.choice(SCALES),
    }
    return [{"key": key, "value": value} for key, value in settings.items() if value is not None or rng.random() < 0.3]


def draw_agencies(rng, blocs, annexes):
    """Agencies in chains of three levels, across blocs now and then, ties in names among them."""
    found = []
    for place in range(rng.randint(2, 13)):
        home = rng.choice(found) if found and rng.random() < 0.7 else None
        depth = 0 if home is None else home["depth"] + 1
        found.append(
            {
                "code": str(place) if rng.random() < 0.2 else f"CQ{place:02d}",
                "name": rng.choice(NAMES),
                "bloc": rng.choice(blocs),
                "annex": rng.choice(annexes),
                "parent": home["code"] if home and depth < 3 else None,
                "depth": depth if depth < 3 else 0,
                "level": rng.choice([*LEVELS, None]),
                "submitted_at": rng.choice([None, draw_cells.moment(rng, rng.choice(draw_cells.MOMENTS))]),
                "deadline": rng.choice([None, None, draw_cells.deadline(rng, rng.choice(draw_cells.MOMENTS))]),
            }
        )
    return [{key: value for key, value in row.items() if key != "depth"} for row in found]


def draw_blocs(rng, blocs):
    orders = [None, *range(1, 9)]
    chosen = rng.sample(orders, len(blocs))
    return [
        {"code": draw_cells.code(rng, bloc), "name": f"Khối {bloc}", "order": order}
        for bloc, order in zip(blocs, chosen, strict=True)
    ]


def draw_indicators(rng, agencies, names):
    return [
        {
            "agency": agency["code"],
            "indicator": name,
            "value": draw_cells.number(rng, rng.choice(FIGURES)),
            "as_of": rng.choice([None, "2023-11-30"]),
        }
        for agency in agencies
        for name in names
        if rng.random() < 0.7
    ]


def draw_history(rng, agencies):
    """Two years with gaps, some with a class only."""
    found = []
    for agency in agencies:
        for year in (2022, 2021, 2019):
            index = draw_cells.number(rng, rng.choice(["50", "75.5", "80.25", "80.25", "100", "0", "66.67"]))
            row = {"agency": agency["code"], "year": year, "index": index, "class": rng.choice([None, "Tốt", "Hạng A"])}
            if row["class"] and rng.random() < 0.2:
                row["index"] = None
            if rng.random() < 0.7:
                found.append(row)
    return found


def aim_at_bound(rng, sheets):
    """Move a class bound onto an agency's index, or beside it, so that rounding decides."""
    indices = [agency["index"] for agency in results(sheets)["agencies"] if float(agency["index"] or 0) >= 1]
    scale = next((row for row in sheets["campaign"] if row["key"] == "class_scale" and row["value"]), None)
    if not indices or scale is None or rng.random() < 0.3:
        return
    scale["value"] = scale_around(rng, scale_of(sheets), rng.choice(indices))


def scale_around(rng, names, bound):
    """The classes with one bound on this figure, or a hair above it; the last begins at 0."""
    figure = Fraction(bound) + rng.choice([0, 0, Fraction(1, 100_000)])
    place = rng.randrange(len(names) - 1)
    above = [figure + 7 * (place - at) for at in range(place)]
    below = [figure / 2 ** (at + 1) for at in range(len(names) - place - 2)]
    bounds = [fixed(at, 6) for at in (*above, figure, *below)]
    return ";".join(f"{name}:{at}" for name, at in zip(names, [*bounds, "0"], strict=True))
