"""The sheet of instructions in the exported workbook, made from the layout and the rules (CONTRACT §3, §4)."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.workbook.layout import CAMPAIGN_KEYS, SHEETS, Cell, Column

_CELLS = {
    Cell.CODE: "mã, gõ dạng chữ",
    Cell.TEXT: "chữ",
    Cell.NUMBER: "số",
    Cell.WHOLE: "số nguyên",
    Cell.TIME: "thời điểm, ví dụ 2023-12-01T17:00",
    Cell.DEADLINE: "hạn, ví dụ 2023-12-01T24:00; chỉ ghi ngày là hết 24 giờ ngày đó",
    Cell.DAY: "ngày, ví dụ 2023-12-20",
    Cell.JSON: "JSON",
    Cell.FLAG: "1 nếu có, bỏ trống nếu không",
    Cell.ANY: "tùy khóa",
}

_RULES = (
    ("manual", "Chấm trực tiếp từ 0 đến điểm tối đa; ô cách chấm để trống cũng là cách này."),
    ("yes_no", 'Có hoặc không. Số liệu: {"answer": true}'),
    ("levels", '{"kind":"levels","levels":[{"label":"Đúng hạn","points":"1"}]}. Số liệu: {"label":"Đúng hạn"}'),
    ("checklist", '{"kind":"checklist","items":[{"code":"a","label":"…","points":"0.5"}]}. Số liệu: {"items":["a"]}'),
    ("ratio", '{"kind":"ratio","floor":"0.8"}. Số liệu: {"numerator":44,"denominator":46}'),
    ("rescaled", '{"kind":"rescaled","low":"60","high":"90"}. Số liệu: {"x":"84.5"}'),
    ("bands", '{"kind":"bands","bands":[{"from":"0.9","points":"1"}]}. Số liệu: {"x":"0.95"}'),
    ("threshold", '{"kind":"threshold","at":"0.9"}. Số liệu: {"x":"0.95"}'),
    ("per_violation", '{"kind":"per_violation","deduct":"0.25"}. Số liệu: {"count":2}'),
    ("per_unit", '{"kind":"per_unit","unit":"0.5"}. Số liệu: {"count":3}'),
    ("steps", '{"kind":"steps","start":"80","base":"0.5","step":"5","increment":"0.25"}. Số liệu: {"x":"91"}'),
    (
        "compound",
        '{"kind":"compound","all_of":[{"input":"a","op":">=","value":"0.9"}]}. Số liệu: {"inputs":{"a":"0.96"}}',
    ),
    ("convert", '{"kind":"convert","scale":"100"}. Số liệu: {"x":"86.4"}'),
)


def instruction_lines() -> Iterator[tuple[str, str]]:
    """Heading and text of each line."""
    yield "Hướng dẫn", "Mỗi tệp là một kỳ đánh giá. Tiêu đề cột màu xanh là bắt buộc. Có thể đổi thứ tự cột và dòng."
    yield "Nhập vào hệ thống", "Lỗi được báo một lần cho cả tệp, kèm tên ô; khi còn lỗi thì chưa có gì được ghi."
    yield "Số", "Dùng một dấu phẩy hoặc một dấu chấm thập phân, không dùng dấu phân cách hàng nghìn."
    for sheet in SHEETS:
        yield f"Trang {sheet.name}", sheet.label + (" (bắt buộc)" if sheet.required else "")
        yield from _column_lines(sheet.columns)
    yield "Khóa của trang campaign", "Ghi khóa ở cột thứ nhất, giá trị ở cột thứ hai."
    yield from _column_lines(CAMPAIGN_KEYS)
    yield "Cách chấm (cột rule)", "Ghi bằng JSON; số ghi trong ngoặc kép để giữ đúng từng chữ số."
    yield from ((f"   {kind}", text) for kind, text in _RULES)


def _column_lines(columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    for column in columns:
        kind = ", ".join(column.options) if column.options else _CELLS[column.cell]
        yield f"   {column.code}", f"{column.label}: {kind}{' (bắt buộc)' if column.required else ''}"
