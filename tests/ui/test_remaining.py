"""How much time is left, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from pari.ui.remaining import remaining

NOW = datetime(2025, 11, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=10, hours=23), "còn 10 ngày"),
        (timedelta(days=2, hours=5), "còn 2 ngày 5 giờ"),
        (timedelta(days=1), "còn 1 ngày"),
        (timedelta(hours=5, minutes=20), "còn 5 giờ 20 phút"),
        (timedelta(minutes=40, seconds=59), "còn 40 phút"),
        (timedelta(0), "còn 0 phút"),
        (timedelta(seconds=-61), "quá hạn 1 phút"),
        (timedelta(days=-2, hours=-5), "quá hạn 2 ngày 5 giờ"),
    ],
)
def test_time_left_in_the_two_units_that_matter(left, words):
    assert remaining(NOW + left, NOW) == words
