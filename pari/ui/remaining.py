"""How much time is left, in the two largest units that matter."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def remaining(deadline: datetime, at: datetime) -> str:
    """`còn 10 ngày`, `còn 1 ngày 5 giờ`, `còn 40 phút`; `quá hạn 2 ngày` when it is over."""
    words = span(abs(deadline - at))
    return _("quá hạn %(span)s") % {"span": words} if at > deadline else _("còn %(span)s") % {"span": words}


def span(time: timedelta) -> str:
    """Days alone from three days on; below that the next smaller unit stands beside."""
    days, hours, minutes = time // DAY, time % DAY // HOUR, time % HOUR // MINUTE
    if days >= 3 or (days and not hours):
        return _("%(days)d ngày") % {"days": days}
    if days:
        return _("%(days)d ngày %(hours)d giờ") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)d giờ %(minutes)d phút") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)d phút") % {"minutes": minutes}
