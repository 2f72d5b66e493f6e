"""Ways back into an account for somebody who forgot her password or lost her telephone."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.accounts.rights import may_reset
from pari.accounts.services.events import log_person
from pari.refusals import NotAllowed


@transaction.atomic
def password_link(*, person: User, by: User) -> tuple[str, str]:
    """Return what the link for a new password is made of: the person's mark and a token.

    Nothing is stored: the link works once and ends by itself (`PASSWORD_RESET_TIMEOUT`). A second step stays in force.
    """
    _require_may_reset(person, by)
    log_person("password.link", person, by)
    return urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)


@transaction.atomic
def drop_two_steps(*, person: User, by: User) -> None:
    """Let somebody in with her password alone, who has lost both the telephone and the recovery codes."""
    _require_may_reset(person, by)
    if Authenticator.objects.filter(user=person).delete()[0]:
        log_person("two_step.drop", person, by)


def _require_may_reset(person: User, by: User) -> None:
    if not may_reset(by, person):
        raise NotAllowed(
            _("Bạn không được đặt lại việc đăng nhập của người này."), _("Hãy nhờ bộ phận thư ký hoặc quản trị viên.")
        )
