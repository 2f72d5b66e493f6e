"""The register's pages: who sees what, and that the forms do what they say."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.enums import LineageKind
from scoring.models import Agency, Lineage
from scoring.services.register.lineage import Change, NewAgency, record_change
from tests.cycle.register.conftest import DAY

LIST, ADD, CHANGE = "/co-quan/", "/co-quan/moi/", "/co-quan/thay-doi/"


def page(agency: Agency) -> str:
    return reverse("scoring:agency", args=[agency.pk])


def names(response) -> list[str]:
    return [agency.name for agency in response.context["rows"]]


@pytest.mark.parametrize("role", [Role.STAFF, Role.SECRETARY, Role.OBSERVER])
def test_those_who_run_or_observe_see_their_authority(client, communes, province, city, person, role):
    Agency.objects.create(authority=province, code="so", name="Sở khác")
    client.force_login(person(role, city))
    assert names(client.get(LIST)) == [f"UBND xã số {number}" for number in range(1, 6)]
    assert client.get(page(communes[0])).status_code == 200
    assert client.get(page(Agency.objects.get(code="so"))).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_an_agency_sees_itself(client, communes, person, role):
    client.force_login(person(role, agency=communes[1]))
    assert names(client.get(LIST)) == ["UBND xã số 2"]
    assert client.get(page(communes[1])).status_code == 200
    assert client.get(page(communes[0])).status_code == 404


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL])
def test_the_rest_of_the_team_is_refused(client, communes, city, person, role):
    client.force_login(person(role, city))
    assert client.get(LIST).status_code == 403
    assert client.get(page(communes[0])).status_code == 404


def test_strangers_find_nothing(client, communes, user):
    client.force_login(user)
    for address in (LIST, ADD, CHANGE, page(communes[0]), "/co-quan/nhap/", "/co-quan/xuat/", "/co-quan/mau/"):
        assert client.get(address).status_code == 404


def test_visitors_sign_in_first(client, communes):
    assert client.get(LIST).status_code == 302


def test_a_superuser_sees_all(client, communes, province, admin_user):
    Agency.objects.create(authority=province, code="so", name="Sở khác")
    client.force_login(admin_user)
    assert len(names(client.get(LIST))) == 6


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.OFFICER])
def test_who_only_sees_does_not_write(client, communes, city, person, role):
    client.force_login(person(role, agency=communes[0]) if role is Role.OFFICER else person(role, city))
    key = communes[0].pk
    for address in (
        ADD,
        CHANGE,
        f"/co-quan/{key}/sua/",
        f"/co-quan/{key}/ket-thuc/",
        "/co-quan/nhap/",
        "/co-quan/xuat/",
    ):
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code in {403, 405}, address


def test_search_without_diacritics_and_by_state(client, communes, staff):
    Agency.objects.filter(code="x5").update(valid_to="2020-01-01")
    client.force_login(staff)
    assert names(client.get(LIST, {"tim": "XA SO 3"})) == ["UBND xã số 3"]
    assert names(client.get(LIST, {"tim": "x4"})) == ["UBND xã số 4"]
    assert names(client.get(LIST, {"trang-thai": "het-hieu-luc"})) == ["UBND xã số 5"]
    assert len(names(client.get(LIST, {"trang-thai": "tat-ca"}))) == 5


@pytest.mark.parametrize(
    "query", [{"chu-tri": "²"}, {"chu-tri": "x"}, {"tim": "\0"}, {"trang": "x"}, {"trang-thai": "?"}]
)
def test_odd_filters_are_harmless(client, communes, staff, query):
    client.force_login(staff)
    assert client.get(LIST, query).status_code == 200


@pytest.mark.parametrize("size", [2, 200])
def test_the_list_costs_the_same_whatever_its_size(client, city, person, django_assert_num_queries, size):
    Agency.objects.bulk_create(Agency(authority=city, code=f"c{n}", name=f"Xã {n}") for n in range(size))
    client.force_login(person(Role.STAFF, city))
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("size", [2, 200])
def test_an_agency_page_costs_the_same_whatever_its_family(client, city, person, django_assert_num_queries, size):
    old = Agency.objects.bulk_create(Agency(authority=city, code=f"c{n}", name=f"Xã {n}") for n in range(size))
    change = Change(LineageKind.MERGE, tuple(old), (NewAgency(city, "n", "Mới"),), DAY, "1/NQ")
    ward = record_change(change=change, by=None)[0].successor
    client.force_login(person(Role.STAFF, city))
    client.get(page(ward))
    with django_assert_num_queries(10):
        client.get(page(ward))


def test_adding_an_agency(client, city, staff):
    client.force_login(staff)
    given = {"authority": city.pk, "code": "moi", "name": "Sở Mới", "valid_from": "2025-03-01"}
    response = client.post(ADD, given, follow=True)
    assert response.redirect_chain == [(page(Agency.objects.get(code="moi")), 302)]
    again = client.post(ADD, given)
    assert (again.status_code, Agency.objects.filter(code="moi").count()) == (400, 1)
    assert "Đã có cơ quan mã moi" in again.content.decode()


def test_an_agency_of_another_authority_cannot_be_added(client, city, province, person):
    client.force_login(person(Role.STAFF, city))
    assert client.post(ADD, {"authority": province.pk, "code": "moi", "name": "Sở Mới"}).status_code == 400
    assert not Agency.objects.filter(code="moi").exists()


def test_mending_a_name(client, communes, staff):
    client.force_login(staff)
    client.post(f"/co-quan/{communes[0].pk}/sua/", {"name": "UBND xã số Một", "short_name": "Xã Một"})
    assert Agency.objects.get(pk=communes[0].pk).name == "UBND xã số Một"


def test_an_end_without_successor(client, communes, staff):
    client.force_login(staff)
    given = {"on": "2025-06-30", "decision": "203/2025/QH15"}
    client.post(f"/co-quan/{communes[0].pk}/ket-thuc/", given)
    assert str(Agency.objects.get(pk=communes[0].pk).valid_to) == "2025-06-30"
    assert client.post(f"/co-quan/{communes[0].pk}/ket-thuc/", given).status_code == 400


def merger(communes, province, **more) -> dict[str, object]:
    keys = [str(agency.pk) for agency in communes[:2]]
    return {
        "kind": "merge",
        "effective_on": "2025-07-01",
        "decision": "1667/NQ-UBTVQH15",
        "offered": keys,
        "chosen": keys,
        "predecessors": "x3",
        "authority": province.pk,
        "successors": "",
        "rows": "2",
        "code-0": "p1",
        "name-0": "UBND phường Mới",
        **more,
    }


def test_a_change_by_form(client, communes, province, staff):
    client.force_login(staff)
    offered = client.get(CHANGE, {"truoc": [communes[0].pk, communes[1].pk]}).content.decode()
    assert "UBND xã số 1 (x1)" in offered
    response = client.post(CHANGE, merger(communes, province))
    ward = Agency.objects.get(code="p1")
    assert (response.status_code, response["Location"]) == (302, page(ward))
    assert {edge.predecessor.code for edge in Lineage.objects.filter(successor=ward)} == {"x1", "x2", "x3"}


def test_a_refused_change_keeps_what_was_typed(client, communes, province, staff):
    client.force_login(staff)
    response = client.post(CHANGE, merger(communes, province, decision="", predecessors="x3\nkhong-co"))
    text = response.content.decode()
    assert (response.status_code, Lineage.objects.count()) == (400, 0)
    assert "Không có cơ quan nào mang mã khong-co" in text
    assert 'value="UBND phường Mới"' in text
    refused = client.post(CHANGE, merger(communes, province, **{"name-0": "", "code-0": ""}))
    assert "Hình thức này cần đúng 1 cơ quan sau" in refused.content.decode()


def test_another_row_keeps_what_was_typed_and_judges_nothing(client, communes, province, staff):
    client.force_login(staff)
    response = client.post(CHANGE, merger(communes, province, decision="", **{"them-dong": "1"}))
    text = response.content.decode()
    assert (response.status_code, "name-2" in text, 'value="UBND phường Mới"' in text) == (200, True, True)
    assert "Chưa lưu được" not in text


def test_agencies_of_others_are_not_offered(client, communes, province, person):
    client.force_login(person(Role.STAFF, province))
    assert "UBND xã số 1" not in client.get(CHANGE, {"truoc": [communes[0].pk]}).content.decode()
    response = client.post(CHANGE, merger(communes, province))
    assert (response.status_code, Lineage.objects.count()) == (400, 0)


def test_the_page_shows_both_sides(client, communes, province, staff):
    new = (NewAgency(province, "p1", "UBND phường Mới"),)
    record_change(change=Change(LineageKind.MERGE, tuple(communes[:3]), new, DAY, "1667/NQ"), by=None)
    client.force_login(staff)
    ward = client.get(page(Agency.objects.get(code="p1"))).content.decode()
    assert all(text in ward for text in ("Hình thành từ", "Sáp nhập", "UBND xã số 3", "1667/NQ", "3 đơn vị"))
    assert "Trở thành" in client.get(page(communes[0])).content.decode()


def test_relatives_elsewhere_are_named_without_a_link(client, communes, province, person):
    new = (NewAgency(province, "p1", "UBND phường Mới"),)
    record_change(change=Change(LineageKind.MERGE, tuple(communes[:3]), new, DAY, "1667/NQ"), by=None)
    ward = Agency.objects.get(code="p1")
    client.force_login(person(Role.OFFICER, agency=ward))
    text = client.get(page(ward)).content.decode()
    assert "UBND xã số 1" in text
    assert page(communes[0]) not in text


def test_taking_an_edge_back(client, communes, city, province, person, staff):
    new = (NewAgency(province, "p1", "UBND phường Mới"),)
    edge = record_change(change=Change(LineageKind.TRANSFER, (communes[0],), new, DAY, "1667/NQ"), by=None)[0]
    address = f"/co-quan/quan-he/{edge.pk}/bo/"
    client.force_login(person(Role.STAFF, city))
    assert client.post(address, {"reason": "Nhầm."}).status_code == 403
    client.force_login(User.objects.create_user("nguoila"))
    assert client.post(address, {"reason": "Nhầm."}).status_code == 404
    client.force_login(staff)
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "Nhầm."}).status_code == 302
    assert not Lineage.objects.exists()


def test_people_left_behind_are_named_to_those_who_run(client, communes, city, person, staff):
    officer = person(Role.OFFICER, agency=communes[0])
    User.objects.filter(pk=officer.pk).update(full_name="Cán bộ cũ")
    Agency.objects.filter(pk=communes[0].pk).update(valid_to="2020-01-01")
    client.force_login(staff)
    assert "Cán bộ cũ" in client.get(page(communes[0])).content.decode()
    client.force_login(person(Role.OBSERVER, city))
    assert "Cán bộ cũ" not in client.get(page(communes[0])).content.decode()
