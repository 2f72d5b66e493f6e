"""The English catalogue: complete, with the same places to fill, and really shown to who asks for it."""

import importlib.util

import pytest
from babel.messages.pofile import read_po

from tests.conftest import CATALOGUE
from tests.docs.pages import ROOT


@pytest.fixture(scope="module")
def gather():
    """The script locale/gather.py as a module."""
    spec = importlib.util.spec_from_file_location("gather", ROOT / "locale/gather.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_sentence_has_an_english_one_with_the_same_places(gather):
    assert gather.gaps(gather.catalogue(CATALOGUE)) == []


def test_the_catalogue_holds_no_sentence_that_is_gone(gather):
    with CATALOGUE.open("rb") as file:
        kept = {message.id for message in read_po(file, locale="en") if message.id}
    assert kept - {sentence for _, sentence, _ in gather.messages()} == set()


@pytest.mark.parametrize(
    ("sentence", "translated", "expected"),
    [
        ("%(a)s cơ quan", "%(a)s agencies", []),
        ("%(a)s cơ quan", "", ["not translated: %(a)s cơ quan"]),
        ("%(a)s cơ quan", "agencies", ["other places to fill: %(a)s cơ quan"]),
        ("%(a)s cơ quan", "%(b)s agencies", ["other places to fill: %(a)s cơ quan"]),
        (("%(a)s khối", "%(a)s khối"), ("%(a)s bloc", ""), ["not translated: %(a)s khối"]),
    ],
)
def test_gaps_are_found(gather, sentence, translated, expected):
    catalogue = gather.Catalog(locale="en")
    catalogue.add(sentence, translated)
    assert gather.gaps(catalogue) == expected


def test_templates_and_refusals_are_gathered(gather, tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text(
        "{% load i18n %}\n  <p>{% translate 'Xin chào' %}</p>\n"
        "{% blocktranslate count n=n %}{{ n }} khối{% plural %}{{ n }} khối{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / "scoring").mkdir()
    (tmp_path / "scoring/a.py").write_text(
        'raise Refused(\n    "sai",\n    "sửa",\n    a=1)\n_("chữ")\n', encoding="utf-8"
    )
    monkeypatch.setattr(gather, "ROOT", tmp_path)
    assert [sentence for _, sentence, _ in gather.messages()] == [
        "chữ",
        "sai",
        "sửa",
        "Xin chào",
        ("%(n)s khối", "%(n)s khối"),
    ]


def page_of(client, address="/dang-nhap/", **headers):
    return client.get(address, headers=headers).content.decode()


@pytest.mark.django_db
def test_pages_are_english_once_english_was_chosen(client, english):
    assert "Đăng nhập" in page_of(client)
    answer = client.post("/ngon-ngu/setlang/", {"language": "en", "next": "/dang-nhap/"})
    assert answer.status_code == 302
    page = page_of(client)
    assert '<html lang="en"' in page
    assert "Sign in" in page
    assert "Đăng nhập" not in page


@pytest.mark.django_db
def test_a_browser_that_announces_english_still_gets_vietnamese(client, english):
    assert '<html lang="vi"' in page_of(client, **{"accept-language": "en"})


@pytest.mark.django_db
def test_programs_ask_by_accept_language(client, english):
    titles = [
        client.get("/api/v1/campaigns/khong-co/", headers=headers).json()["title"]
        for headers in ({}, {"accept-language": "en"})
    ]
    assert titles == ["Không tìm thấy", "Not found"]
