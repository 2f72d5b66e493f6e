"""Signing in through an OpenID Connect server: whom it lets in, and whom not."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from pari.accounts.models import User
from tests.accounts.identity_server import IdentityServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    running = IdentityServer()
    app = {
        "provider_id": "sso",
        "name": "SSO tỉnh",
        "client_id": "pari",
        "secret": "x",
        "settings": {"server_url": running.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    yield running
    running.close()


@pytest.fixture
def come(server):
    """Go to the server and come back as somebody; returns the browser and the last page."""

    def come(*, uid="u-1", email="canbo@tinh.example.vn", verified=True, client=None, query=""):
        server.person = {"sub": uid, "email": email, "email_verified": verified, "name": "Ai đó"}
        browser = client or Client()
        away = browser.get(f"/tai-khoan/lien-ket/sso/{query}")
        asked = parse_qs(urlsplit(away.url).query)
        assert (away.url.startswith(server.url), asked["code_challenge_method"]) == (True, ["S256"])
        back = {"code": "c", "state": asked["state"][0]}
        return browser, browser.get("/tai-khoan/lien-ket/sso/tro-lai/", back)

    return come


@pytest.fixture
def officer(user):
    user.email = "CanBo@tinh.example.vn"
    user.save()
    return user


def who(browser):
    return browser.session.get("_auth_user_id")


def test_a_verified_address_opens_the_account_that_has_it(come, officer):
    browser, _ = come()
    assert who(browser) == str(officer.pk)
    assert SocialAccount.objects.get().user == officer
    officer.refresh_from_db()
    assert officer.check_password("mat-khau-1234")


def test_from_then_on_the_servers_own_identifier_counts(come, officer):
    come()
    browser, _ = come(email="khac@tinh.example.vn", verified=False)
    assert who(browser) == str(officer.pk)
    browser, _ = come(uid="u-2", email="khac@tinh.example.vn")
    assert who(browser) is None


@pytest.mark.parametrize("somebody", [{"verified": False}, {"email": "ai-do@tinh.example.vn"}, {"email": ""}])
def test_who_has_no_account_stays_out_and_gets_none(come, officer, somebody):
    browser, page = come(**somebody)
    assert who(browser) is None
    assert "Bạn chưa có tài khoản ở đây" in page.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_an_address_of_two_accounts_opens_neither(come, officer):
    User.objects.create_user("canbo2", email="canbo@tinh.example.vn")
    assert who(come()[0]) is None


def test_a_closed_account_stays_closed(come, officer):
    come()
    User.objects.update(is_active=False)
    for uid in ("u-1", "u-2"):
        assert who(come(uid=uid)[0]) is None


def test_the_second_step_is_asked_for_here_too(come, officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    browser, page = come()
    assert (who(browser), page.url) == (None, reverse("mfa_authenticate"))


def test_nobody_joins_an_identity_by_a_link(come, officer, client):
    client.force_login(officer)
    come(uid="u-9", email="ke-khac@tinh.example.vn", client=client, query="?process=connect")
    assert not SocialAccount.objects.exists()


def test_the_page_offers_the_server_when_there_is_one(client, server):
    assert "Đăng nhập bằng SSO tỉnh" in client.get("/dang-nhap/").content.decode()


def test_without_a_server_there_is_no_such_door(client):
    assert "lien-ket" not in client.get("/dang-nhap/").content.decode()
    assert client.get("/tai-khoan/lien-ket/sso/").status_code == 404


def test_a_server_that_fails_is_a_page_not_a_crash(client, server):
    answer = client.get("/tai-khoan/lien-ket/sso/tro-lai/", {"error": "server_error"})
    assert "Máy chủ định danh không trả lời đúng" in answer.content.decode()
    assert client.get("/tai-khoan/lien-ket/huy/").status_code == 200
    assert client.get("/tai-khoan/da-ngung/").status_code == 200
