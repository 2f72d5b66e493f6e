"""The door: lock-out, the second step, the administration's own form, what is not offered at all."""

import time
import uuid

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import NoReverseMatch, reverse

from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.accounts.services import drop_two_steps, password_link
from pari.audit.models import AuditEvent
from pari.refusals import NotAllowed
from tests.cycle.world import make_world

pytestmark = pytest.mark.django_db
RIGHT = "mat-khau-1234"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person() -> User:
    """With a name and a number of her own, since the lock-out outlives a test."""
    mark = uuid.uuid4()
    return User.objects.create_user(f"nguoi-{mark.hex}", password=RIGHT, pk=mark.int % 2**31)


def attempt(client, name, password):
    return client.post("/dang-nhap/", {"username": name, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_wrong_password_says_so_and_keeps_the_name(client, person):
    page = attempt(client, person.username, "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page
    assert f'value="{person.username}"' in page


def test_after_five_failures_even_the_right_password_waits(client, person, monkeypatch):
    for _ in range(5):
        assert "không đúng" in attempt(client, person.username, "sai").content.decode()
    assert "tạm khóa" in attempt(client, person.username, "sai").content.decode()
    assert "tạm khóa" in attempt(Client(), person.username, RIGHT).content.decode()
    # Capitals and spaces make no other name of it, nor does another place the person comes from.
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert "tạm khóa" in attempt(elsewhere, f" {person.username.upper()} ", RIGHT).content.decode()
    assert not is_in(elsewhere)
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    attempt(client, person.username, RIGHT)
    assert is_in(client)


def test_a_lock_is_one_persons(client, person, user):
    for _ in range(6):
        attempt(client, person.username, "sai")
    attempt(client, user.username, RIGHT)
    assert is_in(client)


def test_right_passwords_do_not_count(client, person):
    for _ in range(7):
        attempt(client, person.username, RIGHT)
        client.post("/dang-xuat/")
    attempt(client, person.username, RIGHT)
    assert is_in(client)


def test_another_spelling_is_another_name(client, person):
    attempt(client, person.username.upper(), RIGHT)
    assert not is_in(client)


def test_a_closed_account_stays_out(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    attempt(client, person.username, RIGHT)
    assert not is_in(client)


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, person, target):
    answer = client.post("/dang-nhap/", {"username": person.username, "password": RIGHT, "next": target})
    assert answer.url == "/cong-viec/"


def test_signing_in_leads_back_to_where_one_was(client, person):
    answer = client.post("/dang-nhap/", {"username": person.username, "password": RIGHT, "next": "/hop-thu/"})
    assert answer.url == "/hop-thu/"


def test_signing_out_is_a_deed_not_a_link(client, user):
    client.force_login(user)
    assert client.get("/dang-xuat/").status_code == 200
    assert is_in(client)
    client.post("/dang-xuat/")
    assert not is_in(client)


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_request_login_code"]
)
def test_nobody_signs_up_or_changes_an_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.fixture
def with_phone(person):
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def test_the_password_alone_does_not_open_an_account_with_two_steps(client, with_phone):
    answer = attempt(client, with_phone.username, RIGHT)
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get("/tai-khoan/").status_code == 302
    assert client.get(answer.url).status_code == 200
    assert "Mã không đúng" in client.post(answer.url, {"code": "000000"}).content.decode()
    assert not is_in(client)
    client.post(answer.url, {"code": code_now()})
    assert is_in(client)


def test_a_recovery_code_opens_once(client, with_phone):
    code = Authenticator.objects.get(user=with_phone, type="recovery_codes").wrap().get_unused_codes()[0]
    for opened in (True, False):
        other = Client()
        attempt(other, with_phone.username, RIGHT)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(other) is opened


def test_codes_cannot_be_tried_for_ever(client, with_phone):
    attempt(client, with_phone.username, RIGHT)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "tạm khóa" in client.post(reverse("mfa_authenticate"), {"code": code_now()}).content.decode()
    assert not is_in(client)


def test_setting_up_two_steps(client, person):
    attempt(client, person.username, RIGHT)
    again = client.get(reverse("mfa_activate_totp")).url
    assert again.startswith(reverse("account_reauthenticate"))
    assert "Mật khẩu không đúng." in client.post(again, {"password": "sai"}).content.decode()
    page = client.get(client.post(again, {"password": RIGHT}).url)
    secret = page.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).content.decode().count("<li><code>") == 10
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=person).exists()


def test_the_password_is_changed_by_who_knows_it(client, person):
    client.force_login(person)
    new = {"password1": "mat-khau-moi-99", "password2": "mat-khau-moi-99"}
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "sai", **new})
    assert "Mật khẩu đang dùng không đúng." in wrong.content.decode()
    odd = client.post(reverse("account_change_password"), {"oldpassword": RIGHT, **new, "password2": "khac"})
    assert "không giống nhau" in odd.content.decode()
    assert client.post(reverse("account_change_password"), {"oldpassword": RIGHT, **new}).url == "/tai-khoan/"
    person.refresh_from_db()
    assert person.check_password("mat-khau-moi-99")


def test_the_administration_has_no_door_of_its_own(client, with_phone):
    User.objects.filter(pk=with_phone.pk).update(is_staff=True, is_superuser=True)
    answer = client.post("/quan-tri/login/?next=/quan-tri/", {"username": with_phone.username, "password": RIGHT})
    assert answer.url == "/dang-nhap/?next=/quan-tri/"
    assert not is_in(client)


def test_the_administrations_door_leads_on_whom_it_knows(client, admin_client, user):
    assert admin_client.get("/quan-tri/login/?next=/quan-tri/accounts/user/").url == "/quan-tri/accounts/user/"
    assert admin_client.get("/quan-tri/login/?next=https://example.com/").url == "/quan-tri/"
    client.force_login(user)
    assert client.get("/quan-tri/login/").status_code == 403


@pytest.fixture
def required(settings):
    settings.REQUIRE_TOTP_FOR = frozenset({"secretary"})


def test_roles_that_must_have_two_steps_set_them_up_first(required):
    world, client = make_world(), Client()
    secretary, officer = world.person(Role.SECRETARY), world.person(Role.OFFICER)
    client.force_login(secretary)
    assert client.get("/hop-thu/").url == reverse("mfa_activate_totp")
    assert client.get("/tai-khoan/").status_code == 200
    TOTP.activate(secretary, SECRET)
    assert client.get("/hop-thu/").status_code == 200
    client.force_login(officer)
    assert client.get("/hop-thu/").status_code == 200


@pytest.fixture
def team():
    return make_world()


def test_a_forgotten_password_is_chosen_anew_by_a_link(client, team):
    officer, head = team.person(Role.OFFICER), team.person(Role.HEAD)
    mark, token = password_link(person=officer, by=head)
    address = reverse("account:new-password", args=[mark, token])
    form = client.get(address, follow=True)
    new = {"new_password1": "mat-khau-moi-99", "new_password2": "mat-khau-moi-99"}
    assert client.post(form.redirect_chain[-1][0], new).url == "/dang-nhap/"
    officer.refresh_from_db()
    assert officer.check_password("mat-khau-moi-99")
    assert "đã dùng hoặc đã hết hạn" in Client().get(address).content.decode()
    assert list(AuditEvent.objects.values_list("verb", "subject")) == [("password.link", f"user:{officer.username}")]


@pytest.mark.parametrize("deed", [password_link, drop_two_steps])
@pytest.mark.parametrize(
    ("by", "whose"),
    [
        (Role.OFFICER, Role.OFFICER),
        (Role.HEAD, Role.HEAD),
        (Role.HEAD, Role.SECRETARY),
        (Role.SECRETARY, Role.STAFF),
        (Role.APPRAISER, Role.OFFICER),
    ],
)
def test_nobody_lets_in_who_is_above_or_beside(team, deed, by, whose):
    with pytest.raises(NotAllowed):
        deed(person=team.person(whose), by=team.person(by))


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_an_administrator_is_let_in_by_an_administrator_only(team, flag):
    person, staff = team.person(Role.OFFICER), team.person(Role.STAFF)
    setattr(person, flag, True)
    with pytest.raises(NotAllowed):
        password_link(person=person, by=staff)


def test_a_lost_telephone(team):
    officer = team.person(Role.OFFICER)
    TOTP.activate(officer, SECRET)
    RecoveryCodes.activate(officer)
    drop_two_steps(person=officer, by=team.person(Role.HEAD))
    assert not Authenticator.objects.filter(user=officer).exists()
    assert AuditEvent.objects.get().verb == "two_step.drop"
