"""Counts, movements and means that the report's tables and sentences share: computed once, here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports.documents.facts import AgencyFact, BlocFact, ReportFacts
from scoring.core.enums import OverallMean
from scoring.core.numbers import mean, round_half_up

Agencies = Sequence[AgencyFact]


def class_counts(names: Iterable[str], classes: Sequence[str]) -> dict[str, int]:
    """How many stand in each class of the scale, zeros too; other names are left out."""
    found = Counter(names)
    return {name: found[name] for name in classes}


def previous_counts(agencies: Agencies, classes: Sequence[str]) -> dict[str, int] | None:
    """Class counts of the year before; None unless that class is known for every agency."""
    if not agencies or not all(agency.previous_class for agency in agencies):
        return None
    return class_counts((agency.previous_class for agency in agencies), classes)


@dataclass(frozen=True, slots=True)
class Movement:
    """Agencies by the sign of their change, each in the order of the table; `unknown` cannot be compared."""

    up: Agencies
    down: Agencies
    same: Agencies
    unknown: Agencies

    @property
    def compared(self) -> int:
        return len(self.up) + len(self.down) + len(self.same)

    @property
    def most_up(self) -> Agencies:
        """Whoever rose most; several when they tie."""
        return _at(self.up, max((item.change for item in self.up if item.change is not None), default=None))

    @property
    def most_down(self) -> Agencies:
        """Whoever fell most; several when they tie."""
        return _at(self.down, min((item.change for item in self.down if item.change is not None), default=None))


def movement(agencies: Agencies) -> Movement:
    """Sort agencies by the sign of their change on the year before."""
    changes = [(agency, agency.change) for agency in agencies]
    return Movement(
        up=[agency for agency, change in changes if change is not None and change > 0],
        down=[agency for agency, change in changes if change is not None and change < 0],
        same=[agency for agency, change in changes if change is not None and change == 0],
        unknown=[agency for agency, change in changes if change is None],
    )


def _at(agencies: Agencies, change: Decimal | None) -> Agencies:
    return [agency for agency in agencies if agency.change == change]


@dataclass(frozen=True, slots=True)
class ClassMove:
    """Agencies that went from one class to another since the year before."""

    before: str
    after: str
    agencies: Agencies


def class_moves(agencies: Agencies, classes: Sequence[str]) -> tuple[list[ClassMove], list[ClassMove]]:
    """Moves up and moves down, the higher classes first; classes outside the scale cannot be compared."""
    place = {name: at for at, name in enumerate(classes)}
    groups: dict[tuple[int, int], list[AgencyFact]] = {}
    for agency in agencies:
        if agency.previous_class in place and agency.class_name in place:
            groups.setdefault((place[agency.previous_class], place[agency.class_name]), []).append(agency)
    moves = [
        (before, after, ClassMove(classes[before], classes[after], groups[before, after]))
        for before, after in sorted(groups)
    ]
    up = [move for before, after, move in moves if after < before]
    down = [move for before, after, move in moves if after > before]
    return up, down


@dataclass(frozen=True, slots=True)
class MeanChange:
    """A mean of two years in a row, unrounded; `agencies` when it covers only those known in both, else 0.

    The change is rounded once, from the unrounded means (STYLE 12): it may differ in its last digit
    from the difference of the two printed figures.
    """

    raw_before: Fraction
    raw_now: Fraction
    digits: int
    agencies: int = 0

    @property
    def before(self) -> Decimal:
        return round_half_up(self.raw_before, self.digits)

    @property
    def now(self) -> Decimal:
        return round_half_up(self.raw_now, self.digits)

    @property
    def change(self) -> Decimal:
        return round_half_up(self.raw_now - self.raw_before, self.digits)

    @property
    def is_apart(self) -> bool:
        """Whether the printed figures do not give the printed change."""
        return self.now - self.before != self.change


def raw_bloc_mean(facts: ReportFacts, bloc: BlocFact, year: int) -> Fraction | None:
    """A bloc's unrounded mean: of this year's indices; of an earlier year's when all are known, else as published."""
    members = facts.of_bloc(bloc.code)
    if year == facts.year:
        return mean(Fraction(item.index) for item in members if item.index is not None)
    return _known(_raw_mean(members, year), dict(bloc.published_means).get(year))


def raw_overall_mean(facts: ReportFacts, year: int) -> Fraction | None:
    """The unrounded mean over blocs or agencies, by the campaign's policy (CONTRACT §6), else as published."""
    return _known(_raw_overall(facts, year), dict(facts.published_overall_means).get(year))


def _known(raw: Fraction | None, published: Decimal | None) -> Fraction | None:
    return Fraction(published) if raw is None and published is not None else raw


def _raw_overall(facts: ReportFacts, year: int) -> Fraction | None:
    if year == facts.year:
        return _this_year(facts)
    if facts.policy.overall_mean == OverallMean.AGENCIES:
        return _raw_mean(facts.agencies, year)
    raws = [_raw_mean(facts.of_bloc(bloc.code), year) for bloc in facts.blocs if facts.of_bloc(bloc.code)]
    known = [raw for raw in raws if raw is not None]
    return mean(known) if len(known) == len(raws) else None


def _this_year(facts: ReportFacts) -> Fraction | None:
    if facts.policy.overall_mean == OverallMean.AGENCIES:
        return mean(Fraction(item.index) for item in facts.agencies if item.index is not None)
    raws = [raw_bloc_mean(facts, bloc, facts.year) for bloc in facts.blocs]
    return mean(raw for raw in raws if raw is not None)


def bloc_mean(facts: ReportFacts, bloc: BlocFact, year: int) -> Decimal | None:
    """A bloc's mean of any year as printed; this year's as the run stored it."""
    return bloc.mean_index if year == facts.year else _printed(facts, raw_bloc_mean(facts, bloc, year))


def overall_mean(facts: ReportFacts, year: int) -> Decimal | None:
    """The overall mean of any year as printed; this year's as the run stored it."""
    return facts.overall_mean if year == facts.year else _printed(facts, raw_overall_mean(facts, year))


def _printed(facts: ReportFacts, raw: Fraction | None) -> Decimal | None:
    return None if raw is None else round_half_up(raw, facts.digits)


def mean_change(facts: ReportFacts, bloc: BlocFact) -> MeanChange | None:
    """The bloc's mean beside the year before; None unless both are known for the whole bloc."""
    return _pair(facts, *(raw_bloc_mean(facts, bloc, year) for year in (facts.previous_year, facts.year)))


def overall_change(facts: ReportFacts) -> MeanChange | None:
    """The overall mean beside the year before; None unless both are known."""
    return _pair(facts, *(raw_overall_mean(facts, year) for year in (facts.previous_year, facts.year)))


def _pair(facts: ReportFacts, before: Fraction | None, now: Fraction | None) -> MeanChange | None:
    return None if before is None or now is None else MeanChange(before, now, facts.digits)


def like_for_like(facts: ReportFacts, bloc: BlocFact) -> MeanChange | None:
    """The means of those agencies of a bloc whose index is known in both years; None without any."""
    both = [item for item in facts.of_bloc(bloc.code) if item.change is not None]
    before = mean(Fraction(item.previous_index) for item in both if item.previous_index is not None)
    now = mean(Fraction(item.index) for item in both if item.index is not None)
    return None if before is None or now is None else MeanChange(before, now, facts.digits, len(both))


def _raw_mean(agencies: Agencies, year: int) -> Fraction | None:
    """Unrounded mean of an earlier year; None unless the index of every agency is known."""
    figures = [item.index_of(year) for item in agencies]
    known = [Fraction(figure) for figure in figures if figure is not None]
    return mean(known) if known and len(known) == len(figures) else None


def mean_years(facts: ReportFacts) -> tuple[int, ...]:
    """Years with a mean of at least one bloc, earliest first, this year last; at most five."""
    earlier = {item.year for agency in facts.agencies for item in agency.history}
    earlier |= {year for bloc in facts.blocs for year, _ in bloc.published_means}
    known = [year for year in sorted(earlier) if any(bloc_mean(facts, bloc, year) is not None for bloc in facts.blocs)]
    return (*known[-4:], facts.year)


def index_years(facts: ReportFacts) -> tuple[int, ...]:
    """This year and up to two before it in a row, as far back as any agency's index is known."""
    years = [facts.year]
    while len(years) < 3 and any(agency.index_of(years[0] - 1) is not None for agency in facts.agencies):
        years.insert(0, years[0] - 1)
    return tuple(years)


def class_years(facts: ReportFacts) -> tuple[int, ...]:
    """This year and up to two before it in a row, as far back as any agency's class is known."""
    years = [facts.year]
    while len(years) < 3 and any(agency.class_of(years[0] - 1) for agency in facts.agencies):
        years.insert(0, years[0] - 1)
    return tuple(years)


def index_in(facts: ReportFacts, agency: AgencyFact, year: int) -> Decimal | None:
    """An agency's index of this year or an earlier one."""
    return agency.index if year == facts.year else agency.index_of(year)


def class_in(facts: ReportFacts, agency: AgencyFact, year: int) -> str:
    """An agency's class of this year or an earlier one; empty when unknown."""
    return agency.class_name if year == facts.year else agency.class_of(year)


def extremes(figures: Mapping[str, Decimal | None]) -> tuple[list[str], list[str]]:
    """The keys with the highest and with the lowest figure; ties together, unknown left out."""
    known = {key: value for key, value in figures.items() if value is not None}
    if not known:
        return [], []
    high, low = max(known.values()), min(known.values())
    return [key for key in known if known[key] == high], [key for key in known if known[key] == low]
