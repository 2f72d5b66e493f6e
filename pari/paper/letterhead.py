"""The frame of an official paper from the name of the body that issues it (Decree 30/2020)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pari.ui.dates import long_date

COMMITTEES = ("UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân ")
PLACES = ("tỉnh ", "thành phố ", "TP. ", "TP ", "quận ", "huyện ", "thị xã ", "xã ", "phường ", "thị trấn ", "đặc khu ")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`issuer` in lines; `place_and_date` as `Khánh Hòa, ngày 07 tháng 5 năm 2024`."""

    issuer: tuple[str, ...]
    number: str
    place_and_date: str


def letterhead(issuer: str, *, number: str, day: date) -> Letterhead:
    """A people's committee is written in two lines and dated from its place; others only get the day."""
    territory = next((issuer[len(start) :] for start in COMMITTEES if issuer.startswith(start)), "")
    lines = ("ỦY BAN NHÂN DÂN", territory.upper()) if territory else (issuer.upper(),)
    place = next((territory[len(kind) :] for kind in PLACES if territory.startswith(kind)), territory)
    return Letterhead(lines, f"Số: {number}", f"{place}, {long_date(day)}" if place else long_date(day).capitalize())
