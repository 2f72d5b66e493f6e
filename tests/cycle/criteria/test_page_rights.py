"""Who may open the pages of criteria sets, and who may act on them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import AGENCY_ROLES, Role
from pari.accounts.models import User
from scoring.enums import CriteriaSetState
from scoring.models import Agency, CriteriaSet
from tests.cycle.criteria.conftest import page
from tests.cycle.world import PASSWORD, join


def person(role, authority, agency=None):
    user = User.objects.create_user(f"nguoi-{role}", password=PASSWORD)
    join(user, role, authority, agency if role in AGENCY_ROLES else None)
    return user


def stranger():
    return User.objects.create_user("la", password=PASSWORD)


def reading_pages(draft):
    annex = draft.annexes.get()
    return [
        page("criteria-set", draft.pk),
        page("criteria-printed", draft.pk, annex.pk),
        page("criteria-export", draft.pk),
        page("criteria-changes", draft.pk),
    ]


def editing_pages(draft):
    annex = draft.annexes.get()
    node = annex.criteria.first()
    return [
        page("criteria-decision", draft.pk),
        page("criteria-import", draft.pk),
        page("criteria-crosswalk", draft.pk),
        page("criteria-annex", draft.pk, annex.pk),
        page("criteria-node-new", draft.pk, annex.pk),
        page("criteria-node", draft.pk, node.pk),
    ]


def deeds(draft):
    annex = draft.annexes.get()
    node = annex.criteria.first()
    return [
        page("criteria-ap-dung", draft.pk),
        page("criteria-het-hieu-luc", draft.pk),
        page("criteria-phien-ban-moi", draft.pk),
        page("criteria-xoa", draft.pk),
        page("criteria-them-phu-luc", draft.pk),
        page("criteria-import-confirm", draft.pk),
        page("criteria-annex-remove", draft.pk, annex.pk),
        page("criteria-node-move", draft.pk, node.pk),
        page("criteria-node-remove", draft.pk, node.pk),
    ]


def statuses(client, draft):
    """Of every page and every deed, as one set."""
    data = {"revision": draft.revision}
    read = {client.get(address).status_code for address in reading_pages(draft)}
    edit = {client.get(address).status_code for address in editing_pages(draft)}
    do = {client.post(address, data).status_code for address in deeds(draft)}
    return read, edit, do


def test_strangers_find_nothing(browser_of, draft, campaign):
    client = browser_of(stranger())
    assert statuses(client, draft) == ({404}, {404}, {404})
    assert client.get(page("criteria-sets")).status_code == 404
    assert client.get(page("criteria-set-new")).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_those_who_take_part_read_and_do_nothing(browser_of, draft, campaign, role):
    client = browser_of(person(role, campaign.authority, Agency.objects.get()))
    assert statuses(client, draft) == ({200}, {403}, {403})
    assert client.get(page("criteria-set-new")).status_code == 403
    assert list(client.get(page("criteria-sets")).context["page"].object_list) == [draft]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPRAISER])
def test_a_draft_and_a_set_without_a_campaign_are_not_read(browser_of, draft, authority, role):
    agency = Agency.objects.create(authority=authority, code="CQ1", name="Sở thử")
    client = browser_of(person(role, authority, agency))
    assert statuses(client, draft) == ({404}, {404}, {404})
    CriteriaSet.objects.update(state=CriteriaSetState.ACTIVE)
    assert statuses(client, draft) == ({404}, {404}, {404})
    assert list(client.get(page("criteria-sets")).context["page"].object_list) == []


def test_another_authority_s_staff_find_nothing(browser_of, draft, db):
    from scoring.models import Authority

    client = browser_of(person(Role.STAFF, Authority.objects.create(name="UBND tỉnh Khác")))
    assert statuses(client, draft) == ({404}, {404}, {404})


@pytest.mark.parametrize("role", [Role.STAFF, Role.SECRETARY])
def test_those_who_run_the_cycle_open_everything(browser_of, draft, authority, role):
    client = browser_of(person(role, authority))
    for address in (*reading_pages(draft), *editing_pages(draft), page("criteria-set-new")):
        assert client.get(address).status_code == 200


def test_a_role_that_ended_opens_nothing(browser_of, draft, authority):
    user = User.objects.create_user("cu", password=PASSWORD)
    join(user, Role.STAFF, authority, valid_to=timezone.localdate() - timedelta(days=1))
    assert statuses(browser_of(user), draft) == ({404}, {404}, {404})


def test_a_set_in_force_has_no_editor(office, draft, campaign):
    annex = draft.annexes.get()
    for address in (page("criteria-annex", draft.pk, annex.pk), page("criteria-import", draft.pk)):
        assert office.get(address).status_code == 409
