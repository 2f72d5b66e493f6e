"""Many spellings of one content: number cells and texts, dots and commas, moments with and without offset."""

from datetime import UTC, date, datetime, timedelta

from tests.oracle.cells import VIETNAM


def number(rng, text):
    """A number cell, or text with a dot or a comma."""
    form = rng.randrange(4)
    if form == 0:
        return int(text) if "." not in text else float(text)
    if form == 1:
        return float(text)
    if form == 2:
        return text.replace(".", ",")
    return f" {text} " if rng.random() < 0.2 else text


def code(rng, text):
    """Codes of digits may sit in number cells, `1.10` may not."""
    if text.isdigit() and rng.random() < 0.4:
        return rng.choice([int(text), float(text)])
    return f" {text}" if rng.random() < 0.1 else text


def moment(rng, when):
    """ISO 8601 in one of its forms, or a date cell; `when` is local, to the minute."""
    if when.hour == 0 and when.minute == 0 and rng.random() < 0.5:
        return f"{(when - timedelta(days=1)).date()}T24:00"
    form = rng.randrange(5)
    if form == 0 and (when.hour or when.minute):
        return when
    if form == 1:
        return when.replace(tzinfo=VIETNAM).isoformat()
    if form == 2:
        return when.replace(tzinfo=VIETNAM).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return when.strftime("%Y-%m-%d %H:%M" if form == 3 else "%Y-%m-%dT%H:%M")


def deadline(rng, when):
    """As a moment, or only the day before when it ends at midnight."""
    if when.hour == 0 and when.minute == 0 and rng.random() < 0.7:
        ends = (when - timedelta(days=1)).date()
        return rng.choice([ends.isoformat(), date(ends.year, ends.month, ends.day)])
    return moment(rng, when)


DEADLINE = datetime(2023, 12, 2)  # noqa: DTZ001 local time, as people write it
MOMENTS = (
    DEADLINE,
    DEADLINE - timedelta(minutes=1),
    DEADLINE + timedelta(minutes=1),
    DEADLINE + timedelta(days=3, hours=9, minutes=30),
    DEADLINE - timedelta(days=10, hours=7),
)
