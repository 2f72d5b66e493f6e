"""From the totals of all agencies to classes, ranks, means and comparison (CONTRACT §6, §7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from scoring.core.collation import vietnamese_key
from scoring.core.enums import On, OverallMean, Trend
from scoring.core.modifiers import Modification, Modifier, Standing, modify
from scoring.core.numbers import mean, round_half_up
from scoring.core.policy import Policy
from scoring.core.ranking import change, ranks, trend
from scoring.core.totals import Index, Totals, index

ENGINE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Published:
    """An agency's index and class of an earlier year, as published then."""

    index: Decimal | None
    class_name: str | None


@dataclass(frozen=True, slots=True)
class Scored:
    """An agency with its totals, before anything is compared."""

    code: str
    name: str
    parent: str | None
    totals: Totals
    standing: Standing
    history: Mapping[int, Published] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Concluded:
    """One line of the results (CONTRACT §8)."""

    scored: Scored
    index: Index | None
    round1_index: Index | None
    rank: int | None
    rank_in_bloc: int | None
    class_by_threshold: str | None
    class_name: str | None
    round1_class: str | None
    modifiers: tuple[Modification, ...]
    previous: Published | None
    change: Decimal | None
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class BlocSummary:
    """Mean and class counts of a bloc, or of all; `raw_mean` is the mean before its rounding."""

    agencies: int
    raw_mean: Fraction | None
    mean: Decimal | None
    classes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Agencies in the order of the results table, blocs in the order given, and the whole."""

    agencies: tuple[Concluded, ...]
    blocs: Mapping[str, BlocSummary]
    overall: BlocSummary


def conclude(
    agencies: Sequence[Scored], *, blocs: Sequence[str], year: int, policy: Policy, modifiers: Sequence[Modifier]
) -> Conclusion:
    """Everything that needs more than one agency. `blocs` are all bloc codes in the order of the table."""
    indices = {item.code: index(item.totals.appraised, item.totals.standard, policy) for item in agencies}
    classes = _classes(agencies, indices, policy, modifiers)
    lines = [_line(item, indices[item.code], classes[item.code], year, policy) for item in agencies]
    ranked = _ranked(lines, policy)
    place = {code: number for number, code in enumerate(blocs)}
    ordered = sorted(ranked, key=lambda line: _table_order(line, place))
    summaries = {
        bloc: _summary([line for line in ordered if line.scored.standing.bloc == bloc], policy) for bloc in blocs
    }
    return Conclusion(tuple(ordered), summaries, _overall(ordered, summaries, policy))


def figure(found: Index | None, on: On) -> Decimal | Fraction | None:
    """What a class or a rank is read from."""
    if found is None:
        return None
    return found.rounded if on is On.ROUNDED else found.raw


def _class_by_threshold(found: Index | None, policy: Policy) -> str | None:
    value = figure(found, policy.classify_on)
    return None if value is None else policy.class_scale.by_threshold(value)


ClassOf = Mapping[str, tuple[str | None, tuple[Modification, ...]]]


def _classes(
    agencies: Sequence[Scored], indices: Mapping[str, Index | None], policy: Policy, modifiers: Sequence[Modifier]
) -> ClassOf:
    """Final classes, children before their parents (parents hold no cycle)."""
    children: dict[str, list[str]] = {}
    for item in agencies:
        if item.parent:
            children.setdefault(item.parent, []).append(item.code)
    final: dict[str, tuple[str | None, tuple[Modification, ...]]] = {}
    for item in _children_first(agencies, children):
        by_threshold = _class_by_threshold(indices[item.code], policy)
        if by_threshold is None:
            final[item.code] = (None, ())
            continue
        below = tuple(final[code][0] for code in children.get(item.code, ()))
        standing = replace(item.standing, children=below)
        final[item.code] = modify(by_threshold, standing, modifiers, policy.class_scale)
    return final


def _children_first(agencies: Sequence[Scored], children: Mapping[str, list[str]]) -> list[Scored]:
    """Deepest first: an agency comes after everything below it."""
    by_code = {item.code: item for item in agencies}
    depth: dict[str, int] = {}
    for item in agencies:
        chain, code = list[str](), item.code
        while code not in depth and code in by_code:
            chain.append(code)
            code = by_code[code].parent or ""
        start = depth.get(code, -1)
        depth.update({link: number for number, link in enumerate(reversed(chain), start + 1)})
    return sorted(agencies, key=lambda item: -depth[item.code])


def _line(
    item: Scored,
    found: Index | None,
    classed: tuple[str | None, tuple[Modification, ...]],
    year: int,
    policy: Policy,
) -> Concluded:
    before, earlier = item.history.get(year - 1), item.history.get(year - 2)
    now = found.rounded if found else None
    last = before.index if before else None
    after_round1 = index(item.totals.round1, item.totals.standard, policy)
    return Concluded(
        scored=item,
        index=found,
        round1_index=after_round1,
        rank=None,
        rank_in_bloc=None,
        class_by_threshold=_class_by_threshold(found, policy),
        class_name=classed[0],
        round1_class=_class_by_threshold(after_round1, policy),
        modifiers=classed[1],
        previous=before,
        change=change(now, last, policy.index_digits),
        trend=trend(earlier.index if earlier else None, last, now),
    )


def _ranked(lines: Sequence[Concluded], policy: Policy) -> list[Concluded]:
    def read(line: Concluded) -> Decimal | Fraction | None:
        return figure(line.index, policy.rank_on)

    overall = ranks([read(line) for line in lines])
    in_bloc = _ranks_in_blocs(lines, read)
    return [
        replace(line, rank=rank, rank_in_bloc=in_bloc[line.scored.code])
        for line, rank in zip(lines, overall, strict=True)
    ]


def _ranks_in_blocs(
    lines: Sequence[Concluded], read: Callable[[Concluded], Decimal | Fraction | None]
) -> Mapping[str, int | None]:
    by_bloc: dict[str, list[Concluded]] = {}
    for line in lines:
        by_bloc.setdefault(line.scored.standing.bloc, []).append(line)
    return {
        line.scored.code: rank
        for bloc in by_bloc.values()
        for line, rank in zip(bloc, ranks([read(line) for line in bloc]), strict=True)
    }


def _table_order(line: Concluded, place: Mapping[str, int]) -> tuple[object, ...]:
    """Bloc, rank in the bloc (none last), Vietnamese order of names, code (CONTRACT §8)."""
    rank = line.rank_in_bloc
    return (
        place[line.scored.standing.bloc],
        rank is None,
        rank or 0,
        vietnamese_key(line.scored.name),
        line.scored.code,
    )


def _summary(lines: Sequence[Concluded], policy: Policy) -> BlocSummary:
    raw = mean(Fraction(line.index.rounded) for line in lines if line.index)
    return _with_mean(lines, raw, policy)


def _with_mean(lines: Sequence[Concluded], raw: Fraction | None, policy: Policy) -> BlocSummary:
    counted = Counter(line.class_name for line in lines)
    return BlocSummary(
        agencies=len(lines),
        raw_mean=raw,
        mean=None if raw is None else round_half_up(raw, policy.index_digits),
        classes={name: counted[name] for name in policy.class_scale.names},
    )


def _overall(lines: Sequence[Concluded], blocs: Mapping[str, BlocSummary], policy: Policy) -> BlocSummary:
    if policy.overall_mean is OverallMean.AGENCIES:
        return _summary(lines, policy)
    raw = mean(item.raw_mean for item in blocs.values() if item.raw_mean is not None)
    return _with_mean(lines, raw, policy)
