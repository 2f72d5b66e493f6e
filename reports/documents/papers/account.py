"""What proposal and decision say alike: how many agencies in which class, how the results came about."""

from __future__ import annotations

from pari.ui.dates import short_date
from pari.ui.numbers import count
from reports.documents.blocks import Paragraph, Style
from reports.documents.papers.facts import DecisionFacts
from reports.documents.papers.origin import COUNCIL
from reports.documents.prose_process import class_sentence
from reports.documents.summary import class_counts
from reports.documents.wording import AGENCIES, agencies, index_text


def class_lines(facts: DecisionFacts) -> list[Paragraph]:
    """One line for each class that has agencies."""
    results = facts.results
    counts = class_counts((item.class_name for item in results.agencies), results.classes)
    present = [(name, number) for name, number in counts.items() if number]
    ends = [";"] * (len(present) - 1) + ["."]
    return [
        Paragraph(f"Loại {name}: {agencies(number)}{end}", Style.BULLET)
        for (name, number), end in zip(present, ends, strict=True)
    ]


def results_sentence(facts: DecisionFacts) -> str:
    results = facts.results
    mean = results.overall_mean
    average = f"; chỉ số trung bình chung là {index_text(results, mean)}" if mean is not None else ""
    return f"{class_sentence(results, [item.class_name for item in results.agencies])}{average}"


def meetings_sentence(facts: DecisionFacts) -> str:
    """Which meetings were held when; empty when none is known."""
    held = [
        f"{item.kind[:1].lower()}{item.kind[1:]} (ngày {short_date(item.day)})" for item in facts.meetings if item.day
    ]
    return f"Các cuộc họp đã được tổ chức, lập biên bản: {'; '.join(held)}." if held else ""


def exemptions_sentence(facts: DecisionFacts) -> str:
    """How many leaves of how many agencies; empty without any."""
    if not facts.exemptions:
        return ""
    who = len({item.agency for item in facts.exemptions})
    return f"{COUNCIL} đồng ý giảm trừ {count(len(facts.exemptions))} lượt tiêu chí cho {count(who)} {AGENCIES}"


def rules_basis(facts: DecisionFacts) -> list[str]:
    """What the results rest on, as bases of a decision or a proposal."""
    approved = f" ngày {short_date(facts.approved_on)}" if facts.approved_on else ""
    return [
        *([f"Căn cứ {facts.rules}"] if facts.rules else []),
        f"Căn cứ kết quả họp{approved} của {COUNCIL}",
    ]
