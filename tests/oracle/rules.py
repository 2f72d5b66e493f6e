"""CONTRACT §4: points of a value, each kind spelled out. EXEMPT is what `"empty": "exempt"` gives."""

from fractions import Fraction

EXEMPT = "exempt"


def fraction(value):
    return Fraction(str(value))


def reading_x(value):
    if "x" in value:
        return fraction(value["x"])
    return fraction(value["numerator"]) / fraction(value["denominator"])


def manual(rule, value, maximum):
    raise AssertionError("a value on manual is a fault")


def yes_no(rule, value, maximum):
    return maximum if value["answer"] else Fraction(0)


def levels(rule, value, maximum):
    return next(fraction(level["points"]) for level in rule["levels"] if level["label"] == value["label"])


def checklist(rule, value, maximum):
    points = {item["code"]: fraction(item["points"]) for item in rule["items"]}
    return min(maximum, sum((points[code] for code in value["items"]), Fraction(0)))


def ratio(rule, value, maximum):
    above, below = fraction(value["numerator"]), fraction(value["denominator"])
    if below == 0:
        return {"full": maximum, "zero": Fraction(0), "exempt": EXEMPT}[rule["empty"]]
    x, full, floor = above / below, fraction(rule.get("full", 1)), fraction(rule.get("floor", 0))
    if x >= full:
        return maximum
    return Fraction(0) if x < floor else maximum * x / full


def rescaled(rule, value, maximum):
    low, high = fraction(rule["low"]), fraction(rule["high"])
    points = maximum * (reading_x(value) - low) / (high - low)
    return max(Fraction(0), min(maximum, points))


def bands(rule, value, maximum):
    x = reading_x(value)
    reached = [band for band in rule["bands"] if fraction(band["from"]) <= x]
    if not reached:
        return Fraction(0)
    return fraction(max(reached, key=lambda band: fraction(band["from"]))["points"])


def threshold(rule, value, maximum):
    return maximum if reading_x(value) >= fraction(rule.get("at", 1)) else Fraction(0)


def per_violation(rule, value, maximum):
    return max(Fraction(0), maximum - fraction(value["count"]) * fraction(rule["deduct"]))


def per_unit(rule, value, maximum):
    return min(maximum, fraction(value["count"]) * fraction(rule["unit"]))


def steps(rule, value, maximum):
    x, start = reading_x(value), fraction(rule["start"])
    if x < start:
        return Fraction(0)
    climbed = (x - start) // fraction(rule["step"])
    return min(maximum, fraction(rule["base"]) + climbed * fraction(rule["increment"]))


def holds(left, op, right):
    return {">=": left >= right, ">": left > right, "<=": left <= right, "<": left < right, "==": left == right}[op]


def compound(rule, value, maximum):
    inputs = value["inputs"]
    conditions = rule["all_of"]
    met = [holds(fraction(inputs[term["input"]]), term["op"], fraction(term["value"])) for term in conditions]
    return maximum if all(met) else Fraction(0)


def convert(rule, value, maximum):
    return min(maximum, maximum * reading_x(value) / fraction(rule.get("scale", 100)))


KINDS = {
    rule.__name__: rule
    for rule in (
        manual,
        yes_no,
        levels,
        checklist,
        ratio,
        rescaled,
        bands,
        threshold,
        per_violation,
        per_unit,
        steps,
        compound,
        convert,
    )
}


def points_of(rule, value, maximum):
    """A fraction, or EXEMPT."""
    return KINDS[rule["kind"]](rule, value, maximum)
