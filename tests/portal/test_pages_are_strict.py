"""No inline script or style in any page, and a policy that would refuse them (STYLE 16)."""

import re

import pytest
from django.template.loader import render_to_string

from tests.portal import factory, golden

INLINE = re.compile(r"""\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)

PAGES = [
    "/",
    "/ket-qua/BK-2023/",
    "/ket-qua/BK-2023/?tim=khong-co-ai",
    "/ket-qua/NT-2023/",
    "/ket-qua/NT-2023/nt-2023-xa-phuong-1/",
    "/ket-qua/BK-2023/bk-2023-huyen-1/",
    "/dang-nhap/",
    "/ket-qua/khong-co/",
]


@pytest.fixture
def campaigns(db) -> None:
    golden.bac_kan()
    factory.add_document(golden.nha_trang())


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_inline(client, campaigns, page):
    assert INLINE.findall(client.get(page).content.decode()) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_refuses_what_is_inline(client, campaigns, page):
    policy = client.get(page).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_its_language_and_main_region(client, campaigns, page):
    response = client.get(page)
    assert response.status_code == (404 if page == "/ket-qua/khong-co/" else 200)
    html = response.content.decode()
    assert '<html lang="vi">' in html
    assert html.count("<h1") == html.count("<main ") == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_request(name):
    html = render_to_string(f"{name}.html")
    assert INLINE.findall(html) == []
    assert html.count("<h1") == 1


def test_imported_names_are_text(client, db):
    run = golden.bac_kan()
    participant = run.campaign.participants.first()
    participant.name = "<script>alert(1)</script>"
    participant.save()
    for page in ("/ket-qua/BK-2023/", f"/ket-qua/BK-2023/{participant.code}/"):
        assert "<script>alert" not in client.get(page).content.decode()


def test_the_language_can_be_changed_by_a_form(client, campaigns):
    response = client.post("/ngon-ngu/setlang/", {"language": "en", "next": "/ket-qua/BK-2023/"}, follow=True)
    html = response.content.decode()
    assert '<html lang="en">' in html
    assert "87.461" in html
