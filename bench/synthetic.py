"""Synthetic campaigns of any size, the same for the same size: blocs, both rounds, every common rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import count
from random import Random

from scoring.core.canonical import canonical_json
from scoring.core.criteria import Leaf, Node, build_annex
from scoring.core.enums import Kind, Source
from scoring.core.numbers import plain
from scoring.core.policy import Policy
from scoring.core.readings import Quotient
from scoring.core.rules import parse_rule
from scoring.workbook.records import (
    NOTHING,
    AgencyRecord,
    BlocRecord,
    CampaignRecord,
    CriterionRecord,
    ScoreRecord,
    Setup,
    StageText,
    Tree,
)

BLOC_SIZE = 500
AREAS = 8
MAXIMA = ("0.5", "1", "1", "1.5", "2")
RATIO = {"kind": "ratio", "floor": "0.5"}


def synthetic_setup(code: str, agencies: int, leaves: int) -> Setup:
    """`agencies` in blocs of 500 at the most, all on one annex of `leaves`."""
    blocs = tuple(BlocRecord(f"khoi-{i}", f"Khối {i}", i) for i in range(-(-agencies // BLOC_SIZE)))
    return Setup(
        campaign=CampaignRecord(
            code, f"Kỳ thử {agencies} cơ quan", 2025, "UBND tỉnh Thử Nghiệm", "", None, None, Policy()
        ),
        blocs=blocs,
        agencies=tuple(_agency(number) for number in range(agencies)),
        trees=(_tree(leaves),),
        modifiers=(),
        survey=(),
        indicators=(),
        history=(),
        bloc_history=(),
    )


def _agency(number: int) -> AgencyRecord:
    bloc = f"khoi-{number // BLOC_SIZE}"
    return AgencyRecord(f"xa-{number:05d}", f"UBND xã số {number}", bloc, "xa", None, "xa", None, None, "")


def _tree(leaves: int) -> Tree:
    nodes = [*(_group(area) for area in range(AREAS)), *(_leaf(number) for number in range(leaves))]
    core = [Node(node.code, node.parent, None, _core_leaf(node)) for node in nodes]
    annex = build_annex(core)
    return Tree(
        "xa", tuple(nodes), annex, {leaf.code: leaf for leaf in annex.leaves}, frozenset(str(i) for i in range(AREAS))
    )


def _group(area: int) -> CriterionRecord:
    return CriterionRecord(
        "xa", str(area), None, f"Lĩnh vực {area}", Kind.GROUP, None, None, None, "", None, "optional", ""
    )


def _leaf(number: int) -> CriterionRecord:
    area, maximum = str(number % AREAS), Decimal(MAXIMA[number % len(MAXIMA)])
    rule = parse_rule(RATIO if number % 10 == 0 else {"kind": "manual"}, Fraction(maximum))
    kind = Kind.BONUS if number % 40 == 39 else Kind.SCORE
    name = f"Tiêu chí thành phần số {number}"
    return CriterionRecord(
        "xa", f"{area}.{number}", area, name, kind, maximum, None, Source.SELF, f"Lĩnh vực {area}", rule, "required", ""
    )


def _core_leaf(node: CriterionRecord) -> Leaf | None:
    if node.rule is None or node.source is None:
        return None
    return Leaf(node.code, Fraction(node.max_points or 0), node.kind, node.source, node.rule)


def synthetic_scores(setup: Setup) -> Iterator[ScoreRecord]:
    """One row for each agency and leaf: a claim, a round-1 mark, and on every fourth a round-2 mark."""
    chance, number = Random(2025), count()
    leaves = setup.trees[0].annex.leaves
    for agency in setup.agencies:
        for leaf in leaves:
            yield _score(agency, leaf, chance, has_round2=next(number) % 4 == 0)


def _score(agency: AgencyRecord, leaf: Leaf, chance: Random, *, has_round2: bool) -> ScoreRecord:
    if leaf.rule.kind == "ratio":
        claimed = _ratio(leaf, chance)
        stages = [claimed, claimed if chance.random() < 0.8 else _ratio(leaf, chance), _ratio(leaf, chance)]
    else:
        stages = [StageText(_quarter(leaf, chance), None) for _ in range(3)]
    explanation = "Đã hoàn thành, có báo cáo kèm theo." if chance.random() < 0.3 else ""
    note = "Tài liệu kiểm chứng chưa đầy đủ." if chance.random() < 0.2 else ""
    second = stages[2] if has_round2 else NOTHING
    return ScoreRecord(
        agency=agency.code,
        annex=agency.annex,
        leaf=leaf.code,
        claim=stages[0],
        explanation=explanation,
        round1=stages[1],
        round1_note=note,
        round2=second,
        round2_note="",
        basis="supplement",
        exempt=False,
        exempt_reason="",
        council_points=None,
        council_reason="",
    )


def _quarter(leaf: Leaf, chance: Random) -> str:
    quarters = int(leaf.maximum * 4)
    return plain(Decimal(chance.randint(quarters // 2, quarters)) / 4)


def _ratio(leaf: Leaf, chance: Random) -> StageText:
    whole = chance.randint(20, 60)
    reading = Quotient(Fraction(chance.randint(whole // 2, whole)), Fraction(whole))
    return StageText(None, canonical_json(reading.as_json()), str(leaf.rule.points(reading, leaf.maximum)))
