"""The administration of accounts: roles can be looked at, secrets cannot."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialApp
from django.contrib import admin

from pari.accounts.enums import Role
from tests.cycle.world import make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["membership", "invitation"])
def test_roles_and_invitations_are_looked_at_not_changed(admin_client, name):
    membership = make_world().person(Role.OFFICER).memberships.get()
    assert admin_client.get(f"/quan-tri/accounts/{name}/?q=so").status_code == 200
    assert admin_client.get(f"/quan-tri/accounts/{name}/add/").status_code == 403
    answer = admin_client.post(f"/quan-tri/accounts/membership/{membership.pk}/change/", {"role": "staff"})
    assert answer.status_code == 403
    assert admin_client.post(f"/quan-tri/accounts/membership/{membership.pk}/delete/").status_code == 403


def test_secrets_of_signing_in_are_not_shown():
    assert not admin.site.is_registered(Authenticator)
    assert not admin.site.is_registered(SocialApp)


def test_an_administrator_takes_the_second_step_off(admin_client, user):
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    admin_client.post("/quan-tri/accounts/user/", {"action": "drop_two_steps", "_selected_action": [user.pk]})
    assert not Authenticator.objects.exists()
