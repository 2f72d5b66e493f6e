"""E-mail after notices: sent once, to who has an address, and nothing depends on it."""

import socket

import pytest
from django.utils import timezone

from pari.accounts.models import User
from pari.inbox.mailing import NEWS, mail_waiting
from pari.inbox.models import Notice
from pari.inbox.services import notify
from pari.inbox.tasks import mail_notices
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(user):
    user.email = "canbo@tinh.example.vn"
    user.save()
    return user


@pytest.fixture
def broken(settings):
    """A mail server that is not there: a port that was free a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2


def test_a_notice_is_mailed_once(officer, mailoutbox):
    notify(users=[officer], title="Nhắc nộp\nhồ sơ", body="Còn 5 ngày.", link="/cong-viec/")
    mail_notices()
    mail_notices()
    (message,) = mailoutbox
    assert (message.to, message.subject) == (["canbo@tinh.example.vn"], "Nhắc nộp hồ sơ")
    assert message.body.startswith("Còn 5 ngày.")
    assert Notice.objects.get().mailed_at is not None


def test_who_has_no_address_or_no_account_gets_none(officer, mailoutbox):
    gone = User.objects.create_user("da-nghi", email="nghi@tinh.example.vn", is_active=False)
    notify(users=[gone, User.objects.create_user("khong-thu")], title="Nhắc")
    assert mail_waiting() == 0
    assert mailoutbox == []


def test_old_news_is_not_mailed(officer, mailoutbox):
    notify(users=[officer], title="Cũ")
    Notice.objects.update(created_at=timezone.now() - NEWS)
    assert mail_waiting() == 0


def test_a_broken_server_disturbs_nothing_and_the_mail_waits(officer, broken, settings, mailoutbox):
    notify(users=[officer], title="Một")
    notify(users=[officer], title="Hai")
    assert mail_waiting() == 0
    assert list(Notice.objects.values_list("mailed_at", "read_at")) == [(None, None)] * 2
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_waiting() == 2
    assert sorted(message.subject for message in mailoutbox) == ["Hai", "Một"]


def test_the_bell_rings_after_the_commit_when_mail_is_set_up(officer, settings, monkeypatch):
    rung = []
    monkeypatch.setattr("pari.inbox.services.current_app.send_task", lambda name, **_: rung.append(name))
    for is_set_up in (False, True):
        settings.MAIL_IS_SET_UP = is_set_up
        notify(users=[officer], title="Nhắc")
    assert rung == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_fails_disturbs_nothing(settings, monkeypatch):
    def refuse(*_args, **_options):
        raise ConnectionError

    settings.MAIL_IS_SET_UP = True
    monkeypatch.setattr("pari.inbox.services.current_app.send_task", refuse)
    notify(users=[User.objects.create_user("canbo", email="canbo@tinh.example.vn")], title="Nhắc")
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_for_the_task_by_its_name(settings, monkeypatch):
    rung = []
    settings.MAIL_IS_SET_UP = True
    monkeypatch.setattr("pari.inbox.services.current_app.send_task", lambda name, **_: rung.append(name))
    notify(users=[User.objects.create_user("canbo")], title="Nhắc")
    assert rung == [mail_notices.name]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_notice_once(mailoutbox):
    people = [User.objects.create_user(f"n{place}", email=f"n{place}@tinh.example.vn") for place in range(20)]
    notify(users=people, title="Nhắc")
    together(mail_waiting, mail_waiting)
    assert sorted(message.to[0] for message in mailoutbox) == sorted(person.email for person in people)
