"""What every paper of the appraisal says of where it comes from: the campaign, who runs it, the run it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pari.ui.dates import long_date
from reports.documents.letterhead import letterhead, short_committee, territory_of
from reports.documents.paper import Letterhead, Signature

COUNCIL = "Hội đồng thẩm định"
TEAM = "Tổ giúp việc Hội đồng thẩm định"
RECONSTRUCTED = (
    "Điểm từng tiêu chí trong bản trình diễn này được dựng lại từ số tổng đã công bố; "
    "văn bản chỉ dùng để trình diễn phần mềm, không thay cho văn bản của cơ quan có thẩm quyền."
)
DRAFT = "DỰ THẢO"
ROOM = "         "  # to write a number by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Frozen words of one campaign and one run."""

    code: str
    name: str
    year: int
    authority: str
    input_digest: str
    engine_version: str
    is_reconstructed: bool = False
    is_published: bool = False

    @property
    def phrase(self) -> str:
        """The campaign inside a sentence, with its year."""
        name = self.name.strip()
        name = name if str(self.year) in name else f"{name} năm {self.year}"
        return name[:1].lower() + name[1:] if name.lower().startswith(("chỉ số", "kỳ", "đánh giá")) else name

    @property
    def formal_authority(self) -> str:
        """The name as an addressee: a committee is not abbreviated."""
        return self.authority.replace("UBND ", "Ủy ban nhân dân ", 1)

    @property
    def footer(self) -> str:
        return f"Mã số liệu (SHA-256): {self.input_digest} · bộ tính {self.engine_version}"

    @property
    def warning(self) -> str:
        return RECONSTRUCTED if self.is_reconstructed else ""


def council_letterhead(
    origin: Origin,
    *,
    mark: str,
    recipients: tuple[str, ...],
    day: date | None = None,
    about: str = "",
    stamp: str = "",
) -> Letterhead:
    """The council writes under the authority; number and day are left open where they are not known."""
    above = letterhead(origin.authority, day=day)
    return Letterhead(
        superior=superior_of(origin),
        issuer=(COUNCIL.upper(),),
        number=f"Số:{ROOM} /{mark}",
        place_and_date=above.place_and_date,
        signers=(f"TM. {COUNCIL.upper()}", "CHỦ TỊCH"),
        recipients=recipients,
        about=about,
        stamp=stamp,
    )


def team_letterhead(
    origin: Origin, *, mark: str, recipients: tuple[str, ...], day: date | None = None, stamp: str = ""
) -> Letterhead:
    """The team writes under the council."""
    above = letterhead(origin.authority, day=day)
    return Letterhead(
        superior=COUNCIL.upper(),
        issuer=("TỔ GIÚP VIỆC",),
        number=f"Số:{ROOM} /{mark}",
        place_and_date=above.place_and_date,
        signers=("TM. TỔ GIÚP VIỆC", "TỔ TRƯỞNG"),
        recipients=recipients,
        stamp=stamp,
    )


def superior_of(origin: Origin) -> str:
    """A people's committee in one line, with the usual abbreviation; others as they are called."""
    territory = territory_of(origin.authority)
    return short_committee(territory) if territory else origin.authority.upper()


def clerk(name: str) -> Signature:
    return Signature(("THƯ KÝ",), name)


def on_day(day: date | None) -> str:
    """`ngày 07 tháng 5 năm 2024`, or room to write it."""
    return long_date(day) if day else "ngày …… tháng …… năm ……"
