"""Random modifiers of every kind (CONTRACT §7), chained, some for one bloc or level only."""

from tests.oracle.draw_rules import dump


def draw_modifiers(rng, indicators, blocs, levels, scale):
    """(rows of the sheet, indicators named)."""
    rows, named = [], set()
    for order in rng.sample(range(1, 30), rng.randint(1, 5)):
        rule = draw_modifier(rng, indicators, scale)
        named |= {rule["indicator"]} if "indicator" in rule else set()
        if rng.random() < 0.3:
            rule["bloc"] = rng.choice(blocs)
        elif rng.random() < 0.3:
            rule["level"] = rng.choice(levels)
        rows.append({"order": order, "rule": dump(rng, rule)})
    return rows, named


def draw_modifier(rng, indicators, scale):
    kind = rng.choice(["drop_if_indicator", "cap_if_indicator", "drop_unless_subordinates", "cap_if_late"])
    rule = {"kind": kind}
    if kind.endswith("_indicator"):
        rule |= {"indicator": rng.choice(indicators), "op": rng.choice([">=", ">", "<=", "<", "=="])}
        rule["value"] = rng.choice(["10", "50", "66.6", "80"])
    if kind == "drop_unless_subordinates":
        rule["share"] = rng.choice(["2/3", "1/2", "0.5", "1", "1/3", "0.666"])
    if kind.startswith("drop_"):
        rule["drop"] = rng.randint(1, 3)
    else:
        rule["class"] = rng.choice(scale)
    return rule
