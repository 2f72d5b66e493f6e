"""The worked example of docs/scoring.md, computed from the tables that stand there."""

from fractions import Fraction

from scoring.core.conclude import Published, Scored, conclude
from scoring.core.credit import Entry, credit, mark_of
from scoring.core.criteria import Leaf, Node, build_annex
from scoring.core.enums import Basis, Kind, Language, Source
from scoring.core.explain import explain
from scoring.core.fields import load_object
from scoring.core.modifiers import Standing, parse_modifier
from scoring.core.numbers import exact, round_half_up
from scoring.core.policy import Policy
from scoring.core.rules import parse_rule, parse_value
from scoring.core.totals import Totals, total
from tests.docs.pages import code_blocks, table

PAGE = "docs/scoring.md"
POLICY = Policy()


def nodes():
    return [_node(row) for row in table(PAGE, "The criteria")]


def _node(row):
    cap = exact(row["Cap"]) if row["Cap"] else None
    return Node(row["Code"], row["Below"] or None, cap, None if row["Kind"] == "group" else _leaf(row))


def _leaf(row):
    maximum, (source, _, indicator) = exact(row["M"]), row["Source"].partition(" ")
    rule = parse_rule(load_object(row["Rule"]), maximum)
    return Leaf(row["Code"], maximum, Kind(row["Kind"]), Source(source), rule, indicator or None)


def entries(leaves):
    said = {row["Code"]: row for row in table(PAGE, "What was said")}
    return [_entry(leaf, said[leaf.code]) for leaf in leaves]


def _entry(leaf, row):
    word, _, figure = row["Besides"].partition(" ")
    return Entry(
        claim=_mark(leaf, row["Claim"]),
        round1=_mark(leaf, row["Round 1"]),
        round2=_mark(leaf, row["Round 2"]),
        basis=Basis.CORRECTION if word == "correction" else Basis.SUPPLEMENT,
        exempt=word == "exempt",
        council=exact(figure) if word == "council" else None,
        survey=exact(figure) if word == "survey" else None,
        indicator=exact(figure) if word == "indicator" else None,
    )


def _mark(leaf, cell):
    if cell.startswith("{"):
        return mark_of(leaf, None, parse_value(leaf.rule, load_object(cell)))
    return mark_of(leaf, exact(cell) if cell else None, None)


def credited():
    """Code, exact points and English sentence of every leaf."""
    annex = build_annex(nodes())
    return [
        (leaf.code, credit(leaf, entry, POLICY), explain(leaf, entry, POLICY, Language.ENGLISH))
        for leaf, entry in zip(annex.leaves, entries(annex.leaves), strict=True)
    ]


def totals():
    return total(build_annex(nodes()), [found for _, found, _ in credited()])


def conclusion():
    """The example's agency beside the others of the page's last table."""
    (modifier,) = (load_object(block) for block in code_blocks(PAGE, "Class, rank, change", "json"))
    rows = table(PAGE, "Class, rank, change")
    return conclude(
        [_scored(row) for row in rows],
        blocs=list(dict.fromkeys(row["Bloc"] for row in rows)),
        year=2025,
        policy=POLICY,
        modifiers=[parse_modifier(modifier, POLICY.class_scale)],
    )


def _scored(row):
    own = totals() if row["Agency"] == "A" else _plain_totals(exact(row["Index"]))
    late = {"late_rate": exact(row["late_rate"])} if row["late_rate"] else {}
    history = {2024: Published(round_half_up(exact(row["2024"]), 2), None)} if row["2024"] else {}
    standing = Standing(bloc=row["Bloc"], level="", indicators=late, submitted_at=None, late=None)
    return Scored(code=row["Agency"], name=row["Agency"], parent=None, totals=own, standing=standing, history=history)


def _plain_totals(points):
    zero = Fraction(0)
    return Totals(Fraction(100), points, points, points, zero, zero, zero)
