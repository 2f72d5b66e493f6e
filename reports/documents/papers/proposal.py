"""Tờ trình: the council asks the authority to publish the results."""

from __future__ import annotations

from dataclasses import replace

from reports.documents.blocks import Block, Paragraph
from reports.documents.index_report import numbered, title_lines
from reports.documents.paper import Paper
from reports.documents.papers.account import class_lines, exemptions_sentence, meetings_sentence, rules_basis
from reports.documents.papers.assembly import chapters
from reports.documents.papers.facts import DecisionFacts
from reports.documents.papers.origin import COUNCIL, DRAFT, council_letterhead
from reports.documents.papers.tables import bloc_table, exemption_table, result_table
from reports.documents.prose_modifiers import modifiers_sentence
from reports.documents.prose_process import appraisal, submission
from reports.documents.wording import agencies, index_text

RECIPIENTS = ("Như trên;", f"Các thành viên {COUNCIL};", "Lưu: VT.")


def build_proposal(facts: DecisionFacts) -> Paper:
    origin = facts.origin
    head = council_letterhead(
        origin, mark="TTr-HĐTĐ", recipients=RECIPIENTS, stamp="" if origin.is_published else DRAFT
    )
    return Paper(
        letterhead=replace(head, signers=(f"TM. {COUNCIL.upper()}", "CHỦ TỊCH")),
        kind="TỜ TRÌNH",
        subject=title_lines(f"Về việc công bố kết quả {origin.phrase}", origin.year),
        warning=origin.warning,
        is_draft=False,
        introduction=(),
        blocks=numbered(_blocks(facts)),
        footer=origin.footer,
        file_title=f"{origin.code}: Tờ trình công bố kết quả",
        addressees=(f"Kính gửi: {origin.formal_authority}",),
    )


def _blocks(facts: DecisionFacts) -> list[Block]:
    opening = (
        f"{'; '.join([rules_basis(facts)[0], *(item[:1].lower() + item[1:] for item in rules_basis(facts)[1:])])}, "
        f"{COUNCIL} kính trình {facts.origin.authority} kết quả {facts.origin.phrase} như sau:"
    )
    return [
        Paragraph(opening),
        *chapters(
            (
                ("QUÁ TRÌNH ĐÁNH GIÁ, THẨM ĐỊNH", _process(facts)),
                ("KẾT QUẢ", _results(facts)),
                ("GIẢM TRỪ TIÊU CHÍ", _exemptions(facts)),
                ("KIẾN NGHỊ", _request(facts)),
            )
        ),
    ]


def _process(facts: DecisionFacts) -> list[Block]:
    held = meetings_sentence(facts)
    return [
        *submission(facts.results),
        *(item for item in appraisal(facts.results) if not item.text.startswith(("Kết quả chưa", "Kết quả được"))),
        *([Paragraph(held)] if held else []),
    ]


def _results(facts: DecisionFacts) -> list[Block]:
    results = facts.results
    mean = results.overall_mean
    average = f", chỉ số trung bình chung {index_text(results, mean)}" if mean is not None else ""
    moved = modifiers_sentence(results)
    return [
        Paragraph(f"{agencies(len(results.agencies))} được đánh giá{average}. Kết quả xếp loại:"),
        *class_lines(facts),
        *([Paragraph(moved)] if moved else []),
        Paragraph("Số lượng theo khối như tại [[blocs]]; kết quả của từng cơ quan, đơn vị như tại [[results]]."),
        bloc_table(results),
        result_table(results),
    ]


def _exemptions(facts: DecisionFacts) -> list[Block]:
    said = exemptions_sentence(facts)
    return [Paragraph(f"{said}, như tại [[exemptions]]."), exemption_table(facts.exemptions)] if said else []


def _request(facts: DecisionFacts) -> list[Block]:
    return [
        Paragraph(
            f"Kính đề nghị {facts.origin.authority} xem xét, ban hành quyết định công bố kết quả {facts.origin.phrase} "
            "(dự thảo quyết định và phụ lục gửi kèm)./."
        )
    ]
