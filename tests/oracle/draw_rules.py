"""Random rules of every kind (CONTRACT §4) and values that fit them, often exactly on a bound."""

import json

POINTS = ("0", "0.25", "0.5", "1", "1.5", "2", "2.75", "3", "5", "10")


WORDS = ("bloc", "level", "label", "code", "indicator")


def dump(rng, content):
    """JSON text; decimal strings become JSON numbers now and then."""
    return json.dumps(_respelled(rng, content), ensure_ascii=rng.random() < 0.3)


def _respelled(rng, content):
    if isinstance(content, dict):
        return {key: item if key in WORDS else _respelled(rng, item) for key, item in content.items()}
    if isinstance(content, list):
        return [_respelled(rng, item) for item in content]
    if isinstance(content, str) and content.lstrip("-").replace(".", "", 1).isdigit() and rng.random() < 0.4:
        return int(content) if content.lstrip("-").isdigit() else float(content)
    return content


def below(rng, maximum):
    """Some points from 0 to M."""
    fitting = [text for text in POINTS if float(text) <= float(maximum)]
    return rng.choice([*fitting, maximum])


def levels(rng, maximum):
    labels = rng.sample(["Đạt", "Không đạt", "Một phần", "Trễ hạn", "Có kế hoạch"], rng.randint(1, 4))
    return {"levels": [{"label": label, "points": below(rng, maximum)} for label in labels]}


def checklist(rng, maximum):
    codes = rng.sample(["a", "b", "c", "đ", "e1"], rng.randint(1, 4))
    return {"items": [{"code": code, "label": f"Mục {code}", "points": below(rng, maximum)} for code in codes]}


def ratio(rng, maximum):
    rule = {"full": rng.choice(["1", "0.95", "0.8"]), "floor": rng.choice(["0", "0.5", "0.6"])}
    rule = {key: value for key, value in rule.items() if rng.random() < 0.6}
    if rng.random() < 0.8:
        rule["empty"] = rng.choice(["full", "zero", "exempt"])
    return rule


def rescaled(rng, maximum):
    low, high = rng.sample(["0", "20", "50", "80", "100", "-10"], 2)
    return {"low": low, "high": high}


def bands(rng, maximum):
    starts = rng.sample(["0", "25", "50", "66.6", "80", "95", "100"], rng.randint(1, 4))
    return {"bands": [{"from": start, "points": below(rng, maximum)} for start in starts]}


def threshold(rng, maximum):
    return rng.choice([{}, {"at": "50"}, {"at": "0.9"}])


def per_violation(rng, maximum):
    return {"deduct": rng.choice(["0.25", "0.5", "1", "0.3"])}


def per_unit(rng, maximum):
    return {"unit": rng.choice(["0.25", "0.1", "1"])}


def steps(rng, maximum):
    return {
        "start": rng.choice(["0", "10", "50"]),
        "base": below(rng, maximum),
        "step": rng.choice(["5", "0.3", "10"]),
        "increment": below(rng, maximum),
    }


def compound(rng, maximum):
    operators = rng.sample([">=", ">", "<=", "<", "=="], rng.randint(1, 3))
    return {"all_of": [{"input": f"ty_le_{i}", "op": op, "value": "0.9"} for i, op in enumerate(operators)]}


def convert(rng, maximum):
    return rng.choice([{}, {"scale": "10"}, {"scale": "60"}])


DRAWERS = {
    "manual": lambda rng, maximum: {},
    "yes_no": lambda rng, maximum: {},
    **{
        drawer.__name__: drawer
        for drawer in (
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
    },
}
OF_INDICATORS = ("rescaled", "bands", "threshold", "steps", "convert")
FIGURES = ("0", "5", "10", "12.5", "50", "66.6", "66.7", "80", "95", "99.99", "100", "120", "0.9", "1")


def draw_rule(rng, maximum, kinds):
    kind = rng.choice(kinds)
    return {"kind": kind, **DRAWERS[kind](rng, maximum)}


def figure(rng):
    """An x, or terms of a quotient."""
    if rng.random() < 0.6:
        return {"x": rng.choice(FIGURES)}
    return quotient(rng, least=1)


def quotient(rng, least):
    denominator = rng.choice([0, 3, 7, 10, 20, 46, 100])
    denominator = max(least, denominator)
    numerator = rng.choice([0, denominator, rng.randint(0, denominator), denominator + 2, round(denominator * 0.8)])
    return {"numerator": str(numerator), "denominator": str(denominator)}


def counted(rng, rule):
    return {"count": str(rng.choice([0, 1, 2, 3, 7, 40]))}


def picked(rng, rule):
    codes = [item["code"] for item in rule["items"]]
    return {"items": rng.sample(codes, rng.randint(0, len(codes)))}


def single_figure(rng, rule):
    return {"x": rng.choice(FIGURES)}


VALUES = {
    "manual": lambda rng, rule: None,
    "yes_no": lambda rng, rule: {"answer": rng.random() < 0.7},
    "levels": lambda rng, rule: {"label": rng.choice(rule["levels"])["label"]},
    "checklist": picked,
    "ratio": lambda rng, rule: quotient(rng, least=0 if "empty" in rule else 1),
    "rescaled": lambda rng, rule: figure(rng),
    "bands": lambda rng, rule: figure(rng),
    "threshold": lambda rng, rule: figure(rng),
    "per_violation": counted,
    "per_unit": counted,
    "steps": single_figure,
    "compound": lambda rng, rule: {
        "inputs": {term["input"]: rng.choice(["0.9", "0.91", "0.89", "1"]) for term in rule["all_of"]}
    },
    "convert": single_figure,
}


def draw_value(rng, rule):
    """A value for a rule, None for a manual one."""
    return VALUES[rule["kind"]](rng, rule)
