"""How a published table is compared (CONTRACT §2), cell by cell."""

import unicodedata
from dataclasses import astuple

import pytest

from reports.services.check import BadTable, check_published
from tests.reports import campaigns

pytestmark = pytest.mark.django_db

AGENCIES = [
    {
        "code": "SO-1",
        "name": "Sở Nội vụ",
        "points": "92.345",
        "history": {2022: ("93.1", "Tốt"), 2021: (None, "Khá")},
    },
    {"code": "SO-2", "name": "Sở Tài chính", "points": "70.005", "history": {2022: ("70", "Trung bình")}},
    {"code": "XA-1", "name": "UBND xã Sông Cầu", "bloc": "XA", "points": "88"},
    {"code": "XA-2", "name": "UBND xã Sông-Cầu", "bloc": "XA 2", "points": "60"},
    {"code": "XA-3", "name": "Xã Không", "bloc": "XA 2", "points": "0"},
]


@pytest.fixture
def run(db, tmp_path):
    return campaigns.computed(tmp_path, AGENCIES)


def check(run, text):
    content = text if isinstance(text, bytes) else text.encode()
    return [astuple(item) for item in check_published(run=run, content=content).mismatches]


# SO-1: 92.345 → 92.35, change 92.35 − 93.10 = −0.75; SO-2: 70.005 → 70.01, change +0.01
AGREES = [
    "code,index\nSO-1,92.35\n",
    "code,index\nSO-1,92.4\nSO-2,70\n",
    "code,index\nSO-1,92.350\n",
    'code,index\nSO-1,"92,35"\n',
    "code,index\nSO-1,92.35%\n",
    'code,index\nSO-1,"92,35 %"\n',
    "code,change\nSO-1,-0.75\nSO-2,+0.01\n",
    "code,change\nSO-1,−0.75\n",
    'code,change\nSO-1,"-0,75%"\n',
    "code,published_change\nSO-1,-0.8\n",
    "code,change\nXA-1,\n",
    "code,index,class\nSO-1,,\n",
    "code,class\nSO-1,TỐT\nSO-2,tb\nXA-1,  tốt \n",
    "code,class\nSO-2,TB\nSO-2,Trung  Bình\nSO-2,trung bình\n",
    "code,previous_index,previous_class\nSO-1,93.1,Tốt\nSO-2,70.00,TB\n",
    "code,index_2022,class_2022,class_2021\nSO-1,93.10,TỐT,khá\n",
    "code,index_2023,class_2023\nSO-1,92.35,Tốt\n",
    "code,published_index_2022,published_class_2022\nSO-1,93.1,Tốt\n",
    "code,index_percent,published_index,published_index_percent\nSO-1,92.35,92.35,92.35\n",
    "code,standard_points,appraised_points,points,survey_points\nSO-1,100,92.345,92.35,0\n",
    "agency\nSở Nội vụ\n",
    "agency,index\nSỞ NỘI-VỤ,92.35\nso1,92.35\nSo 2,70.01\n",
    "agency,bloc,index\nUBND xã Sông Cầu,XA,88\nUBND xã Sông Cầu,XA 2,60\nUBND xã Sông Cầu,xa2,60\n",
    "agency,code,index\nUBND xã Sông Cầu,XA-2,60\nUBND xã Sông Cầu,XA-1,88\n",
    "code,rank\nSO-1,1\nSO-2,2\n",  # a table of one bloc
    "code,rank\nSO-1,1\nXA-1,2\nSO-2,3\n",
    "code,rank_in_bloc\nSO-1,1\nXA-1,1\nSO-2,2\n",
    "code,index\r\nSO-1,92.35\r\n\r\n",
    "code,index\n,92.35\n",
    "code , index \n SO-1 , 92.35 \n",
    "code,index,position\nSO-1,92.35,7,8\n",
    "code,index\nSO-1\n",
    "code,index\n",
]


@pytest.mark.parametrize("text", AGREES)
def test_nothing_to_say(run, text):
    assert check(run, text) == []


DIFFERS = [
    ("code,index\nSO-1,92.34\n", [("SO-1", "index", "92.34", "92.35")]),
    ("code,index\nSO-1,92.3\n", [("SO-1", "index", "92.3", "92.4")]),
    ("code,index\nSO-1,93\n", [("SO-1", "index", "93", "92")]),
    ('code,index\nSO-1,"92,36 %"\n', [("SO-1", "index", "92,36 %", "92.35")]),
    ("code,index\nSO-1,-92.35\n", [("SO-1", "index", "-92.35", "92.35")]),
    ("code,index\nSO-1,khoảng 92\n", [("SO-1", "index", "khoảng 92", "92.35")]),
    ("code,index\nSO-1,9.235e1\n", [("SO-1", "index", "9.235e1", "92.35")]),
    ("code,change\nSO-1,0.75\n", [("SO-1", "change", "0.75", "-0.75")]),
    ("code,change\nXA-1,1.00\n", [("XA-1", "change", "1.00", "")]),
    ("code,class\nSO-1,Khá\n", [("SO-1", "class", "Khá", "Tốt")]),
    ("code,class\nSO-2,T\n", [("SO-2", "class", "T", "Trung bình")]),
    ("code,previous_class\nXA-1,Tốt\n", [("XA-1", "previous_class", "Tốt", "")]),
    ("code,class_2021\nSO-2,Khá\n", [("SO-2", "class_2021", "Khá", "")]),
    ("code,index_2021\nSO-1,90\n", [("SO-1", "index_2021", "90", "")]),
    ("agency\nSở Xây dựng\n", [("Sở Xây dựng", "agency", "Sở Xây dựng", "")]),
    ("agency,index\nSở Xây dựng,90\nSở Nội vụ,90\n", [
        ("Sở Xây dựng", "agency", "Sở Xây dựng", ""),
        ("Sở Nội vụ", "index", "90", "92"),
    ]),
    ("agency,bloc,index\nUBND xã Sông Cầu,XA 2,88\n", [("UBND xã Sông Cầu", "index", "88", "60")]),
    ("code,rank\nXA-1,1\nSO-2,3\n", [("XA-1", "rank", "1", "2")]),
    ("code,rank\nXA-2,2\nXA-3,1\n", [("XA-2", "rank", "2", "1"), ("XA-3", "rank", "1", "2")]),
    ("code,rank\nSO-1,1.5\n", [("SO-1", "rank", "1.5", "1.0")]),
    ("code,index,class,rank\nSO-1,1,Yếu,9\n", [
        ("SO-1", "index", "1", "92"),
        ("SO-1", "class", "Yếu", "Tốt"),
        ("SO-1", "rank", "9", "1"),
    ]),
    ("code,points\nSO-1,92.34\n", [("SO-1", "points", "92.34", "92.35")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mismatches"), DIFFERS)
def test_mismatches_in_the_order_of_the_table(run, text, mismatches):
    assert check(run, text) == mismatches


def test_a_byte_order_mark(run):
    assert check(run, b"\xef\xbb\xbf" + b"code,index\nSO-1,1\n") == [("SO-1", "index", "1", "92")]


def test_decomposed_vietnamese_text(run):
    assert check(run, unicodedata.normalize("NFD", "agency,class\nSở Nội vụ,Tốt\n")) == []


def test_columns_that_say_nothing_are_named_once(run):
    text = "position,code,index,index_2019,note,published_rank,class_x\n1,SO-1,92.35,1,x,1,x\n2,SO-2,70.01,2,x,2,x\n"
    checked = check_published(run=run, content=text.encode())
    assert checked.passed_over == ("position", "index_2019", "note", "class_x")


@pytest.mark.parametrize(
    "content", [b"", b"name,index\nSO-1,1\n", "code,index\nSở,1\n".encode("utf-16"), b"PK\x03\x04\xff\xfe"]
)
def test_what_is_no_table(run, content):
    with pytest.raises(BadTable):
        check_published(run=run, content=content)


class TestPointsMode:
    """Points are the index, at three digits; a cap of 100 on the index leaves the points alone."""

    @pytest.fixture
    def run(self, db, tmp_path):
        agencies = [{"code": "H-1", "points": "87.4605"}, {"code": "H-2", "points": "79.206"}]
        settings = {"index_mode": "points", "index_digits": 3, "index_cap": 80}
        return campaigns.computed(tmp_path, agencies, **settings)

    def test_points_are_compared_with_the_index_as_well(self, run):
        assert check(run, "code,points\nH-1,87.4605\nH-2,79.206\n") == [("H-1", "points", "87.4605", "80.0000")]

    def test_not_beside_an_index(self, run):
        assert check(run, "code,points,index\nH-1,87.4605,80.000\n") == []

    def test_appraised_points_are_points_alone(self, run):
        assert check(run, "code,appraised_points\nH-1,87.4605\n") == []
