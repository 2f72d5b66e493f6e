"""Vietnamese order of names (CONTRACT §8: CLDR `vi`)."""

import unicodedata

import pytest

from scoring.core.collation import vietnamese_key

ORDERED = {
    "letters": list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
    "tones: ngang, huyền, hỏi, ngã, sắc, nặng": ["ma", "mà", "mả", "mã", "má", "mạ"],
    "tones on a letter of its own": ["mê", "mề", "mể", "mễ", "mế", "mệ"],
    "a tone counts only where the letters are equal": ["má", "mạ", "mac", "mách"],
    "đ is a letter after d, not a d": ["Da", "Dương", "Đa", "Đức", "Em"],
    "ă and â follow a": ["Ap", "Ăn", "Ân"],
    "the first letter that differs decides": ["Huyện Ba Bể", "Huyện Bạch Thông", "Huyện Chợ Đồn", "Huyện Chợ Mới"],
    "small before capital, after tones": ["ba", "Ba", "bà", "BÀ"],
    "a shorter name first": ["Sở Y", "Sở Y tế"],
    "spaces before letters": ["Phú Yên", "Phúc An"],
    "spaces, signs, digits, letters": ["A B", "A-B", "A1", "AB"],
    "signs in CLDR's order": [
        "A_",
        "A-",
        "A–",
        "A,",
        "A;",
        "A:",
        "A!",
        "A?",
        "A.",
        "A'",
        'A"',
        "A(",
        "A)",
        "A/",
        "A&",
        "A+",
    ],
    "digits one by one": ["Phường 1", "Phường 10", "Phường 2"],
    "ươ and uô": ["Phuong", "Phuông", "Phương", "Phường"],
    "other scripts last": ["Z", "Ω", "中"],
    "the eight districts": [
        "Huyện Ba Bể",
        "Huyện Bạch Thông",
        "Huyện Chợ Đồn",
        "Huyện Chợ Mới",
        "Huyện Na Rì",
        "Huyện Ngân Sơn",
        "Huyện Pác Nặm",
        "TP Bắc Kạn",
    ],
}


@pytest.mark.parametrize("names", ORDERED.values(), ids=ORDERED)
def test_order(names):
    turned = names[::-1]
    assert sorted(turned, key=vietnamese_key) == names


@pytest.mark.parametrize("name", ["Ngã Bảy", "Đắk Lắk", "Quận Ưng Bưởi", "Trường Thịnh"])
def test_composed_and_decomposed_text_are_the_same_name(name):
    keys = [vietnamese_key(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")]
    assert keys[0] == keys[1]


def test_different_names_have_different_keys():
    names = ["Hòa", "Hoà", "Hóa", "Hoa", "hoa", "Hỏa", "Họa", "Hõa"]
    assert len({vietnamese_key(name) for name in names}) == len(names)
