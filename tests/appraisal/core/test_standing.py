"""Where a mark stands beside the claim."""

from fractions import Fraction

import pytest

from appraisal.core.standing import Said, Standing, standing_of

ONE, TWO, NONE = Said(Fraction(1)), Said(Fraction(2)), Said(None)


@pytest.mark.parametrize(
    ("claim", "mark", "is_penalty", "expected"),
    [
        (None, ONE, False, Standing.UNCLAIMED),
        (None, NONE, True, Standing.UNCLAIMED),
        (ONE, ONE, False, Standing.AGREED),
        (NONE, NONE, False, Standing.AGREED),
        (Said(Fraction("44/23")), Said(Fraction("88/46")), False, Standing.AGREED),
        (TWO, ONE, False, Standing.BELOW),
        (ONE, TWO, False, Standing.BEYOND),
        (ONE, TWO, True, Standing.BELOW),
        (TWO, ONE, True, Standing.BEYOND),
        (ONE, ONE, True, Standing.AGREED),
        (NONE, TWO, False, Standing.BELOW),
        (TWO, NONE, False, Standing.BELOW),
    ],
)
def test_standing(claim, mark, is_penalty, expected):
    assert standing_of(claim, mark, is_penalty=is_penalty) is expected
