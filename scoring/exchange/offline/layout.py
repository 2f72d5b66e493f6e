"""Where things stand in the file; columns count from 0, rows as Excel counts them."""

from __future__ import annotations

from scoring.selectors.submissions.answer_fields import Field

SHEET, LISTS, HIDDEN = "Tự chấm", "Danh mục", "pari"

CODE, NAME, MAXIMUM, ASKED, ENTERED, EXPLANATION, NOT_APPLICABLE, REASON, CONFIRM, KEY = range(10)
HEADINGS = (
    "Mã",
    "Tiêu chí",
    "Điểm tối đa",
    "Nội dung cần ghi",
    "Ghi vào đây",
    "Giải trình",
    "Không áp dụng",
    "Lý do không áp dụng",
    "Xác nhận số lấy lại",
)
HEAD_ROW = 5
FIRST_ROW = 6

#: Where the cell of a field is, for fields of one cell; a claim has its entries' rows in `ENTERED`.
COLUMNS = {
    Field.CLAIM: ENTERED,
    Field.EXPLANATION: EXPLANATION,
    Field.NOT_APPLICABLE: NOT_APPLICABLE,
    Field.CONFIRM: CONFIRM,
}


def key_of(code: str, entry: str) -> str:
    """What the hidden column says of a row; codes hold no line breaks."""
    return f"{code}\n{entry}"


def place_of(key: str) -> tuple[str, str]:
    code, _, entry = key.partition("\n")
    return code, entry
