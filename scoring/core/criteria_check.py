"""What is wrong with a criteria set, all of it at once (CONTRACT §3, DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.core.criteria_nodes import SetNode, score_sums
from scoring.core.enums import Source
from scoring.core.errors import Refused
from scoring.core.numbers import plain
from scoring.core.readings import text_of
from scoring.core.rules import INDICATOR_KINDS


@dataclass(frozen=True, slots=True)
class NodeFault:
    """`field` is the name of the one at fault in `SetNode`."""

    annex: str
    code: str
    field: str
    refused: Refused


def node_faults(node: SetNode) -> tuple[NodeFault, ...]:
    """What is wrong with a node by itself: such a node is not stored, not even in a draft."""
    found = [*_text_faults(node), *_number_faults(node)]
    if not node.is_group:
        found += _leaf_faults(node)
    return tuple(NodeFault(node.annex, node.code, field, refused) for field, refused in found)


def tree_faults(nodes: Sequence[SetNode]) -> tuple[NodeFault, ...]:
    """What does not add up between valid nodes: a draft may be like this, a set in force may not."""
    sums, parents = score_sums(nodes), {node.above for node in nodes}
    groups = (node for node in nodes if node.is_group)
    found = []
    for group in groups:
        if group.place not in parents:
            refused = Refused("nhóm không có tiêu chí con", "thêm tiêu chí con hoặc đổi loại")
            found.append(NodeFault(group.annex, group.code, "kind", refused))
        elif group.max_points is not None and group.maximum != sums[group.place]:
            refused = Refused(
                "tổng không khớp: các tiêu chí cộng lại được %(sum)s, ở đây ghi %(given)s",
                "sửa điểm của nhóm hoặc của các tiêu chí",
                sum=text_of(sums[group.place]),
                given=plain(group.max_points),
            )
            found.append(NodeFault(group.annex, group.code, "max_points", refused))
    return tuple(found)


Found = Iterator[tuple[str, Refused]]


def _text_faults(node: SetNode) -> Found:
    if not node.code:
        yield "code", Refused("thiếu mã tiêu chí", "ghi mã, ví dụ 1.1.2")
    if not node.name:
        yield "name", Refused("thiếu tên tiêu chí", "ghi tên như trong quyết định")


def _number_faults(node: SetNode) -> Found:
    for field, value in (("max_points", node.max_points), ("cap", node.cap)):
        if value is not None and value < 0:
            yield field, Refused("số âm", "ghi số từ 0 trở lên")


def _leaf_faults(node: SetNode) -> Found:
    if node.max_points is None:
        yield "max_points", Refused("thiếu điểm tối đa", "ghi điểm tối đa của tiêu chí")
    if node.cap is not None:
        yield "cap", Refused("chỉ nhóm mới có giới hạn", "bỏ trống ô này")
    is_indicator = node.source == Source.INDICATOR
    if is_indicator and not node.indicator:
        yield "indicator", Refused("thiếu mã chỉ tiêu", "ghi mã chỉ tiêu của nguồn số liệu")
    if node.indicator and not is_indicator:
        yield "indicator", Refused("nguồn không phải là chỉ tiêu", "ghi nguồn indicator hoặc bỏ trống ô này")
    if node.max_points is not None and node.max_points >= 0:
        yield from _rule_faults(node)


def _rule_faults(node: SetNode) -> Found:
    try:
        rule = node.parsed_rule()
    except Refused as refused:
        yield "rule", refused
        return
    if node.source == Source.INDICATOR and rule.kind not in INDICATOR_KINDS:
        kinds = ", ".join(sorted(INDICATOR_KINDS))
        yield "rule", Refused("cách chấm này không dùng cho chỉ tiêu", "dùng một trong: %(kinds)s", kinds=kinds)
