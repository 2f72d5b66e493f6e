"""How the campaign went: who took part, how the index is made, submissions, appraisal in rounds."""

from __future__ import annotations

from datetime import datetime

from pari.ui.dates import deadline_text, long_date, moment_text
from pari.ui.numbers import count
from pari.ui.papers import paper
from reports.documents.blocks import Paragraph, Style
from reports.documents.facts import AgencyFact, ReportFacts
from reports.documents.prose_modifiers import rule_sentence
from reports.documents.summary import class_counts
from reports.documents.wording import AGENCIES, agencies, bloc_name, bound_text, capital, joined, named, out_of
from scoring.core.enums import On, SupplementScope
from scoring.core.numbers import plain
from scoring.core.readings import text_of


def scope(facts: ReportFacts) -> list[Paragraph]:
    """How many agencies, in which blocs."""
    filled = [(bloc, len(facts.of_bloc(bloc.code))) for bloc in facts.blocs if facts.of_bloc(bloc.code)]
    total = agencies(len(facts.agencies))
    if not filled:
        return [Paragraph(f"Kỳ đánh giá năm {facts.year} chưa có cơ quan, đơn vị tham gia.")]
    if len(filled) == 1:
        return [Paragraph(f"Kỳ đánh giá năm {facts.year} có {total} tham gia, cùng thuộc {bloc_name(filled[0][0])}.")]
    opening = f"Kỳ đánh giá năm {facts.year} có {total} tham gia, chia thành {count(len(filled))} khối:"
    ends = [";"] * (len(filled) - 1) + ["."]
    lines = [
        f"{capital(bloc_name(bloc))}: {agencies(size)}{end}" for (bloc, size), end in zip(filled, ends, strict=True)
    ]
    return [Paragraph(opening), *(Paragraph(line, Style.BULLET) for line in lines)]


def method(facts: ReportFacts) -> list[Paragraph]:
    """What the index is, the class scale, and the rules that change a class."""
    paragraphs = [Paragraph(_index_sentence(facts)), Paragraph(scale_sentence(facts))]
    rules = [rule_sentence(facts, rule) for rule in facts.modifiers]
    if rules:
        paragraphs.append(Paragraph("Sau khi xếp loại theo thang, quy định còn yêu cầu: " + "; ".join(rules) + "."))
    return paragraphs


def _index_sentence(facts: ReportFacts) -> str:
    rounding = f"làm tròn đến {count(facts.digits)} chữ số thập phân" if facts.digits else "làm tròn đến hàng đơn vị"
    if facts.is_percent:
        text = (
            "Chỉ số cải cách hành chính của mỗi cơ quan, đơn vị là tỷ lệ phần trăm giữa điểm thẩm định và điểm chuẩn, "
            f"{rounding}; tiêu chí được giảm trừ không tính vào điểm chuẩn"
        )
    else:
        survey = ", gồm cả điểm điều tra xã hội học" if any(item.survey_points for item in facts.agencies) else ""
        text = f"Chỉ số cải cách hành chính của mỗi cơ quan, đơn vị là tổng điểm thẩm định{survey}, {rounding}"
    cap = facts.policy.index_cap
    return text + (f"; chỉ số cao nhất là {bound_text(facts, plain(cap))}." if cap is not None else ".")


def scale_sentence(facts: ReportFacts) -> str:
    """The classes with their bounds, and what they are read from when that is not the published figure."""
    bounds = facts.policy.class_scale.classes
    texts = [bound_text(facts, text_of(item.bound)) for item in bounds]
    parts = [f"{bounds[0].name} (từ {texts[0]} trở lên)"] if len(bounds) > 1 else [bounds[0].name]
    for at in range(1, len(bounds)):
        is_last = at == len(bounds) - 1
        reach = f"dưới {texts[at - 1]}" if is_last else f"từ {texts[at]} đến dưới {texts[at - 1]}"
        parts.append(f"{bounds[at].name} ({reach})")
    basis = "; xếp loại theo chỉ số trước khi làm tròn" if facts.policy.classify_on == On.RAW else ""
    return f"Thang xếp loại gồm {count(len(bounds))} mức: {_apart(parts)}{basis}."


def _apart(items: list[str]) -> str:
    """`A; B và C`: items that carry brackets read better so."""
    return " và ".join(["; ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def submission(facts: ReportFacts) -> list[Paragraph]:
    """Who submitted in time, who late, who not at all."""
    dated = [item for item in facts.agencies if item.submitted_at]
    if not dated:
        return [Paragraph("Chưa có số liệu về thời điểm nộp hồ sơ tự đánh giá.", Style.BULLET)]
    lines = [_deadline(facts), *_timely(facts, dated), _late(dated), _extended(facts), _without(facts)]
    return [Paragraph(line, Style.BULLET) for line in lines if line]


def _deadline(facts: ReportFacts) -> str:
    if facts.self_deadline is None:
        return ""
    return f"Thời hạn nộp hồ sơ tự đánh giá: {deadline_text(facts.self_deadline)}."


def _timely(facts: ReportFacts, dated: list[AgencyFact]) -> list[str]:
    """On time, and when the last of them came; without any deadline only the last time is told."""
    whole = len(facts.agencies)
    bound = [item for item in dated if item.deadline]
    if not bound:
        return [f"Số hồ sơ đã nộp: {out_of(len(dated), whole)}; hồ sơ cuối cùng được ghi nhận lúc {_latest(dated)}."]
    timely = [item for item in bound if not item.is_late]
    if not timely:
        return ["Không có cơ quan, đơn vị nào nộp hồ sơ đúng hạn."]
    if len(timely) == whole:
        return [f"Toàn bộ {agencies(whole)} nộp hồ sơ đúng hạn; hồ sơ cuối cùng được ghi nhận lúc {_latest(timely)}."]
    return [
        f"{out_of(len(timely), whole)} nộp hồ sơ đúng hạn; hồ sơ đúng hạn cuối cùng được ghi nhận lúc {_latest(timely)}."
    ]


def _latest(items: list[AgencyFact]) -> str:
    return moment_text(max(_moments(items)))


def _moments(items: list[AgencyFact]) -> list[datetime]:
    return [item.submitted_at for item in items if item.submitted_at]


def _late(dated: list[AgencyFact]) -> str:
    late = [item for item in dated if item.is_late]
    if not late:
        return ""
    who = joined([f"{item.called} ({moment_text(item.submitted_at)})" for item in late if item.submitted_at])
    return f"{agencies(len(late))} nộp hồ sơ sau thời hạn: {who}."


def _extended(facts: ReportFacts) -> str:
    """Own deadlines that differ from the common one."""
    own = [item for item in facts.agencies if facts.self_deadline and item.deadline not in (None, facts.self_deadline)]
    if not own:
        return ""
    who = joined([f"{item.called} (đến {deadline_text(item.deadline)})" for item in own if item.deadline])
    return f"{agencies(len(own))} có thời hạn riêng: {who}."


def _without(facts: ReportFacts) -> str:
    absent = [item for item in facts.agencies if not item.submitted_at]
    if not absent:
        return ""
    return f"{agencies(len(absent))} không có thời điểm nộp hồ sơ: {named(absent)}."


def appraisal(facts: ReportFacts) -> list[Paragraph]:
    """Classes after round 1 and at the end, what the supplement changed, and the decision."""
    lines = [_first_round(facts), _supplement_rule(facts), _final(facts), between_rounds(facts), _publication(facts)]
    return [Paragraph(line, Style.BULLET) for line in lines if line]


def _first_round(facts: ReportFacts) -> str:
    if not any(item.round1_class for item in facts.agencies):
        return ""
    return f"Sau thẩm định lần 1: {class_sentence(facts, [item.round1_class for item in facts.agencies])}."


def _final(facts: ReportFacts) -> str:
    if not any(item.class_name for item in facts.agencies):
        return ""
    had_first = any(item.round1_class for item in facts.agencies)
    stage = "Sau thẩm định lần 2 và kết luận của Hội đồng" if had_first else "Kết quả thẩm định cuối cùng"
    return f"{stage}: {class_sentence(facts, [item.class_name for item in facts.agencies])}."


def class_sentence(facts: ReportFacts, names: list[str]) -> str:
    """`10 cơ quan, đơn vị loại Tốt, 24 loại Khá, 12 loại Trung bình; không có loại Yếu`."""
    counts = class_counts(names, facts.classes)
    present = [(name, number) for name, number in counts.items() if number]
    if not present:
        return "chưa có cơ quan, đơn vị nào được xếp loại"
    first, *rest = [f"{count(number)} {{}}loại {name}" for name, number in present]
    text = ", ".join([first.format(AGENCIES + " "), *(item.format("") for item in rest)])
    absent = [name for name, number in counts.items() if not number]
    return text + (f"; không có loại {joined(absent)}" if absent else "")


def _supplement_rule(facts: ReportFacts) -> str:
    """How points from the supplement were credited; silent when it changed nothing or all was credited in full."""
    policy = facts.policy
    changed = any(item.round1_index != item.index for item in facts.agencies if item.round1_index is not None)
    if policy.supplement_rate == 1 or not changed:
        return ""
    rate = plain(policy.supplement_rate * 100).replace(".", ",")
    scope_text = "" if policy.supplement_scope == SupplementScope.ALL else ", không áp dụng cho điểm thưởng, điểm trừ"
    return (
        f"Điểm tăng thêm nhờ bổ sung giải trình, tài liệu kiểm chứng được ghi nhận {rate}% phần tăng{scope_text}; "
        "điểm sửa do lần thẩm định trước chấm chưa đúng được ghi nhận đủ."
    )


def between_rounds(facts: ReportFacts) -> str:
    pairs = [(item.round1_index, item.index) for item in facts.agencies]
    known = [(first, last) for first, last in pairs if first is not None and last is not None]
    if not known:
        return ""
    up = sum(1 for first, last in known if last > first)
    down = sum(1 for first, last in known if last < first)
    if not up and not down:
        return "Chỉ số của các cơ quan, đơn vị không thay đổi so với lần 1."
    parts = [f"{_all_or_some(up, len(known))} có chỉ số cao hơn"] if up else []
    parts += [f"{_all_or_some(down, len(known))} có chỉ số thấp hơn"] if down else []
    return f"So với lần 1, {joined(parts)}{_class_rise(facts)}."


def _all_or_some(part: int, whole: int) -> str:
    return f"toàn bộ {agencies(whole)}" if part == whole else out_of(part, whole)


def _class_rise(facts: ReportFacts) -> str:
    place = {name: at for at, name in enumerate(facts.classes)}
    both = [item for item in facts.agencies if item.round1_class in place and item.class_name in place]
    higher = sum(1 for item in both if place[item.class_name] < place[item.round1_class])
    lower = sum(1 for item in both if place[item.class_name] > place[item.round1_class])
    parts = [f"{agencies(higher)} được xếp loại cao hơn"] if higher else []
    parts += [f"{agencies(lower)} xuống loại thấp hơn"] if lower else []
    return "; " + joined(parts) if parts else "; xếp loại không đổi"


def _publication(facts: ReportFacts) -> str:
    decision = facts.decision
    if not facts.is_published:
        return "Kết quả chưa được công bố; báo cáo lập theo lần tính gần nhất."
    if not decision.number:
        return ""
    when = f" {long_date(decision.day)}" if decision.day else ""
    return f"Kết quả được công bố tại {paper(decision.number)} số {decision.number}{when}."
