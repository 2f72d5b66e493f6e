"""Agencies with totals, ready to be compared."""

from decimal import Decimal
from fractions import Fraction

from scoring.core.conclude import Published, Scored
from scoring.core.modifiers import Standing
from scoring.core.totals import Totals


def agency(code, points, *, bloc="A", parent=None, name=None, standard="100", round1="0", history=None, **indicators):
    """An agency of `points` out of `standard`; `history` is year → (index, class)."""
    totals = Totals(*map(Fraction, (standard, "0", round1, points, "0", "0", "0")))
    figures = {key: Fraction(value) for key, value in indicators.items()}
    past = {
        year: Published(None if figure is None else Decimal(figure), name_of_class)
        for year, (figure, name_of_class) in (history or {}).items()
    }
    return Scored(code, name or code, parent, totals, Standing(bloc, "", figures, None, None), past)
