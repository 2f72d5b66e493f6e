"""Who sees which link around every page."""

import pytest

from pari import shell
from pari.accounts.enums import Role
from tests.cycle.world import World, make_world

EVERYBODY = ["Việc của tôi", "Hộp thư"]
RUNNING = ["Kỳ đánh giá", "Bộ tiêu chí", "Cơ quan", "Người dùng"]


@pytest.fixture
def world(db) -> World:
    return make_world()


def links(client, address="/") -> list[str]:
    return [str(link.label) for link in client.get(address).context["shell"].links]


def test_a_visitor_sees_the_published_results(client, db):
    assert links(client) == ["Kết quả công bố"]


@pytest.mark.parametrize(
    ("role", "own"),
    [
        (Role.OFFICER, ["Người dùng"]),
        (Role.HEAD, ["Người dùng"]),
        (Role.APPRAISER, ["Thẩm định", "Chấm chéo", "Bộ tiêu chí"]),
        (Role.COUNCIL, ["Hội đồng", "Bộ tiêu chí"]),
        (Role.OBSERVER, ["Tiến độ", "Bộ tiêu chí", "Cơ quan"]),
        (Role.SECRETARY, ["Tiến độ", "Điều hành thẩm định", *RUNNING]),
        (Role.STAFF, ["Tiến độ", "Điều hành thẩm định", *RUNNING]),
    ],
)
def test_links_follow_the_role(client, world, role, own):
    client.force_login(world.person(role))
    assert links(client) == [*EVERYBODY, *own, "Kết quả công bố"]


@pytest.mark.parametrize("role", Role)
def test_every_link_opens(client, world, role):
    client.force_login(world.person(role))
    answers = {
        link.url: client.get(link.url, follow=True).status_code for link in client.get("/").context["shell"].links
    }
    assert answers == dict.fromkeys(answers, 200)


def test_an_administrator_sees_all_places(client, admin_user):
    client.force_login(admin_user)
    assert links(client) == [str(place.label) for place in (*shell.PLACES, shell.PUBLIC, shell.ADMINISTRATION)]


def test_the_place_one_is_in_is_marked(client, user):
    client.force_login(user)
    assert client.get("/cong-viec/").content.decode().count('<a href="/cong-viec/" aria-current="page">') == 2
    inbox = next(link for link in client.get("/hop-thu/").context["shell"].links if link.url == "/hop-thu/")
    assert inbox.current == "page"
