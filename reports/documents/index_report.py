"""The index report: facts in, view-model out. Which sections there are depends on the facts alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reports.documents.attainment import over_all_blocs
from reports.documents.blocks import BarChart, Block, Heading, LineChart, Paragraph, Series, Style, Table
from reports.documents.facts import ReportFacts
from reports.documents.letterhead import letterhead
from reports.documents.paper import Paper
from reports.documents.prose_classes import class_paragraphs, move_paragraphs, steady_sentence
from reports.documents.prose_closing import closing_paragraphs
from reports.documents.prose_comparison import bloc_paragraph, is_compared, overall_mean_sentence, overall_paragraph
from reports.documents.prose_criteria import missing_sentence, parts_sentence
from reports.documents.prose_modifiers import modifiers_sentence
from reports.documents.prose_process import appraisal, method, scope, submission
from reports.documents.prose_trend import mean_paragraphs, trend_paragraphs
from reports.documents.summary import bloc_mean, index_years, mean_years, overall_mean
from reports.documents.tables_agencies import main_table, points_table, years_table
from reports.documents.tables_classes import matrix_table, rounds_table
from reports.documents.tables_comparison import means_table, missing_table, movement_table, parts_table, weakest_table
from reports.documents.wording import bloc_name, capital, index_text

RECONSTRUCTED = (
    "Điểm từng tiêu chí trong bản trình diễn này được dựng lại từ số tổng đã công bố; "
    "văn bản chỉ dùng để trình diễn phần mềm, không thay cho báo cáo của cơ quan có thẩm quyền."
)
MOST_BARS = 40
TITLE_LINE = 60

Section = Callable[[ReportFacts], list[Block]]


def build_index_report(facts: ReportFacts) -> Paper:
    """The whole report; tables, charts and headings are numbered here."""
    return Paper(
        letterhead=letterhead(facts.authority, day=facts.decision.day if facts.is_published else None),
        kind="BÁO CÁO",
        subject=title_lines(subject(facts), facts.year),
        warning=RECONSTRUCTED if facts.is_reconstructed else "",
        is_draft=not facts.is_published,
        introduction=(Paragraph(_opening(facts)),),
        blocks=numbered(_chapters(facts)),
        footer=f"Mã số liệu (SHA-256): {facts.input_digest} · bộ tính {facts.engine_version}",
        file_title=f"{facts.campaign_code}: {subject(facts)}",
    )


def subject(facts: ReportFacts) -> str:
    """What the report is about: the campaign's name inside a sentence, with its year."""
    name = facts.campaign_name.strip()
    name = name if str(facts.year) in name else f"{name} năm {facts.year}"
    return f"Kết quả xác định {name[:1].lower() + name[1:] if name.lower().startswith('chỉ số') else name}"


def title_lines(text: str, year: int) -> tuple[str, ...]:
    """A long title in two lines: after its year where that leaves a phrase, else near the middle."""
    if len(text) <= TITLE_LINE:
        return (text,)
    head, found, tail = text.partition(f" năm {year} ")
    if found and len(head) + len(found) <= TITLE_LINE:
        return head + found.rstrip(), tail
    middle = len(text) // 2
    cut = min((at for at, sign in enumerate(text) if sign == " "), key=lambda at: abs(at - middle))
    return text[:cut], text[cut + 1 :]


def _opening(facts: ReportFacts) -> str:
    who = facts.authority
    what = subject(facts)
    return f"{who} báo cáo {what[:1].lower() + what[1:]} như sau:"


def _chapters(facts: ReportFacts) -> list[Block]:
    """Chapters with their sections; a section that has nothing to say does not appear."""
    blocks: list[Block] = []
    for chapter, (title, sections) in enumerate(CHAPTERS):
        blocks.append(Heading(1, f"{'I' * (chapter + 1)}. {title}"))
        number = 0
        for heading, section in sections:
            body = section(facts)
            if body and heading:
                number += 1
                blocks.append(Heading(2, f"{number}. {heading}"))
            blocks += body
    return blocks


def numbered(blocks: list[Block]) -> tuple[Block, ...]:
    """Give tables and charts their numbers in order of appearance, and sentences the numbers they point to."""
    tables = charts = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            found.append(replace(block, number=tables))
        elif isinstance(block, LineChart | BarChart):
            charts += 1
            found.append(replace(block, number=charts))
        else:
            found.append(block)
    places = {f"[[{block.key}]]": f"Bảng\u00a0{block.number}" for block in found if isinstance(block, Table)}
    return tuple(_pointed(block, places) if isinstance(block, Paragraph) else block for block in found)


def _pointed(paragraph: Paragraph, places: dict[str, str]) -> Paragraph:
    """`[[main]]` becomes `Bảng 3`."""
    text = paragraph.text
    for token, place in places.items():
        text = text.replace(token, place)
    return replace(paragraph, text=text)


def _some(*items: Block | None) -> list[Block]:
    return [item for item in items if item is not None]


def _text(text: str, style: Style = Style.BODY) -> list[Block]:
    return [Paragraph(text, style)] if text else []


def _scope(facts: ReportFacts) -> list[Block]:
    return [*scope(facts), *method(facts)]


def _submission(facts: ReportFacts) -> list[Block]:
    return [*submission(facts)]


def _appraisal(facts: ReportFacts) -> list[Block]:
    return [*appraisal(facts), *_some(rounds_table(facts))]


def _classes(facts: ReportFacts) -> list[Block]:
    return [*class_paragraphs(facts), *_text(modifiers_sentence(facts)), matrix_table(facts)]


def _agencies(facts: ReportFacts) -> list[Block]:
    opening = Paragraph("Chỉ số, xếp loại và thứ hạng trong khối của từng cơ quan, đơn vị như tại [[main]].")
    points = points_table(facts)
    bases = Paragraph(
        "Điểm chuẩn của các cơ quan, đơn vị không bằng nhau do có tiêu chí được giảm trừ hoặc áp dụng bộ tiêu chí khác nhau; "
        "điểm chuẩn và điểm thẩm định như tại [[points]]."
    )
    unequal: list[Block] = [bases, points] if points else []
    return [opening, main_table(facts), *unequal, *_bars(facts)]


def _bars(facts: ReportFacts) -> list[Block]:
    """A bar chart for each bloc, where no chart over years shows the agencies."""
    if len(index_years(facts)) > 1:
        return []
    return [chart for bloc in facts.blocs if (chart := _bar_chart(facts, bloc.code, bloc_name(bloc)))]


def _bar_chart(facts: ReportFacts, code: str, name: str) -> BarChart | None:
    bars = tuple((item.short_name or item.name, item.index) for item in facts.of_bloc(code) if item.index is not None)
    if not 1 < len(bars) <= MOST_BARS:
        return None
    listed = "; ".join(f"{label}: {index_text(facts, value)}" for label, value in bars)
    return BarChart(f"Chỉ số năm {facts.year}, {name}", code, bars, facts.digits, alt=listed)


def _comparison(facts: ReportFacts) -> list[Block]:
    if not is_compared(facts.agencies):
        return []
    blocs = [bloc_paragraph(facts, bloc) for bloc in facts.blocs if facts.of_bloc(bloc.code)]
    return [*blocs, overall_paragraph(facts), movement_table(facts), *_moves(facts)]


def _moves(facts: ReportFacts) -> list[Block]:
    moves = move_paragraphs(facts)
    return [Paragraph("Về thay đổi xếp loại:"), *moves] if moves else []


def _means(facts: ReportFacts) -> list[Block]:
    return [
        *_text(overall_mean_sentence(facts)),
        *mean_paragraphs(facts),
        means_table(facts),
        *_some(_means_chart(facts)),
    ]


def _means_chart(facts: ReportFacts) -> LineChart | None:
    """Bloc means over the years; None when there is only this year."""
    years = mean_years(facts)
    if len(years) < 2:
        return None
    series = [
        Series(capital(bloc_name(bloc)), tuple(bloc_mean(facts, bloc, year) for year in years)) for bloc in facts.blocs
    ]
    if len(facts.blocs) > 1:
        series.append(Series("Trung bình chung", tuple(overall_mean(facts, year) for year in years)))
    listed = "; ".join(
        f"{item.name}: " + ", ".join(index_text(facts, value) for value in item.values if value is not None)
        for item in series
    )
    title = f"Chỉ số trung bình của các khối giai đoạn {years[0]}–{years[-1]}"
    return LineChart(title, years, tuple(series), facts.digits, alt=listed)


def _years(facts: ReportFacts) -> list[Block]:
    table = years_table(facts)
    opening = _text("Số liệu qua các năm của từng cơ quan, đơn vị như tại [[years]]." if table else "")
    return [*opening, *trend_paragraphs(facts), *_text(steady_sentence(facts), Style.BULLET), *_some(table)]


def _criteria(facts: ReportFacts) -> list[Block]:
    tables = _some(parts_table(facts), weakest_table(facts))
    note = _text("Số liệu của mục này tính từ điểm từng tiêu chí đã được dựng lại, chỉ để trình diễn.", Style.NOTE)
    reconstructed = note if facts.is_reconstructed and tables else []
    return [*reconstructed, *_text(parts_sentence(over_all_blocs(facts.parts))), *tables]


def _missing(facts: ReportFacts) -> list[Block]:
    return [*_text(missing_sentence(facts)), *_some(missing_table(facts))]


def _closing(facts: ReportFacts) -> list[Block]:
    return [*closing_paragraphs(facts)]


CHAPTERS: tuple[tuple[str, tuple[tuple[str, Section], ...]], ...] = (
    (
        "QUÁ TRÌNH THỰC HIỆN",
        (
            ("Đối tượng và cách đánh giá", _scope),
            ("Tự đánh giá và nộp hồ sơ", _submission),
            ("Thẩm định và công bố", _appraisal),
        ),
    ),
    (
        "KẾT QUẢ CHỈ SỐ VÀ XẾP LOẠI",
        (
            ("Xếp loại chung", _classes),
            ("Chỉ số của từng cơ quan, đơn vị", _agencies),
            ("So sánh với năm trước", _comparison),
            ("Chỉ số trung bình của các khối", _means),
            ("Diễn biến qua các năm của từng cơ quan, đơn vị", _years),
            ("Mức độ đạt được theo nội dung đánh giá", _criteria),
            ("Số liệu còn thiếu", _missing),
        ),
    ),
    ("NHẬN XÉT CHUNG", (("", _closing),)),
)
