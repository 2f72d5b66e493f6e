"""The inbox: whose it is, what reading does, where a notice may lead."""

import pytest

from pari.accounts.models import User
from pari.inbox.models import Notice
from pari.inbox.selectors import notices_of, unread_count
from pari.inbox.services import mark_all_read, mark_read, notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return User.objects.create_user("khac")


def test_each_person_gets_one_whatever_the_list_says(user, other):
    assert notify(users=[user, other, user], title="Nhắc hạn") == 2
    assert (unread_count(user), unread_count(other)) == (1, 1)


def test_unread_ones_come_first(user):
    for title in "abc":
        notify(users=[user], title=title)
    mark_read(notice=Notice.objects.get(title="c"), by=user)
    assert [notice.title for notice in notices_of(user)] == ["b", "a", "c"]


def test_opening_marks_as_read_and_leads_on(client, user):
    notify(users=[user], title="Mở", link="/cong-viec/")
    client.force_login(user)
    notice = Notice.objects.get()
    assert client.post(f"/hop-thu/{notice.pk}/").url == "/cong-viec/"
    notice.refresh_from_db()
    first = notice.read_at
    client.post(f"/hop-thu/{notice.pk}/")
    notice.refresh_from_db()
    assert (first is not None, notice.read_at) == (True, first)


@pytest.mark.parametrize(
    "link", ["", "https://example.com/", "//example.com/", "/\\example.com/", "javascript:alert(1)", "cong-viec/"]
)
def test_a_notice_leads_nowhere_else(client, user, link):
    notify(users=[user], title="Mở", link=link)
    client.force_login(user)
    assert client.post(f"/hop-thu/{Notice.objects.get().pk}/").url == "/hop-thu/"


def test_anothers_notice_is_not_there(client, user, other):
    notify(users=[other], title="Riêng của người khác")
    notice = Notice.objects.get()
    client.force_login(user)
    assert client.post(f"/hop-thu/{notice.pk}/").status_code == 404
    assert "Riêng của người khác" not in client.get("/hop-thu/").content.decode()
    client.post("/hop-thu/doc-het/")
    mark_all_read(by=user)
    mark_read(notice=notice, by=user)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_at_once(client, user):
    for title in "abc":
        notify(users=[user], title=title)
    client.force_login(user)
    assert client.post("/hop-thu/doc-het/").url == "/hop-thu/"
    assert unread_count(user) == 0
    assert "Đánh dấu đã đọc tất cả" not in client.get("/hop-thu/").content.decode()


@pytest.mark.parametrize("address", ["/hop-thu/", "/hop-thu/1/", "/hop-thu/doc-het/"])
def test_strangers_sign_in_first(client, address):
    answer = client.get(address) if address == "/hop-thu/" else client.post(address)
    assert answer.url == f"/dang-nhap/?next={address}"


@pytest.mark.parametrize("address", ["/hop-thu/1/", "/hop-thu/doc-het/"])
def test_nothing_is_read_by_a_mere_look(client, user, address):
    client.force_login(user)
    assert client.get(address).status_code == 405


def test_what_is_written_is_text(client, user):
    notify(users=[user], title="<script>alert(1)</script>", body="<b>x</b>")
    client.force_login(user)
    page = client.get("/hop-thu/").content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize("size", [2, 200])
def test_the_list_costs_the_same_at_any_length(client, user, django_assert_num_queries, size):
    for number in range(size):
        notify(users=[user], title=f"Thông báo {number}", link="/cong-viec/")
    client.force_login(user)
    with django_assert_num_queries(6):  # session, person, count, notices; the header: roles, unread
        client.get("/hop-thu/")


def test_pages_of_strangers_ask_for_no_inbox(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/dang-nhap/")
