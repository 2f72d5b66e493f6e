"""What another figure of one agency would change: ranks of all, its class, and those above it (CONTRACT §7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from scoring.core.modifiers import Modifier, Standing, modify
from scoring.core.policy import ClassScale
from scoring.core.ranking import ranks


@dataclass(frozen=True, slots=True)
class Line:
    """One agency as the results have it. `figure` is what ranks are read from; only its order among all matters."""

    code: str
    bloc: str
    parent: str | None
    figure: Decimal | Fraction | None
    by_threshold: str | None
    class_name: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agency stands among the others."""

    rank: int | None
    rank_in_bloc: int | None
    class_name: str | None


Lines = Mapping[str, Line]


def with_figure(
    lines: Lines,
    code: str,
    figure: Decimal | Fraction | None,
    by_threshold: str | None,
    *,
    standings: Mapping[str, Standing],
    modifiers: Sequence[Modifier],
    scale: ClassScale,
) -> Lines:
    """The lines by code, with another figure of one agency and the classes that follow from it.

    `standings` are those of the agency and of all above it, without their children's classes.
    """
    found = {**lines, code: replace(lines[code], figure=figure, by_threshold=by_threshold)}
    children: dict[str, list[str]] = {}
    for line in lines.values():
        if line.parent:
            children.setdefault(line.parent, []).append(line.code)
    following: str | None = code
    while following in found:
        line = found[following]
        below = tuple(found[child].class_name for child in children.get(following, ()))
        found[following] = replace(line, class_name=_class_of(line, standings[following], below, modifiers, scale))
        following = line.parent
    return found


def _class_of(
    line: Line,
    standing: Standing,
    below: tuple[str | None, ...],
    modifiers: Sequence[Modifier],
    scale: ClassScale,
) -> str | None:
    if line.by_threshold is None:
        return None
    return modify(line.by_threshold, replace(standing, children=below), modifiers, scale)[0]


def places(lines: Lines) -> Mapping[str, Place]:
    """Rank, rank in the bloc and class of every agency."""
    in_bloc: dict[str, int | None] = {}
    blocs: dict[str, list[Line]] = {}
    for line in lines.values():
        blocs.setdefault(line.bloc, []).append(line)
    for members in blocs.values():
        found = ranks([line.figure for line in members])
        in_bloc.update(zip((line.code for line in members), found, strict=True))
    overall = ranks([line.figure for line in lines.values()])
    return {
        line.code: Place(rank, in_bloc[line.code], line.class_name)
        for line, rank in zip(lines.values(), overall, strict=True)
    }
