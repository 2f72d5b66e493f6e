"""A tree as it is read: each node with its depth, its points and its rule in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from scoring.core.criteria_check import NodeFault
from scoring.core.criteria_nodes import SetNode, score_sums
from scoring.core.describe import describe
from scoring.core.errors import Refused
from scoring.models import Criterion
from scoring.selectors.criteria.trees import AnnexRows
from scoring.selectors.submissions.claim_inputs import shown_number, speech


@dataclass(frozen=True, slots=True)
class Row:
    """`points` of a group is the sum of the score leaves below it."""

    criterion: Criterion
    node: SetNode
    depth: int
    points: str
    words: tuple[str, ...]
    faults: tuple[str, ...] = ()


def rows_of(annex: AnnexRows, faults: tuple[NodeFault, ...] = ()) -> tuple[Row, ...]:
    sums, depths = score_sums(annex.nodes), dict[str | None, int]({None: -1})
    said: dict[str, list[str]] = {}
    for fault in faults:
        if fault.annex == annex.annex.code:
            said.setdefault(fault.code, []).append(sentence(fault.refused))
    found = []
    for criterion, node in zip(annex.rows, annex.nodes, strict=True):
        depths[node.code] = depths[node.parent] + 1
        points = shown_points(node, sums)
        found.append(Row(criterion, node, depths[node.code], points, words_of(node), tuple(said.get(node.code, ()))))
    return tuple(found)


def shown_points(node: SetNode, sums: Mapping[tuple[str, str], Fraction]) -> str:
    if not node.is_group:
        return speech().points(node.maximum)
    total = sums[node.place]
    if total or node.cap is None:
        return speech().points(total)
    return gettext("tối đa %(cap)s") % {"cap": speech().points(Fraction(node.cap))}


def words_of(node: SetNode) -> tuple[str, ...]:
    """The rule in words; nothing for a group, and for a leaf whose points come from elsewhere as they are."""
    if node.is_group:
        return ()
    if node.source == "survey":
        return (gettext("Điểm điều tra xã hội học"),)
    return describe(node.parsed_rule(), node.maximum, speech())


def sentence(refused: Refused) -> str:
    """What is wrong and what to do, in the reader's language and her way to write numbers."""
    params = {name: _shown(value) for name, value in refused.params.items()}
    rule, remedy = gettext(refused.rule) % params, gettext(refused.remedy) % params
    said = f"{rule}: {remedy}."
    return said[0].upper() + said[1:]


def _shown(value: object) -> object:
    is_number = isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value)
    return shown_number(value, speech()) if isinstance(value, str) and is_number else value


def roman(number: int) -> str:
    """How the annexes of one decision are numbered."""
    written = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        written += sign * times
    return written
