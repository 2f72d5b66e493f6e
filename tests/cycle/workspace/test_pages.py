"""The pages of the workspace: who sees what, how many questions they ask, forms without scripts."""

import re

import pytest
from django.core.cache import cache

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from scoring.enums import Phase, SubmissionState
from scoring.models import Answer, Campaign, Criterion, Submission
from scoring.selectors.submissions.answer_fields import Field
from scoring.services.submissions.answers import save_field
from tests.cycle.workspace.conftest import address, post
from tests.cycle.world import KINDS, make_world

OVERVIEW = "/tu-danh-gia/TH-2025/CQ1/"


def page_of(client, world, kind: str = "ratio", status: int = 200) -> str:
    answer = client.get(address(world.first, world.leaf(kind), "criterion"))
    assert answer.status_code == status
    return answer.content.decode()


def test_every_kind_of_rule_has_its_inputs(world, signed_in):
    found = {
        kind: set(re.findall(r'name="([a-z]+(?:-\d)?)"', _claim(page_of(signed_in, world, kind)))) for kind in KINDS
    }
    assert found == {
        "manual": {"points"},
        "yes_no": {"answer"},
        "levels": {"label"},
        "checklist": {"items", "none"},
        "ratio": {"numerator", "denominator"},
        "rescaled": {"x", "numerator", "denominator"},
        "bands": {"x", "numerator", "denominator"},
        "threshold": {"x", "numerator", "denominator"},
        "per_violation": {"count"},
        "per_unit": {"count"},
        "steps": {"x"},
        "compound": {"input-0", "input-1"},
        "convert": {"x"},
    }


def _claim(page: str) -> str:
    return page.partition('data-field="claim"')[2].partition('name="version-claim"')[0].rpartition("<input")[0]


def test_leaves_of_other_sources_are_read_only(world, signed_in):
    Criterion.objects.filter(pk=world.leaf("ratio").pk).update(source="survey")
    page = page_of(signed_in, world)
    assert "điều tra xã hội học" in page
    assert "/luu" not in page


def test_strangers_find_nothing(world, client, user):
    client.force_login(user)
    assert client.get(OVERVIEW).status_code == 404
    page_of(client, world, status=404)


def test_another_agency_finds_nothing(world, signed_in):
    assert signed_in.get("/tu-danh-gia/TH-2025/CQ2/").status_code == 404


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL])
def test_the_team_finds_nothing_while_it_is_written(world, client, role):
    client.force_login(world.person(role))
    assert client.get(OVERVIEW).status_code == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SECRETARY, Role.STAFF])
def test_those_who_oversee_read_along(world, client, role):
    client.force_login(world.person(role))
    assert client.get(OVERVIEW).status_code == 200
    page = page_of(client, world)
    assert "data-workspace" not in page
    assert '<fieldset class="answer-fields" disabled>' in page
    assert world.submission().opened_at is None


def test_a_submitted_sheet_is_read_only(world, signed_in):
    Submission.objects.update(state=SubmissionState.SUBMITTED)
    page = page_of(signed_in, world)
    assert "data-workspace" not in page
    assert "Hồ sơ đã nộp, câu trả lời chỉ còn để xem." in page


def test_nobody_looks_before_signing_in(world, client):
    assert client.get(OVERVIEW).headers["Location"].startswith("/dang-nhap/")


def test_the_first_visit_is_noted_once(world, signed_in):
    signed_in.get(OVERVIEW)
    first = world.submission().opened_at
    signed_in.get(OVERVIEW)
    page_of(signed_in, world)
    assert first is not None
    assert world.submission().opened_at == first


def test_the_paper_has_every_leaf(world, signed_in, officer):
    save_field(
        submission=world.submission().pk,
        criterion=world.leaf("manual"),
        field=Field.EXPLANATION,
        content="<b>giải trình</b>",
        base_version=0,
        key="k",
        by=officer,
    )
    page = signed_in.get(OVERVIEW, {"dang": "ban-in"}).content.decode()
    assert page.count("Tiêu chí thành phần số") == 13
    assert "&lt;b&gt;giải trình" in page


QUERIES = {OVERVIEW: 11, f"{OVERVIEW}?dang=ban-in": 8, f"{OVERVIEW}1.5/": 17}


@pytest.mark.parametrize("size", [2, 200])
@pytest.mark.parametrize("place", QUERIES)
def test_questions_do_not_grow(db, client, django_assert_num_queries, size, place):
    make_world(code="TH-2024", year=2024, agencies=size, leaves=max(size, 13), phase=Phase.PUBLISHED)
    world = make_world(agencies=size, leaves=max(size, 13))
    officer = world.person(Role.OFFICER)
    for leaf in world.annex.criteria.exclude(kind="group"):
        Answer.objects.create(
            campaign=world.campaign,
            submission=world.submission(),
            criterion=leaf,
            explanation="có",
            edits={"explanation": {"version": 1, "key": "k", "by": officer.pk, "at": "2025-11-21T03:42:00+00:00"}},
        )
    client.force_login(officer)
    client.get(place)
    cache.clear()
    with django_assert_num_queries(QUERIES[place]):
        assert client.get(place).status_code == 200


@pytest.mark.parametrize("size", [2, 200])
def test_a_save_asks_a_handful_of_questions(db, client, django_assert_num_queries, size):
    """Session, user, place with criterion; then locked: the submission, the answer, both written back."""
    world = make_world(agencies=size, leaves=max(size, 13))
    officer = world.person(Role.OFFICER)
    client.force_login(officer)
    sent = {"field": "explanation", "content": "một"}
    leaf = world.leaf("ratio")
    post(client, world.first, leaf, officer, **sent)
    with django_assert_num_queries(9):  # two of them are the savepoint that stands for the transaction in a test
        answer = post(client, world.first, leaf, officer, field="explanation", content="hai", version=1, key="k2")
    assert answer.json()["version"] == 2


# --- Without scripts --------------------------------------------------------------------------------------------------


def form_of(client, world, kind: str = "ratio") -> dict[str, str]:
    """The form as the page shows it."""
    page = page_of(client, world, kind)
    hidden = re.findall(r'<input type="hidden" name="((?:version|seen)-\w+|key)" value="([^"]*)"', page)
    return {**dict(hidden), "explanation": "", "reason": ""}


def send(client, world, kind: str = "ratio", **form):
    return client.post(address(world.first, world.leaf(kind)), form)


def test_the_plain_form_saves_what_was_changed(world, signed_in):
    form = form_of(signed_in, world) | {"numerator": "44", "denominator": "46", "explanation": "dòng một\r\ndòng hai"}
    answer = send(signed_in, world, **form)
    assert (answer.status_code, answer["Location"]) == (302, address(world.first, world.leaf("ratio"), "criterion"))
    found = Answer.objects.get()
    assert (found.scored, found.explanation) == ("44/23", "dòng một\ndòng hai")
    assert set(found.edits) == {"claim", "explanation"}


def test_save_and_go_on(world, signed_in):
    answer = send(signed_in, world, **form_of(signed_in, world), next="1")
    assert answer["Location"] == address(world.first, world.leaf("rescaled"), "criterion")


def test_the_plain_form_overwrites_nobody(world, signed_in, officer):
    head = world.person(Role.HEAD)
    form = form_of(signed_in, world)
    given = {"submission": world.submission().pk, "criterion": world.leaf("ratio"), "base_version": 0, "by": head}
    save_field(field=Field.EXPLANATION, content="của thủ trưởng", key="x", **given)
    save_field(field=Field.CLAIM, content={"numerator": "1", "denominator": "2"}, key="y", **given)
    answer = send(signed_in, world, **form | {"explanation": "của cán bộ", "not_applicable": "1", "reason": "vì"})
    page, found = answer.content.decode(), Answer.objects.get()
    assert answer.status_code == 409
    assert (found.explanation, found.value) == ("của thủ trưởng", {"numerator": "1", "denominator": "2"})
    assert (found.not_applicable, found.not_applicable_reason) == (True, "vì")
    assert "của cán bộ</textarea>" in page
    assert '<p class="conflict-text">của thủ trưởng</p>' in page
    hidden = dict(re.findall(r'<input type="hidden" name="((?:version|seen)-\w+|key)" value="([^"]*)"', page))
    again = send(
        signed_in,
        world,
        **hidden,
        explanation="của cán bộ",
        not_applicable="1",
        reason="vì",
        numerator="1",
        denominator="2",
    )
    assert again.status_code == 302
    assert Answer.objects.get().explanation == "của cán bộ"


def test_a_refused_form_keeps_what_was_typed(world, signed_in):
    form = form_of(signed_in, world) | {"explanation": "đã gõ lâu"}
    Campaign.objects.update(phase=Phase.ROUND1)
    answer = send(signed_in, world, **form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "đã gõ lâu</textarea>" in page
    assert "không sửa được câu trả lời" in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(Role.OBSERVER, 403), (Role.APPRAISER, 404)])
def test_the_plain_form_of_others_is_refused(world, signed_in, client, role, status):
    form = form_of(signed_in, world) | {"explanation": "x"}
    client.force_login(world.person(role))
    assert send(client, world, **form).status_code == status
    assert not AuditEvent.objects.exists()
