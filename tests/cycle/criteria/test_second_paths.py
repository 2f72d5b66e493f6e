"""Admin and workbook import do not reach a set in force either."""

import pytest
from django.urls import reverse

from pari.accounts.models import User
from scoring.enums import CriteriaSetState
from scoring.models import Annex, Campaign, CriteriaSet, Criterion
from scoring.selectors.criteria.trees import nodes_of
from tests.cycle.criteria.trees import TREE
from tests.cycle.world import make_campaign
from tests.workbook.base import base


@pytest.fixture
def office(client, db):
    client.force_login(User.objects.create_superuser("quantri", password="mat-khau-1234"))
    return client


def address(model, page, *args):
    return reverse(f"admin:scoring_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("state", [CriteriaSetState.ACTIVE, CriteriaSetState.RETIRED])
@pytest.mark.parametrize("model", [CriteriaSet, Annex, Criterion])
def test_the_admin_only_shows_a_set_in_force(office, draft, model, state):
    CriteriaSet.objects.update(state=state)
    row = model.objects.first()
    for page in ("change", "delete"):
        assert office.post(address(model, page, row.pk), {"name": "Khác", "post": "yes"}).status_code == 403
    office.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert nodes_of(draft) == TREE


def test_the_admin_adds_nothing_to_a_set_in_force(office, draft, annex):
    CriteriaSet.objects.update(state=CriteriaSetState.ACTIVE)
    leaf = {"annex": annex.pk, "code": "9", "position": "9", "name": "X", "kind": "score", "max_points": "1"}
    more = {"source": "self", "evidence": "optional", "explanation": "optional"}
    assert office.post(address(Criterion, "add"), leaf | more).status_code == 200
    assert office.post(address(Annex, "add"), {"criteria_set": draft.pk, "code": "X", "position": 5}).status_code == 200
    assert nodes_of(draft) == TREE
    CriteriaSet.objects.update(state=CriteriaSetState.DRAFT)
    assert office.post(address(Criterion, "add"), leaf | more).status_code == 302


def test_the_admin_does_not_put_a_set_in_force(office, draft):
    data = {
        "authority": draft.authority_id,
        "name": "Tên khác",
        "state": "active",
        "annexes-TOTAL_FORMS": "0",
        "annexes-INITIAL_FORMS": "0",
    }
    assert office.post(address(CriteriaSet, "change", draft.pk), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.name, draft.state) == ("Tên khác", CriteriaSetState.DRAFT)


def test_importing_a_campaign_again_leaves_the_set_of_a_decision_alone(draft, tmp_path):
    from appraisal.exchange.importing import import_workbook
    from tests.oracle.workbook import write_plain

    sheets = base()
    make_campaign(draft, sheets_code(sheets), 2023, "setup")
    import_workbook(path=write_plain(tmp_path / "mau.xlsx", sheets), by=None)
    assert nodes_of(draft) == TREE
    assert Campaign.objects.get().criteria_set != draft


def sheets_code(sheets):
    return next(row["value"] for row in sheets["campaign"] if row["key"] == "code")
