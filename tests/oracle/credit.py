"""CONTRACT §5 and §6: what one agency gets for each leaf, and its totals."""

from fractions import Fraction

from tests.oracle import cells
from tests.oracle.rules import EXEMPT, points_of

STAGES = ("self", "round1", "round2")


class Leaf:
    """A criterion without children."""

    def __init__(self, row):
        self.code = cells.text(row["code"])
        self.kind = cells.text(row.get("kind")) or "score"
        self.source = cells.text(row.get("source")) or "self"
        self.maximum = cells.number(row["max_points"])
        self.rule = cells.structure(row.get("rule")) or {"kind": "manual"}
        self.indicator = cells.text(row.get("indicator"))


class Entry:
    """All that the workbook says of one agency on one leaf."""

    def __init__(self, leaf, row, survey, indicators):
        self.leaf = leaf
        readings = {stage: cells.structure(row.get(f"{stage}_value")) for stage in STAGES}
        self.points = {stage: self._points(readings[stage], row.get(f"{stage}_points")) for stage in STAGES}
        self.figure = survey if leaf.source == "survey" else self._from_indicator(indicators)
        self.basis = cells.text(row.get("round2_basis")) or "supplement"
        self.council = cells.number(row.get("council_points"))
        self.exempt = cells.yes(row.get("exempt")) or self._empty(readings)

    def _points(self, reading, points):
        """The rule's exact result where a value is given, else the points entered."""
        if reading is None:
            return cells.number(points)
        found = points_of(self.leaf.rule, reading, self.leaf.maximum)
        return Fraction(0) if found == EXEMPT else found

    def _empty(self, readings):
        for stage in reversed(STAGES):
            if readings[stage] is not None:
                return points_of(self.leaf.rule, readings[stage], self.leaf.maximum) == EXEMPT
        return False

    def _from_indicator(self, indicators):
        if self.leaf.source != "indicator" or self.leaf.indicator not in indicators:
            return None
        return points_of(self.leaf.rule, {"x": indicators[self.leaf.indicator]}, self.leaf.maximum)

    @property
    def rests_on_figure(self):
        unmarked = self.points["round1"] is None and self.points["round2"] is None
        return self.leaf.source == "survey" or (self.leaf.source == "indicator" and unmarked)

    @property
    def is_missing(self):
        return not self.exempt and self.council is None and self.rests_on_figure and self.figure is None

    def credited(self, rate, scope):
        """§5, its six lines in order."""
        if self.exempt:
            return Fraction(0)
        if self.council is not None:
            return self.council
        if self.rests_on_figure:
            return self.figure or Fraction(0)
        return self._marked(rate, scope)

    def _marked(self, rate, scope):
        first, second = self.points["round1"], self.points["round2"]
        if second is None:
            return first or Fraction(0)
        first = first or Fraction(0)
        if second <= first or self.basis == "correction":
            return second
        in_scope = scope == "all" or self.leaf.kind == "score"
        return first + rate * (second - first) if in_scope else second

    def at(self, stage):
        """Points of one stage alone; survey and unanswered indicator leaves as their figure says."""
        if self.exempt:
            return Fraction(0)
        if self.leaf.source == "survey":
            return self.figure or Fraction(0)
        own = self.points[stage]
        return (self.figure if own is None and self.leaf.source == "indicator" else own) or Fraction(0)


def children_of(rows):
    """Code → codes of the children; the key None holds the top."""
    below = {}
    for row in rows:
        below.setdefault(cells.text(row.get("parent")), []).append(cells.text(row["code"]))
    return below


def leaves_of(rows):
    parents = children_of(rows)
    return {cells.text(row["code"]): Leaf(row) for row in rows if cells.text(row["code"]) not in parents}


def summed(rows, leaves, points, kind):
    """Points of one kind over the tree, every group held to its cap, inner groups first."""
    below = children_of(rows)
    caps = {cells.text(row["code"]): cells.number(row.get("cap")) for row in rows}

    def climb(code):
        if code in leaves:
            return points[code] if leaves[code].kind == kind else Fraction(0)
        total = sum((climb(child) for child in below.get(code, ())), Fraction(0))
        cap = caps.get(code)
        return total if cap is None else min(total, cap)

    return climb(None)


def total_of(rows, leaves, points):
    """(bonus, penalty, P) over any points of the leaves."""
    score = sum((points[code] for code, leaf in leaves.items() if leaf.kind == "score"), Fraction(0))
    bonus = summed(rows, leaves, points, "bonus")
    penalty = summed(rows, leaves, points, "penalty")
    return bonus, penalty, max(Fraction(0), score + bonus - penalty)


def totals(rows, entries, rate, scope):
    """The measures of §6 by their name in §8."""
    leaves = {code: entry.leaf for code, entry in entries.items()}
    credited = {code: entry.credited(rate, scope) for code, entry in entries.items()}
    bonus, penalty, appraised = total_of(rows, leaves, credited)
    scores = [entry for entry in entries.values() if entry.leaf.kind == "score"]
    return {
        "standard_points": sum((item.leaf.maximum for item in scores if not item.exempt), Fraction(0)),
        "self_points": total_of(rows, leaves, {code: item.at("self") for code, item in entries.items()})[2],
        "round1_points": total_of(rows, leaves, {code: item.at("round1") for code, item in entries.items()})[2],
        "appraised_points": appraised,
        "survey_points": sum((credited[i.leaf.code] for i in scores if i.leaf.source == "survey"), Fraction(0)),
        "bonus_points": bonus,
        "penalty_points": penalty,
    }
