"""What stands out in the results, and what follows from it."""

from __future__ import annotations

from reports.documents.blocks import Paragraph, Style
from reports.documents.facts import AgencyFact, ReportFacts
from reports.documents.summary import Agencies, extremes, movement, overall_change
from reports.documents.wording import AGENCIES, agencies, bloc_name, index_text, joined, named, out_of, rose_or_fell


def closing_paragraphs(facts: ReportFacts) -> list[Paragraph]:
    """Means, the best and the last bloc, leaders of each bloc, the lower classes, a request."""
    texts = [_overall(facts), _balance(facts), _blocs(facts)]
    lower = _lower_classes(facts)
    return [
        *([Paragraph(" ".join(text for text in texts if text))] if any(texts) else []),
        *_leaders(facts),
        *([Paragraph(lower)] if lower else []),
        Paragraph(_request(facts)),
    ]


def _overall(facts: ReportFacts) -> str:
    if facts.overall_mean is None:
        return ""
    means = overall_change(facts)
    beside = f", {rose_or_fell(facts, means.change)} so với năm {facts.previous_year}" if means else ""
    return f"Nhìn chung, chỉ số trung bình chung năm {facts.year} đạt {index_text(facts, facts.overall_mean)}{beside}."


def _balance(facts: ReportFacts) -> str:
    moved = movement(facts.agencies)
    if not moved.compared:
        return ""
    up, down = len(moved.up), len(moved.down)
    if up == down:
        return f"Số {AGENCIES} có chỉ số tăng và giảm bằng nhau ({agencies(up)})." if up else ""
    more, word, other = (up, "tăng", down) if up > down else (down, "giảm", up)
    opposite = "giảm" if word == "tăng" else "tăng"
    return f"Số {AGENCIES} có chỉ số {word} nhiều hơn số {opposite} ({out_of(more, moved.compared)} so với {out_of(other, moved.compared)})."


def _blocs(facts: ReportFacts) -> str:
    """The highest and the lowest bloc mean; silent for one bloc or when all are equal."""
    means = {bloc.code: bloc.mean_index for bloc in facts.blocs}
    high, low = extremes(means)
    if not high or high == low:
        return ""
    names = {bloc.code: bloc_name(bloc) for bloc in facts.blocs}
    best, last = means[high[0]], means[low[0]]
    if best is None or last is None:
        return ""
    return (
        f"Chỉ số trung bình cao nhất thuộc về {joined([names[code] for code in high])} ({index_text(facts, best)}), "
        f"thấp nhất là {joined([names[code] for code in low])} ({index_text(facts, last)})."
    )


def _leaders(facts: ReportFacts) -> list[Paragraph]:
    """The highest and the lowest index of each bloc of at least two."""
    lines = [_leader_line(facts, facts.of_bloc(bloc.code), bloc_name(bloc)) for bloc in facts.blocs]
    found = [Paragraph(line, Style.BULLET) for line in lines if line]
    return [Paragraph("Chỉ số cao nhất và thấp nhất trong từng khối:"), *found] if found else []


def _leader_line(facts: ReportFacts, members: Agencies, name: str) -> str:
    by_code = {item.code: item for item in members}
    high, low = extremes({item.code: item.index for item in members})
    if not high or high == low:
        return ""
    best, last = _listed(facts, by_code, high), _listed(facts, by_code, low)
    return f"{name[:1].upper()}{name[1:]}: cao nhất là {best}, thấp nhất là {last}."


def _listed(facts: ReportFacts, by_code: dict[str, AgencyFact], codes: list[str]) -> str:
    index = by_code[codes[0]].index
    each = "" if len(codes) == 1 else "cùng "
    return (
        f"{joined([by_code[code].called for code in codes])} ({each}{index_text(facts, index)})"
        if index is not None
        else ""
    )


def _lower_classes(facts: ReportFacts) -> str:
    """Whoever stands below the two best classes."""
    lower = facts.classes[2:]
    found = [item for item in facts.agencies if item.class_name in lower]
    if not found or not lower:
        return ""
    who = "; ".join(
        f"loại {name}: {named([item for item in found if item.class_name == name])}"
        for name in lower
        if any(item.class_name == name for item in found)
    )
    return f"{agencies(len(found))} có kết quả ở các mức thấp của thang xếp loại ({who}) cần xác định rõ nguyên nhân và có biện pháp khắc phục ngay trong năm {facts.year + 1}."


def _request(facts: ReportFacts) -> str:
    return (
        f"Đề nghị các {AGENCIES} đối chiếu điểm thẩm định của từng tiêu chí với hồ sơ đã nộp, làm rõ nguyên nhân mất điểm, "
        f"đưa việc khắc phục vào kế hoạch cải cách hành chính năm {facts.year + 1} và chuẩn bị tài liệu kiểm chứng ngay trong quá trình thực hiện./."
    )
