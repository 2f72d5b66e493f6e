"""A refusal reaches the person in the form that the request asked for."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.project.refusing_urls")]

JSON = {"Accept": "application/json"}
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("kind", "status"), [("Invalid", 400), ("NotAllowed", 403), ("NotNow", 409), ("Overtaken", 409)]
)
@pytest.mark.parametrize("headers", [JSON, PAGE, {"HX-Request": "true"}])
def test_each_refusal_has_its_status(client, kind, status, headers):
    assert client.get(f"/thu/tu-choi/{kind}/", headers=headers).status_code == status


def test_a_page_says_what_is_wrong_and_what_to_do_and_leads_back(client):
    came = {"Referer": "http://testserver/cong-viec/?a=1"}
    html = client.post("/thu/tu-choi/NotNow/", headers={**PAGE, **came}).content.decode()
    assert "Hồ sơ &lt;đã&gt; nộp." in html
    assert "Hãy rút hồ sơ." in html
    assert 'href="/cong-viec/?a=1"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("elsewhere", ["http://testserver.example/x/", "https://example.org/", "javascript:alert(1)"])
def test_a_page_leads_back_to_this_site_only(client, elsewhere):
    html = client.get("/thu/tu-choi/NotNow/", headers={**PAGE, "Referer": elsewhere}).content.decode()
    assert "Quay lại trang trước" not in html


def test_htmx_gets_a_fragment(client):
    html = client.get("/thu/tu-choi/NotNow/", headers={"HX-Request": "true"}).content.decode()
    assert "Hãy rút hồ sơ." in html
    assert "<html" not in html


def test_a_program_gets_a_problem(client):
    answer = client.get("/thu/tu-choi/NotNow/", headers=JSON)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Hồ sơ <đã> nộp.",
        "status": 409,
        "detail": "Hãy rút hồ sơ.",
    }


def test_a_script_whose_session_has_expired_is_told_so(client, user):
    assert client.post("/thu/luu/", headers=JSON).status_code == 401
    assert client.post("/thu/luu/", headers=PAGE).headers["Location"] == "/dang-nhap/?next=/thu/luu/"
    client.force_login(user)
    assert client.post("/thu/luu/", headers=JSON).json() == {"saved": True}


def test_a_piece_of_a_page_is_never_the_sign_in_page(client):
    """Swapped in, it would take the keys of somebody who is typing."""
    answer = client.get("/thu/luu/", headers={**PAGE, "HX-Request": "true"})
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết hạn." in answer.content.decode()
    assert "<input" not in answer.content.decode()


def test_an_address_for_sending_that_is_opened_leads_to_the_page_above(client, user):
    """As after signing in again in the middle of sending a form."""
    client.force_login(user)
    answer = client.get("/nop-ho-so/TH-2025/CQ1/ky/", headers=PAGE)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert 'href="/nop-ho-so/TH-2025/CQ1/"' in answer.content.decode()
    assert client.get("/nop-ho-so/TH-2025/CQ1/ky/", headers=JSON).content == b""
