"""The names of the template's paragraph styles."""

from __future__ import annotations

BODY, NOTE, WARNING = "Báo cáo nội dung", "Báo cáo ghi chú", "Báo cáo lưu ý"
HEADING_1, HEADING_2 = "Heading 1", "Heading 2"
CAPTION, UNIT, CELL = "Báo cáo tên bảng", "Báo cáo đơn vị tính", "Báo cáo ô bảng"
TITLE, CENTRED = "Báo cáo tiêu đề", "Báo cáo dòng giữa"
BASIS, REFERENCE = "Báo cáo căn cứ", "Báo cáo kèm theo"
