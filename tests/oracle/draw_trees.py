"""Random trees of criteria: nested caps, codes shared between annexes, every rule kind."""

from dataclasses import dataclass, field

from tests.oracle import draw_cells
from tests.oracle.draw_rules import DRAWERS, OF_INDICATORS, draw_rule, dump

KINDS = ("score",) * 7 + ("bonus",) * 2 + ("penalty",) * 2
SOURCES = ("self",) * 6 + ("survey",) * 2 + ("indicator",) * 2 + ("appraiser",)


@dataclass
class Node:
    code: str
    kind: str
    source: str = "self"
    maximum: str = ""
    rule: dict = field(default_factory=dict)
    indicator: str | None = None
    children: list = field(default_factory=list)
    cap: str | None = None

    @property
    def leaves(self):
        return [leaf for child in self.children for leaf in child.leaves] if self.children else [self]


@dataclass
class Tree:
    annex: str
    top: list

    @property
    def leaves(self):
        return [leaf for node in self.top for leaf in node.leaves]

    def rows(self, rng):
        found = []
        pending = [(node, None) for node in self.top]
        while pending:
            node, parent = pending.pop()
            found.append(row_of(rng, self.annex, node, parent))
            pending += [(child, node.code) for child in node.children]
        return found


def draw_trees(rng, indicators):
    """Annex → tree; all share the codes 1, 2, 1.1, 1.10 …"""
    annexes = rng.sample(["PL1", "PL2", "Phụ lục 3"], rng.randint(1, 3))
    return {annex: draw_tree(rng, annex, indicators) for annex in annexes}


def draw_tree(rng, annex, indicators):
    top = [draw_node(rng, str(number), 0, indicators) for number in range(1, rng.randint(2, 5))]
    return Tree(annex, top)


def draw_node(rng, code, depth, indicators):
    if depth < 3 and rng.random() < (0.75, 0.45, 0.3)[depth]:
        numbers = rng.sample([1, 2, 3, 10, 11], rng.randint(1, 4))
        children = [draw_node(rng, f"{code}.{number}", depth + 1, indicators) for number in numbers]
        cap = rng.choice([None, "0.5", "1", "2", "3"])
        return Node(code, "group", children=children, cap=cap)
    return draw_leaf(rng, code, indicators)


def draw_leaf(rng, code, indicators):
    source = rng.choice(SOURCES)
    leaf = Node(code, rng.choice(KINDS), source, rng.choice(["0.5", "1", "1.25", "2", "3", "3", "10"]))
    if source == "indicator":
        leaf.indicator = rng.choice(indicators)
        leaf.rule = draw_rule(rng, leaf.maximum, OF_INDICATORS)
    elif source == "survey":
        leaf.rule = {"kind": "manual"}
    else:
        leaf.rule = draw_rule(rng, leaf.maximum, list(DRAWERS))
    return leaf


def row_of(rng, annex, node, parent):
    row = {
        "annex": annex,
        "code": draw_cells.code(rng, node.code),
        "parent": None if parent is None else draw_cells.code(rng, parent),
        "name": f"Tiêu chí {node.code}",
    }
    if node.children:
        total = sum(float(leaf.maximum) for leaf in node.leaves if leaf.kind == "score")
        row["kind"] = rng.choice([None, "group"])
        row["max_points"] = draw_cells.number(rng, f"{total:g}") if rng.random() < 0.5 else None
        row["cap"] = draw_cells.number(rng, node.cap) if node.cap else None
        return row
    row["kind"] = None if node.kind == "score" and rng.random() < 0.5 else node.kind
    row["max_points"] = draw_cells.number(rng, node.maximum)
    row["source"] = None if node.source == "self" and rng.random() < 0.5 else node.source
    row["specialty"] = rng.choice([None, "Cải cách thể chế"])
    row["rule"] = None if node.rule["kind"] == "manual" and rng.random() < 0.5 else dump(rng, node.rule)
    row["evidence"] = rng.choice([None, "required", "optional"])
    row["indicator"] = node.indicator
    return row
