"""CONTRACT §7: classes with modifiers, ranks, change, trend."""

from fractions import Fraction

from tests.oracle import cells
from tests.oracle.rules import holds


def first_class(scale, figure):
    return next(name for name, bound in scale if bound <= figure)


class Classes:
    """The final class of every agency; children first, each modifier on the result of the one before."""

    def __init__(self, agencies, scale, modifiers):
        self.agencies = agencies  # code → {"index", "figure", "parent", "bloc", "level", "indicators", "late", …}
        self.names = [name for name, _ in scale]
        self.scale = scale
        self.modifiers = modifiers
        self.settled = {}

    def of(self, code):
        """(class by threshold, final class, records); None twice without an index."""
        if code not in self.settled:
            self.settled[code] = self._settle(code, self.agencies[code])
        return self.settled[code]

    def _settle(self, code, agency):
        if agency["index"] is None:
            return None, None, []
        threshold = current = first_class(self.scale, agency["figure"])
        records = []
        for rule in self.modifiers:
            value, after = self._modified(code, agency, rule, current)
            if after != current:
                records.append({"kind": rule["kind"], "value": value, "from": current, "to": after})
            current = after
        return threshold, current, records

    def _modified(self, code, agency, rule, current):
        if any(name in rule and rule[name] != agency[name] for name in ("bloc", "level")):
            return None, current
        return getattr(self, f"_{rule['kind']}")(code, agency, rule, current)

    def _dropped(self, current, by):
        return self.names[min(len(self.names) - 1, self.names.index(current) + int(by))]

    def _capped(self, current, name):
        return max(current, name, key=self.names.index)

    def _drop_if_indicator(self, code, agency, rule, current):
        value = agency["indicators"].get(rule["indicator"])
        if value is None or not holds(value, rule["op"], Fraction(str(rule["value"]))):
            return None, current
        return plain(value), self._dropped(current, rule["drop"])

    def _cap_if_indicator(self, code, agency, rule, current):
        value = agency["indicators"].get(rule["indicator"])
        if value is None or not holds(value, rule["op"], Fraction(str(rule["value"]))):
            return None, current
        return plain(value), self._capped(current, rule["class"])

    def _drop_unless_subordinates(self, code, agency, rule, current):
        children = [child for child, row in self.agencies.items() if row["parent"] == code]
        if not children:
            return None, current
        finals = [self.of(child)[1] for child in children]
        meeting = [name for name in finals if name and self.names.index(name) <= self.names.index(current)]
        if Fraction(len(meeting), len(children)) >= Fraction(str(rule["share"])):
            return None, current
        return f"{len(meeting)}/{len(children)}", self._dropped(current, rule["drop"])

    def _cap_if_late(self, code, agency, rule, current):
        submitted, deadline = agency["submitted_at"], agency["deadline"]
        if submitted is None or deadline is None or submitted <= deadline:
            return None, current
        return submitted.astimezone(cells.VIETNAM).isoformat(), self._capped(current, rule["class"])


def plain(value):
    """A decimal fraction as text without needless zeros."""
    digits = 0
    while value * 10**digits % 1:
        digits += 1
    whole = abs(int(value * 10**digits))
    text = str(whole).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if value < 0 else text


def ranks(figures):
    """Code → 1, 2, 2, 4 by figure; None without one."""
    given = [figure for figure in figures.values() if figure is not None]
    return {
        code: None if figure is None else 1 + sum(other > figure for other in given) for code, figure in figures.items()
    }


def trend(first, second, third):
    """Over three years, each with an index."""
    if first is None or second is None or third is None:
        return None
    turns = ((second > first) - (second < first), (third > second) - (third < second))
    named = {(1, 1): "up", (-1, -1): "down", (-1, 1): "down_up", (1, -1): "up_down", (0, 0): "flat"}
    return named.get(turns, "mixed")
