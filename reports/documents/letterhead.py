"""The frame of an official letter, from the name of the authority (Decree 30/2020, DESIGN §9)."""

from __future__ import annotations

from datetime import date

from pari.ui.dates import long_date
from reports.documents.paper import Letterhead

COMMITTEES = ("UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân ")
PLACES = ("tỉnh ", "thành phố ", "TP. ", "TP ", "quận ", "huyện ", "thị xã ", "xã ", "phường ", "thị trấn ", "đặc khu ")
NO_BREAK = "\u00a0"
BLANK_DATE = "ngày      tháng      năm      "


def letterhead(authority: str, *, day: date | None, number: str = "") -> Letterhead:
    """Whoever does not know the number or the day leaves room to write them by hand."""
    territory = territory_of(authority)
    return Letterhead(
        issuer=("ỦY BAN NHÂN DÂN", territory.upper()) if territory else (authority.upper(),),
        number=f"Số: {number}" if number else f"Số:          /BC-{'UBND' if territory else ''}",
        place_and_date=f"{_place(territory)}{long_date(day) if day else BLANK_DATE}",
        signers=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") if territory else ("THỦ TRƯỞNG CƠ QUAN",),
        recipients=("Hội đồng thẩm định;", "Các cơ quan, đơn vị được đánh giá;", "Lưu: VT."),
    )


def territory_of(authority: str) -> str:
    """What a people's committee governs, as `tỉnh Khánh Hòa`; nothing for other authorities."""
    return next((authority[len(start) :] for start in COMMITTEES if authority.startswith(start)), "")


def _place(territory: str) -> str:
    """`tỉnh Khánh Hòa` is written from Khánh Hòa; without a known place it is left blank."""
    name = _name(territory)
    return f"{name}, " if name else "                    , "


def _name(territory: str) -> str:
    return next((territory[len(kind) :] for kind in PLACES if territory.startswith(kind)), territory)


def short_committee(territory: str) -> str:
    """In one line, as it stands above another issuer; where it must break, then not inside the name."""
    name = _name(territory)
    return f"UBND {territory.removesuffix(name)}{name.replace(' ', NO_BREAK)}".upper()
