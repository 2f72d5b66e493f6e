"""When what happened and what is due, counted from the day of loading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from fixtures.demo import khanhhoa_2024, nhatrang_2024
from fixtures.demo.chance import number
from pari.ui.dates import VIETNAM
from scoring.core.calendar import rolled


@dataclass(frozen=True, slots=True)
class Days:
    """Distances from today in days, negative for what is past; `now` is the moment of loading.

    `round1` and `round2` are the days on which the team met; those that did not happen yet are deadlines.
    """

    now: datetime
    opened: int
    due: int
    round1: int
    supplement: int
    round2: int
    council: int

    def at(self, days: int, hour: int = 17, minute: int = 0) -> datetime:
        """That day at that time, Vietnamese time."""
        return datetime.combine(
            (self.now.astimezone(VIETNAM) + timedelta(days=days)).date(), time(hour, minute), VIETNAM
        )

    def deadline(self, days: int) -> datetime:
        """The end of that day's work, or of the next day of work."""
        return rolled(self.at(days))

    def between(self, first: int, last: int, *salt: str) -> datetime:
        """A moment of a working hour from the one day to the other, always the same for the same salt."""
        day = number(first, last, *salt, "day")
        return self.at(day, number(8, 16, *salt, "hour"), number(0, 59, *salt, "minute"))


_DISTANCES: Mapping[str, tuple[int, int, int, int, int, int]] = {
    khanhhoa_2024.CODE: (-55, -35, -16, -6, 9, 20),
    nhatrang_2024.CODE: (-80, -62, -45, -36, -8, 6),
}


def days_of(code: str, now: datetime) -> Days:
    return Days(now, *_DISTANCES[code])
