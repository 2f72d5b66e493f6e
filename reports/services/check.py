"""Compare a published table with the computed results (CONTRACT §2, `check_published`)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports.models import AgencyResult, IndexRun
from reports.selectors.results import agency_results
from scoring.core.numbers import NotANumber, decimal, decimals, plain, round_half_up
from scoring.models import PublishedIndex
from scoring.workbook.register import squash

_YEARLY = re.compile(r"(?:published_)?(index|class)_(\d{4})\Z")
_NUMBERS = {
    "standard_points": "standard_points",
    "appraised_points": "appraised_points",
    "points": "appraised_points",
    "survey_points": "survey_points",
    "index": "index",
    "index_percent": "index",
    "change": "change",
    "previous_index": "previous_index",
}
_CLASSES = {"class": "class_name", "previous_class": "previous_class"}
_RANKS = ("rank", "rank_in_bloc")
_SHORT_CLASSES = {"tb": "trung bình"}


class BadTable(Exception):
    """The file is not a table that can be compared."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One figure that was published otherwise; `computed` is empty where there is none."""

    agency: str
    column: str
    published: str
    computed: str


@dataclass(frozen=True, slots=True)
class Checked:
    mismatches: tuple[Mismatch, ...]
    passed_over: tuple[str, ...]


def check_published(*, run: IndexRun, content: bytes) -> Checked:
    """All mismatches in the order of the table; columns that say nothing here are named once."""
    rows, columns = _read(content)
    table = _Table(run, rows, columns)
    return Checked(tuple(table.mismatches()), tuple(name for name in columns if not table.understands(name)))


def _read(content: bytes) -> tuple[list[dict[str, str]], list[str]]:
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
        columns = [name.strip() for name in reader.fieldnames or []]
        rows = [{name.strip(): (row[name] or "").strip() for name in row if name} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadTable("không đọc được: cần CSV mã UTF-8") from error
    if not {"agency", "code"} & set(columns):
        raise BadTable("thiếu cột agency hoặc code")
    return rows, columns


class _Table:
    """The published rows beside the computed lines."""

    def __init__(self, run: IndexRun, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> None:
        self._rows, self._columns = rows, columns
        self._campaign, self._digits = run.campaign, int(run.policy["index_digits"])
        self._lines = list(agency_results(run))
        self._named = _by_name(self._lines)
        self._found = [self._find(row) for row in rows]
        self._history = {
            (item.participant_id, item.year): item for item in PublishedIndex.objects.filter(campaign=run.campaign)
        }
        self._years = {year for _, year in self._history} | {run.campaign.year}
        self._one_bloc = len({line.participant.bloc_id for line in self._found if line}) == 1
        self._points_are_indices = (
            run.policy["index_mode"] == "points" and "points" in self._names and "index" not in self._names
        )

    @property
    def _names(self) -> set[str]:
        return {name.removeprefix("published_") for name in self._columns}

    def understands(self, column: str) -> bool:
        name = column.removeprefix("published_")
        yearly = _YEARLY.match(column)
        known = name in {*_NUMBERS, *_CLASSES, *_RANKS, "agency", "code", "bloc"}
        return known or (yearly is not None and int(yearly[2]) in self._years)

    def mismatches(self) -> Iterator[Mismatch]:
        for row, line in zip(self._rows, self._found, strict=True):
            who = row.get("agency") or row.get("code") or ""
            if line is None:
                if who:
                    yield Mismatch(who, "agency", who, "")
                continue
            for column in self._columns:
                published = row.get(column, "")
                if published and self.understands(column):
                    yield from self._compare(who, column, published, line)

    def _find(self, row: Mapping[str, str]) -> AgencyResult | None:
        """By code or name, without case, spaces and `-`; where several match, the bloc decides, then the code."""
        wanted, bloc = [squash(row[key]) for key in ("code", "agency") if row.get(key)], squash(row.get("bloc", ""))
        matches = [line for word in wanted for line in self._named.get(word, ())]

        def likeness(line: AgencyResult) -> tuple[bool, bool, int]:
            who = line.participant
            in_bloc = bloc in (squash(who.bloc.code), squash(who.bloc.name))
            return in_bloc, squash(who.code) in wanted, matches.count(line)

        return max(matches, key=likeness, default=None)

    def _compare(self, who: str, column: str, published: str, line: AgencyResult) -> Iterator[Mismatch]:
        for computed, is_class in self._computed(column, line):
            same = _same_class(published, computed) if is_class else _same_number(published, computed)
            if not same:
                yield Mismatch(who, column, published, _shown(computed, published, is_class=is_class))

    def _computed(self, column: str, line: AgencyResult) -> Iterator[tuple[Decimal | str | None, bool]]:
        """What the column is to be compared with, and whether it is a class."""
        name, yearly = column.removeprefix("published_"), _YEARLY.match(column)
        if yearly:
            yield self._of_year(yearly[1], int(yearly[2]), line), yearly[1] == "class"
        elif name in _CLASSES:
            yield getattr(line, _CLASSES[name]), True
        elif name in _RANKS:
            in_bloc = name == "rank_in_bloc" or self._one_bloc
            yield _number(line.rank_in_bloc if in_bloc else line.rank), False
        elif name in _NUMBERS:
            yield getattr(line, _NUMBERS[name]), False
            if name == "points" and self._points_are_indices:
                yield line.index, False

    def _of_year(self, what: str, year: int, line: AgencyResult) -> Decimal | str | None:
        if year == self._campaign.year:
            return line.index if what == "index" else line.class_name
        past = self._history.get((line.participant_id, year))
        if past is None:
            return None
        return past.index if what == "index" else past.class_name


def _by_name(lines: Sequence[AgencyResult]) -> Mapping[str, Sequence[AgencyResult]]:
    """The lines by what a table may call them: the code and the name."""
    named: dict[str, list[AgencyResult]] = {}
    for line in lines:
        for word in {squash(line.participant.code), squash(line.participant.name)}:
            named.setdefault(word, []).append(line)
    return named


def _number(rank: int | None) -> Decimal | None:
    return None if rank is None else Decimal(rank)


def _same_class(published: str, computed: object) -> bool:
    return _folded(published) == _folded(str(computed or ""))


def _folded(name: str) -> str:
    folded = " ".join(name.split()).casefold()
    return _SHORT_CLASSES.get(folded, folded)


def _bare(published: str) -> str:
    """Without `%` and spaces, the typographic minus as a plain one."""
    return published.replace("%", "").replace("−", "-").replace("\u00a0", "").strip()


def _same_number(published: str, computed: Decimal | str | None) -> bool:
    """At the decimals that were published (CONTRACT §2)."""
    try:
        given = decimal(_bare(published))
    except NotANumber:
        return False
    if computed is None:
        return False
    return given == round_half_up(Fraction(Decimal(computed)), decimals(_bare(published)))


def _shown(computed: Decimal | str | None, published: str, *, is_class: bool) -> str:
    if computed is None or is_class:
        return str(computed or "")
    try:
        decimal(_bare(published))
    except NotANumber:
        return plain(Decimal(computed))
    return format(round_half_up(Fraction(Decimal(computed)), decimals(_bare(published))), "f")
