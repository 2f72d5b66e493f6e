"""Searching without diacritics, codes in addresses, and why a class was changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pari.codes import OfficialCode
from pari.ui.papers import paper
from reports.portal.modifier_words import modifier_sentences
from reports.portal.search import folded, mentions, wanted
from scoring.core.modifiers import parse_modifier
from scoring.core.policy import DEFAULT_SCALE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so noi vu", True),
        ("SỞ NỘI VỤ", True),
        ("vu noi", True),
        ("s n v", True),
        ("oi vu", False),
        ("kh-so", True),
        ("", True),
        ("so tai chinh", False),
    ],
)
def test_every_word_must_begin_a_word(text, found):
    assert mentions(text, "Sở Nội vụ", "", "kh-so-noi-vu") is found


def test_letters_lose_tones_shapes_and_case():
    assert folded("Đường Ưu Ái Ờ") == "duong uu ai o"


def test_filters_are_trimmed_and_cannot_carry_nul():
    assert wanted({"tim": " a\0b ", "khoi": "so"}) == wanted({"tim": "ab", "khoi": "so", "la": "x"})


@given(st.text(st.characters(exclude_characters="\0"), min_size=1))
def test_a_code_comes_back_from_its_address(code):
    converter = OfficialCode()
    assert converter.to_python(converter.to_url(code)) == code
    assert "/" not in converter.to_url(code)


def _record(kind: str, value: str) -> dict[str, str]:
    return {"kind": kind, "value": value, "from": "Tốt", "to": "Khá"}


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (
            _record("drop_if_indicator", "12.5"),
            "Hạ từ Tốt xuống Khá: chỉ tiêu “late_rate” ở mức 12,5, chạm ngưỡng điều chỉnh xếp loại.",
        ),
        (
            _record("cap_if_indicator", "1"),
            "Hạ từ Tốt xuống Khá: một chỉ tiêu ở mức 1, chạm ngưỡng điều chỉnh xếp loại.",
        ),
        (
            _record("drop_unless_subordinates", "3/6"),
            "Hạ từ Tốt xuống Khá: chỉ 3/6 đơn vị trực thuộc đạt mức xếp loại này trở lên.",
        ),
        (
            _record("cap_if_late", "2023-12-02T08:05:00+07:00"),
            "Hạ từ Tốt xuống Khá: nộp hồ sơ tự đánh giá sau hạn, lúc 08 giờ 05 phút ngày 02/12/2023.",
        ),
    ],
)
def test_a_modifier_is_told_in_a_sentence(record, sentence):
    rule = {"kind": "drop_if_indicator", "indicator": "late_rate", "op": ">=", "value": "10", "drop": 1}
    assert modifier_sentences([record], [parse_modifier(rule, DEFAULT_SCALE)]) == (sentence,)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("2823/QĐ-UBND", "Quyết định"),
        ("118/BC-PNV", "Báo cáo"),
        ("12/TB-UBND", "Thông báo"),
        ("9772/UBND-NV", "văn bản"),
    ],
)
def test_a_number_says_what_kind_of_paper_it_is(number, name):
    assert paper(number) == name
