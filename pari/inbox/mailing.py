"""Notices by e-mail, for those who have an address, when there is a mail server. Nothing depends on it."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pari.inbox.models import Notice

logger = logging.getLogger(__name__)

#: An older notice is no news any more: it stays in the inbox only, should mail come back after a long silence.
NEWS = timedelta(days=2)
BATCH = 500


def mail_waiting() -> int:
    """Send every notice that waits for it and return how many went out.

    Each is claimed first, so that two workers do not send it twice. A server that cannot be reached ends the round:
    what was claimed is given back and waits for the next one.
    """
    sent = 0
    with override(settings.LANGUAGE_CODE):
        while waiting := list(_waiting()[:BATCH]):
            for notice in filter(_claim, waiting):
                if not _sent(notice):
                    return sent
                sent += 1
    return sent


def _waiting() -> QuerySet[Notice]:
    fresh = Notice.objects.filter(mailed_at=None, created_at__gte=timezone.now() - NEWS, user__is_active=True)
    return fresh.exclude(user__email="").select_related("user").order_by("pk")


def _claim(notice: Notice) -> bool:
    return bool(Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=timezone.now()))


def _sent(notice: Notice) -> bool:
    try:
        _message(notice).send()
    except (SMTPRecipientsRefused, SMTPDataError):
        logger.warning("notice %s is not accepted by the mail server", notice.pk, exc_info=True)
    except Exception:
        logger.exception("notice %s could not be mailed", notice.pk)
        Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
        return False
    return True


def _message(notice: Notice) -> EmailMessage:
    where = _("Xem trong hộp thư của bạn trên PARI.")
    body = "\n\n".join(filter(None, (notice.body, where)))
    title = " ".join(notice.title.split())
    return EmailMessage(title, body, to=[notice.user.email], connection=get_connection())
