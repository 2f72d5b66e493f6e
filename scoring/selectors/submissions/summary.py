"""What the head looks at before signing: points by area, what is missing, what is claimed not to apply."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from scoring.core.credit import Credit
from scoring.core.enums import Kind
from scoring.core.numbers import exact_sum, round_half_up
from scoring.core.totals import total
from scoring.enums import Source
from scoring.models import Criterion
from scoring.selectors.submissions.deadlines import is_late
from scoring.selectors.submissions.sheet import Line, Sheet

SHOWN_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Area:
    """A top node of the annex: its own leaves counted, points claimed with bonus and penalty after their caps; what is
    possible is of score leaves only, and 0 where there are none.
    """

    criterion: Criterion
    points: Fraction
    maximum: Fraction
    leaves: int
    done: int

    @property
    def shown(self) -> Decimal:
        return round_half_up(self.points, SHOWN_DIGITS)

    @property
    def shown_maximum(self) -> Decimal:
        return round_half_up(self.maximum, SHOWN_DIGITS)

    @property
    def thousandths(self) -> int:
        """How much of it is claimed, for a bar."""
        return int(1000 * self.points / self.maximum) if self.maximum else 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals are exact: score leaves, bonus and penalty after their caps, and what they make together."""

    areas: tuple[Area, ...]
    points: Fraction
    maximum: Fraction
    bonus: Fraction
    penalty: Fraction
    incomplete: tuple[Line, ...]
    not_applicable: tuple[Line, ...]
    leaves: int
    documents: int
    is_late: bool

    @property
    def shown(self) -> Decimal:
        return round_half_up(self.points, SHOWN_DIGITS)

    @property
    def shown_maximum(self) -> Decimal:
        return round_half_up(self.maximum, SHOWN_DIGITS)

    @property
    def shown_bonus(self) -> Decimal:
        return round_half_up(self.bonus, SHOWN_DIGITS)

    @property
    def shown_penalty(self) -> Decimal:
        return round_half_up(self.penalty, SHOWN_DIGITS)

    @property
    def done(self) -> int:
        return self.leaves - len(self.incomplete)


def summary_of(sheet: Sheet, at: datetime) -> Summary:
    """No query: everything is in the sheet."""
    areas = tuple(_areas(sheet))
    points, bonus, penalty = claimed_total(sheet)
    return Summary(
        areas=areas,
        points=points,
        maximum=claimable(sheet),
        bonus=bonus,
        penalty=penalty,
        incomplete=sheet.incomplete,
        not_applicable=tuple(line for line in sheet.lines if line.answer and line.answer.not_applicable),
        leaves=len(sheet.lines),
        documents=sum(len(line.links) for line in sheet.lines),
        is_late=is_late(sheet.submission, at),
    )


def claimed_total(sheet: Sheet) -> tuple[Fraction, Fraction, Fraction]:
    """Net points of all claims, the bonus and the penalty in them, by the core (CONTRACT §6).

    What comes from surveys and outside indicators is not the agency's to claim and counts 0 here.
    """
    codes = [leaf.code for leaf in sheet.annex.leaves]
    return (total(sheet.annex, [sheet.credits[code] for code in codes]).self_points, *_beyond(sheet, codes))


def _beyond(sheet: Sheet, codes: Collection[str]) -> tuple[Fraction, Fraction]:
    """Bonus and penalty of these leaves, each after its caps."""
    leaves = sheet.annex.leaves

    def claimed(place: int) -> Fraction:
        code = leaves[place].code
        return sheet.credits[code].self_points if code in codes else Fraction(0)

    bonus, penalty = sheet.annex.bonus, sheet.annex.penalty
    return bonus.total(claimed) if bonus else Fraction(0), penalty.total(claimed) if penalty else Fraction(0)


def claimable(sheet: Sheet) -> Fraction:
    """The most that the agency could claim: its own score leaves, without those its readings take out."""
    counted = (sheet.credits[line.criterion.code] for line in sheet.lines)
    return exact_sum(item.leaf.maximum for item in counted if _counts(item))


def _areas(sheet: Sheet) -> Iterator[Area]:
    tops = _top_of(sheet)
    lines: dict[int, list[Line]] = {}
    for line in sheet.lines:
        lines.setdefault(tops[line.criterion.pk], []).append(line)
    for node in sheet.nodes:
        if node.pk in lines:
            yield _area(node, lines[node.pk], sheet)


def _area(top: Criterion, lines: list[Line], sheet: Sheet) -> Area:
    counted = [sheet.credits[line.criterion.code] for line in lines]
    counted = [item for item in counted if _counts(item)]
    bonus, penalty = _beyond(sheet, {line.criterion.code for line in lines})
    return Area(
        criterion=top,
        points=exact_sum(item.self_points for item in counted) + bonus - penalty,
        maximum=exact_sum(item.leaf.maximum for item in counted),
        leaves=len(lines),
        done=sum(not line.gaps for line in lines),
    )


def _counts(item: Credit) -> bool:
    return item.leaf.kind is Kind.SCORE and item.leaf.source.value == Source.SELF and not item.exempt


def _top_of(sheet: Sheet) -> Mapping[int, int]:
    """For each node the one above all of its parents; parents stand before their children in an annex."""
    tops: dict[int, int] = {}
    for node in sheet.nodes:
        tops[node.pk] = node.pk if node.parent_id is None else tops.get(node.parent_id, node.parent_id)
    return tops
