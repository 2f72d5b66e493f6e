"""Keys for programs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pari.accounts.models import ApiToken
from pari.accounts.services import authenticate_token, create_token, revoke_token
from pari.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_key_is_its_users_and_is_not_stored(user):
    token, key = create_token(user=user, by=user, name="kho dữ liệu")
    assert authenticate_token(key=key) == user
    assert key.startswith(token.prefix)
    stored = ApiToken.objects.values().get()
    assert key not in {str(value) for value in stored.values()}
    assert len(stored["digest"]) == 64


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1], lambda key: key + "x", lambda key: "", lambda key: key.upper()]
)
def test_another_key_is_nobodys(user, change):
    _, key = create_token(user=user, by=None)
    assert authenticate_token(key=change(key)) is None


def test_a_key_ends_with_its_time(user):
    token, key = create_token(user=user, by=None, expires_in=timedelta(days=1))
    assert authenticate_token(key=key) == user
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert authenticate_token(key=key) is None


def test_a_revoked_key_is_nobodys(user):
    token, key = create_token(user=user, by=user)
    revoke_token(token=token, by=user)
    assert authenticate_token(key=key) is None


def test_a_key_rests_while_its_user_is_not_active(user):
    _, key = create_token(user=user, by=None)
    user.is_active = False
    user.save()
    assert authenticate_token(key=key) is None


def test_the_use_is_noted_now_and_then(user, django_assert_num_queries):
    token, key = create_token(user=user, by=None)
    with django_assert_num_queries(2):
        authenticate_token(key=key)
    token.refresh_from_db()
    assert token.last_used_at is not None
    with django_assert_num_queries(1):
        authenticate_token(key=key)


def test_making_and_revoking_are_in_the_log_once_and_without_the_key(user):
    token, key = create_token(user=user, by=user)
    revoke_token(token=token, by=user)
    revoke_token(token=token, by=user)
    events = list(AuditEvent.objects.all())
    assert [(event.verb, event.subject) for event in events] == [
        ("token.create", "user:canbo"),
        ("token.revoke", "user:canbo"),
    ]
    assert all(key not in str(event.details) for event in events)


def run(*arguments):
    output = StringIO()
    call_command("create_token", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_prints_the_key_alone(user):
    output = run("canbo", "--expires", "30")
    assert output.count("\n") == 1
    assert authenticate_token(key=output.strip()) == user
    assert timedelta(days=29) < ApiToken.objects.get().expires_at - timezone.now() <= timedelta(days=30)


@pytest.mark.parametrize("arguments", [("ai-do",), ("canbo", "--expires", "0"), ("canbo", "--expires", "99999999")])
def test_the_command_refuses_unknown_people_and_odd_times(user, arguments):
    with pytest.raises(CommandError):
        run(*arguments)
    assert ApiToken.objects.count() == 0


def test_the_admin_revokes_but_does_not_make(admin_client, user):
    token, key = create_token(user=user, by=None)
    assert admin_client.get("/quan-tri/accounts/apitoken/add/").status_code == 403
    admin_client.post("/quan-tri/accounts/apitoken/", {"action": "revoke", "_selected_action": [token.pk]})
    assert authenticate_token(key=key) is None
