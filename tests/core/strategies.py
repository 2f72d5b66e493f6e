"""Random rules with values that fit, and figures, for the properties."""

import string
from decimal import Decimal

from hypothesis import strategies as st

from scoring.core.numbers import plain


def figures(low="0", high="200", places=3):
    """Numbers as the workbook writes them."""
    return st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False).map(plain)


POSITIVE = figures("0.001", "50")
WORDS = st.text(string.ascii_lowercase + "ạăđ ", min_size=1, max_size=6).map(str.strip).filter(bool)
MAXIMA = figures("0.25", "20", 2)


def shares(maximum):
    """Points within 0…M."""
    return st.integers(0, 1000).map(lambda share: plain(Decimal(maximum) * share / 1000))


def listed(maximum, key, names):
    return st.lists(st.tuples(names, shares(maximum)), min_size=1, max_size=5, unique_by=lambda pair: Decimal(pair[0]) if key == "from" else pair[0]).map(
        lambda pairs: [{key: name, "points": points} for name, points in pairs]
    )  # fmt: skip


def levels(maximum):
    return listed(maximum, "label", WORDS).flatmap(
        lambda given: st.tuples(
            st.just({"kind": "levels", "levels": given}),
            st.sampled_from([level["label"] for level in given]).map(lambda label: {"label": label}),
        )
    )


def checklists(maximum):
    return listed(maximum, "code", WORDS).flatmap(
        lambda given: st.tuples(
            st.just({"kind": "checklist", "items": [item | {"label": "x"} for item in given]}),
            st.lists(st.sampled_from([item["code"] for item in given]), unique=True).map(
                lambda codes: {"items": codes}
            ),
        )
    )


def compounds(maximum):
    conditions = st.lists(
        st.fixed_dictionaries(
            {"input": WORDS, "op": st.sampled_from([">=", ">", "<=", "<", "=="]), "value": figures()}
        ),
        min_size=1,
        max_size=4,
    )
    return conditions.flatmap(
        lambda given: st.tuples(
            st.just({"kind": "compound", "all_of": given}),
            st.fixed_dictionaries({item["input"]: figures() for item in given}).map(lambda said: {"inputs": said}),
        )
    )


RATIOS = st.fixed_dictionaries(
    {"kind": st.just("ratio"), "full": POSITIVE, "floor": figures("0", "3")},
    optional={"empty": st.sampled_from(["full", "zero"])},
)
RESCALED = (st.fixed_dictionaries({"kind": st.just("rescaled"), "low": figures("-50"), "high": figures("-50")})).filter(
    lambda rule: Decimal(rule["low"]) != Decimal(rule["high"])
)
STEPS = st.fixed_dictionaries(
    {
        "kind": st.just("steps"),
        "start": figures("-50"),
        "base": figures("0", "3"),
        "step": POSITIVE,
        "increment": figures("0", "3"),
    }
)
THRESHOLDS = st.fixed_dictionaries({"kind": st.just("threshold"), "at": figures()})
CONVERTS = st.fixed_dictionaries({"kind": st.just("convert"), "scale": POSITIVE})
X = figures("-50").map(lambda x: {"x": x})
QUOTIENTS = st.tuples(figures(), POSITIVE).map(lambda pair: {"numerator": pair[0], "denominator": pair[1]})
COUNTS = st.integers(0, 500).map(lambda count: {"count": count})


def bands(maximum):
    return listed(maximum, "from", figures("-50")).map(lambda given: {"kind": "bands", "bands": given})


def counted(kind, parameter):
    return st.fixed_dictionaries({"kind": st.just(kind), parameter: figures("0", "3")})


def cases(maximum):
    """A rule that a leaf of this maximum may have, and a value for it."""
    return st.one_of(
        st.tuples(st.just({"kind": "yes_no"}), st.booleans().map(lambda answer: {"answer": answer})),
        levels(maximum),
        checklists(maximum),
        st.tuples(RATIOS, QUOTIENTS),
        st.tuples(RESCALED, X | QUOTIENTS),
        st.tuples(bands(maximum), X | QUOTIENTS),
        st.tuples(THRESHOLDS, X | QUOTIENTS),
        st.tuples(counted("per_violation", "deduct"), COUNTS),
        st.tuples(counted("per_unit", "unit"), COUNTS),
        st.tuples(STEPS, X),
        compounds(maximum),
        st.tuples(CONVERTS, X),
    )


LEAVES_AND_VALUES = MAXIMA.flatmap(lambda maximum: st.tuples(st.just(maximum), cases(maximum)))
