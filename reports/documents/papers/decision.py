"""Quyết định công bố, with its annexes: results by bloc, exemptions granted."""

from __future__ import annotations

from dataclasses import replace

from pari.ui.dates import long_date
from reports.documents.blocks import Block, Heading, Paragraph, Style
from reports.documents.index_report import title_lines
from reports.documents.letterhead import letterhead, territory_of
from reports.documents.paper import Annex, Letterhead, Paper
from reports.documents.papers.account import class_lines, exemptions_sentence, results_sentence, rules_basis
from reports.documents.papers.assembly import with_annexes
from reports.documents.papers.facts import DecisionFacts
from reports.documents.papers.origin import COUNCIL, DRAFT, ROOM
from reports.documents.papers.tables import bloc_table, exemption_table, result_table
from reports.documents.prose_modifiers import modifiers_sentence
from reports.documents.wording import agencies

RECIPIENTS = ("Như Điều {last};", f"{COUNCIL};", "Lưu: VT.")
ORGANISATION_LAW = "Căn cứ Luật Tổ chức chính quyền địa phương"


def build_decision(facts: DecisionFacts) -> Paper:
    """Without number and day it is a draft."""
    origin = facts.origin
    articles = _articles(facts)
    body, annexes = with_annexes(_body(facts, articles), _annexes(facts))
    return Paper(
        letterhead=_head(facts, last=len(articles)),
        kind="QUYẾT ĐỊNH",
        subject=title_lines(f"Về việc công bố kết quả {origin.phrase}", origin.year),
        warning=origin.warning,
        is_draft=False,
        introduction=(),
        blocks=body,
        footer=origin.footer,
        file_title=f"{origin.code}: Quyết định công bố kết quả",
        annexes=annexes,
    )


def _head(facts: DecisionFacts, *, last: int) -> Letterhead:
    issuer = letterhead(facts.origin.authority, day=facts.day, number=facts.number)
    mark = "QĐ-UBND" if _is_committee(facts) else "QĐ"
    return replace(
        issuer,
        number=issuer.number if facts.number else f"Số:{ROOM} /{mark}",
        stamp="" if facts.number else DRAFT,
        recipients=tuple(line.format(last=last) for line in RECIPIENTS),
    )


def _is_committee(facts: DecisionFacts) -> bool:
    return bool(territory_of(facts.origin.authority))


def _body(facts: DecisionFacts, articles: list[list[Block]]) -> list[Block]:
    who = " ".join(letterhead(facts.origin.authority, day=None).issuer)
    return [
        Heading(0, who),
        *(Paragraph(text, Style.BASIS) for text in _bases(facts)),
        Heading(0, "QUYẾT ĐỊNH:"),
        *(block for article in articles for block in article),
    ]


def _bases(facts: DecisionFacts) -> list[str]:
    """Each ends in a semicolon, the last one in a full stop."""
    law = [ORGANISATION_LAW] if _is_committee(facts) else []
    items = [*law, *rules_basis(facts), f"Theo đề nghị của {COUNCIL}"]
    return [f"{item};" for item in items[:-1]] + [f"{items[-1]}."]


def _articles(facts: DecisionFacts) -> list[list[Block]]:
    said = exemptions_sentence(facts)
    moved = modifiers_sentence(facts.results)
    texts: list[list[Block]] = [_published(facts, moved)]
    if said:
        texts.append([Paragraph(f"{said}; danh sách tại Phụ lục II kèm theo Quyết định này.")])
    texts.append([Paragraph("Quyết định này có hiệu lực kể từ ngày ký.")])
    texts.append(
        [
            Paragraph(
                f"Thủ trưởng các cơ quan, đơn vị có tên tại {_first_annex(facts)} và các tổ chức, cá nhân có liên quan "
                "chịu trách nhiệm thi hành Quyết định này./."
            )
        ]
    )
    return [_numbered(at, blocks) for at, blocks in enumerate(texts, 1)]


def _numbered(number: int, blocks: list[Block]) -> list[Block]:
    first, *rest = blocks
    if isinstance(first, Paragraph):
        first = replace(first, lead=f"Điều {number}.")
    return [first, *rest]


def _published(facts: DecisionFacts, moved: str) -> list[Block]:
    results = facts.results
    return [
        Paragraph(
            f"Công bố kết quả {facts.origin.phrase} của {agencies(len(results.agencies))}; "
            f"chỉ số, xếp loại, thứ hạng của từng cơ quan, đơn vị tại {_first_annex(facts)} kèm theo Quyết định này. "
            "Kết quả xếp loại:"
        ),
        *class_lines(facts),
        *([Paragraph(moved)] if moved and results.modifiers else []),
    ]


def _first_annex(facts: DecisionFacts) -> str:
    """A single annex has no numeral."""
    return "Phụ lục I" if facts.exemptions else "Phụ lục"


def _annexes(facts: DecisionFacts) -> list[Annex]:
    reference = _reference(facts)
    summary = Paragraph(f"Tổng hợp: {results_sentence(facts)}.")
    results = Annex(
        _first_annex(facts).upper(),
        f"Chỉ số, xếp loại và thứ hạng của các cơ quan, đơn vị năm {facts.origin.year}",
        reference,
        (result_table(facts.results), summary, bloc_table(facts.results)),
    )
    if not facts.exemptions:
        return [results]
    exempt = Annex(
        "PHỤ LỤC II", "Các trường hợp được giảm trừ tiêu chí", reference, (exemption_table(facts.exemptions),)
    )
    return [results, exempt]


def _reference(facts: DecisionFacts) -> str:
    """`(Kèm theo Quyết định số 199/QĐ-UBND ngày 21 tháng 01 năm 2020 của …)`, with room where it is not known."""
    number = facts.number or "……/QĐ-UBND"
    day = long_date(facts.day) if facts.day else "ngày …… tháng …… năm ……"
    issuer = f"của {facts.origin.authority}".replace(" ", "\u00a0")
    return f"(Kèm theo Quyết định số {number} {day} {issuer})"
