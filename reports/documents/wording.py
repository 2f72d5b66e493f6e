"""Small words of the report's sentences: counts of agencies, lists of names, blocs inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pari.ui.numbers import comma, count, signed
from reports.documents.facts import AgencyFact, BlocFact, ReportFacts

AGENCIES = "cơ quan, đơn vị"
MOST_NAMES = 40

# A bloc's name is a common noun almost everywhere; only these first words may lose their capital in a sentence.
_COMMON = frozenset(
    {
        "Các",
        "Cơ",
        "Đơn",
        "Sở",
        "Phòng",
        "Ban",
        "Xã",
        "Phường",
        "Huyện",
        "Quận",
        "Thị",
        "Thành",
        "Trường",
        "Doanh",
        "Bệnh",
    }
)


def agencies(number: int) -> str:
    """`07 cơ quan, đơn vị`."""
    return f"{count(number)} {AGENCIES}"


def out_of(part: int, whole: int) -> str:
    """`09/12 cơ quan, đơn vị`."""
    return f"{count(part)}/{count(whole)} {AGENCIES}"


def joined(items: Sequence[str]) -> str:
    """`A`, `A và B`, `A, B và C`; semicolons where a name has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    comma_sign = "; " if any("," in item for item in items) else ", "
    return comma_sign.join(items[:-1]) + " và " + items[-1]


def named(items: Iterable[AgencyFact]) -> str:
    """The agencies by name, without a last “và”, which many names have inside.

    A very long list gives the first ones and says how many more.
    """
    names = [item.called for item in items]
    apart = "; " if any("," in name for name in names) else ", "
    more = f" và {agencies(len(names) - MOST_NAMES)} khác" if len(names) > MOST_NAMES else ""
    return apart.join(names[:MOST_NAMES]) + more


def with_change(items: Iterable[AgencyFact], digits: int) -> str:
    """`Thanh tra thành phố (−5,59)`."""
    return joined([f"{item.called} ({signed(item.change, digits)})" for item in items if item.change is not None])


def bloc_name(bloc: BlocFact) -> str:
    """`khối cơ quan chuyên môn`: the word khối once, a common noun without its capital."""
    name = bloc.name.strip()
    if name.lower().startswith("khối "):
        name = name[5:].strip()
    if name.startswith(("Các ", "các ")):
        name = name[4:].strip()
    return "khối " + in_sentence(name)


def in_sentence(name: str) -> str:
    """Lower-case the first letter of a common noun, leave proper names and abbreviations."""
    first = name.split(" ", 1)[0].rstrip(",")
    return name[:1].lower() + name[1:] if first in _COMMON else name


def capital(text: str) -> str:
    """The first letter as at the head of a sentence."""
    return text[:1].upper() + text[1:]


def index_text(facts: ReportFacts, value: Decimal) -> str:
    """`83,67%` in percent mode, `87,461 điểm` in points mode."""
    return comma(value, facts.digits) + ("%" if facts.is_percent else " điểm")


def step_text(facts: ReportFacts, value: Decimal) -> str:
    """The size of a change in words: `3,32 điểm phần trăm`, or `1,250 điểm` in points mode."""
    return comma(abs(value), facts.digits) + (" điểm phần trăm" if facts.is_percent else " điểm")


def rose_or_fell(facts: ReportFacts, change: Decimal) -> str:
    """`tăng 0,94 điểm phần trăm`, `giảm …`, or `không thay đổi`."""
    if not change:
        return "không thay đổi"
    return ("tăng " if change > 0 else "giảm ") + step_text(facts, change)


def bound_text(facts: ReportFacts, bound: object) -> str:
    """A class bound as short as it can be: `85%`, `80 điểm`."""
    return f"{bound}".replace(".", ",") + ("%" if facts.is_percent else " điểm")
