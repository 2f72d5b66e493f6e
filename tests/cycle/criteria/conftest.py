"""A draft set with one small tree, and those who may and may not work on it."""

from datetime import date

import pytest
from django.urls import reverse

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.core.criteria_nodes import SetNode
from scoring.enums import Phase
from scoring.models import Annex, Authority, CriteriaSet
from scoring.services.criteria.drafts import SetWords, activate, create_set
from scoring.services.criteria.versions import replace_trees
from tests.cycle.criteria.trees import TREE
from tests.cycle.world import PASSWORD, join, make_campaign, make_participants


@pytest.fixture
def authority(db) -> Authority:
    return Authority.objects.create(name="UBND tỉnh Thử")


@pytest.fixture
def staff(authority: Authority) -> User:
    """Home-affairs staff of the authority."""
    user = User.objects.create_user("noivu", password=PASSWORD)
    join(user, Role.STAFF, authority)
    return user


def make_draft(authority: Authority, by: User, nodes: tuple[SetNode, ...] = TREE) -> CriteriaSet:
    words = SetWords("Bộ tiêu chí năm 2026", "12/QĐ-UBND", date(2026, 3, 2), "UBND tỉnh Thử")
    created = create_set(authority=authority, words=words, by=by)
    annexes = [("PL1", "Cơ quan chuyên môn")]
    return replace_trees(criteria_set=created.pk, annexes=annexes, nodes=nodes, revision=created.revision, by=by)


@pytest.fixture
def draft(authority: Authority, staff: User) -> CriteriaSet:
    return make_draft(authority, staff)


@pytest.fixture
def annex(draft: CriteriaSet) -> Annex:
    return draft.annexes.get()


@pytest.fixture
def browser_of(client):
    """The browser of a person."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def office(browser_of, staff):
    return browser_of(staff)


@pytest.fixture
def campaign(draft, staff):
    """A campaign that scores by the set, which is in force."""
    activate(criteria_set=draft.pk, revision=draft.revision, by=staff)
    running = make_campaign(draft, "TH-2026", 2026, Phase.SELF)
    make_participants(running, draft.annexes.get(), 1)
    draft.refresh_from_db()
    return running


def page(name, *args):
    return reverse(f"scoring:{name}", args=args)
