"""What is in use, public or computed does not change by hand."""

import pytest
from django.urls import reverse

from appraisal.models import Exemption, Mark, Ruling
from reports.models import Document, IndexRun, Publication
from scoring.models import Agency, Annex, Authority, Campaign, CriteriaSet, Criterion, Participant, Submission

NEVER = [IndexRun, Publication, Document, Participant, Submission, Mark, Exemption, Ruling]
WHILE_USED = [CriteriaSet, Annex, Criterion]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def label(model):
    return model._meta.label_lower


@pytest.mark.parametrize("model", [*NEVER, *WHILE_USED, Campaign], ids=label)
def test_a_post_changes_and_deletes_nothing(office, published, model):
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()
    for page in ("change", "delete"):
        assert office.post(address(model, page, row.pk), {"name": "Khác", "post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", [*NEVER, *WHILE_USED, Campaign], ids=label)
def test_nor_does_the_action_on_a_list(office, published, model):
    before = model.objects.count()
    data = {"action": "delete_selected", "_selected_action": [row.pk for row in model.objects.all()], "post": "yes"}
    office.post(address(model, "changelist"), data)
    assert model.objects.count() == before


MENDED = {
    "name": "Tên mới",
    "decision_number": "02",
    "decision_date": "2023-10-02",
    "self_deadline_0": "2023-12-05",
    "self_deadline_1": "17:00:00",
    "late_submissions": "accept",
    "code": "KHAC",
    "phase": "published",
    "class_scale": "A:0",
    "index_digits": "0",
    "blocs-TOTAL_FORMS": "0",
    "blocs-INITIAL_FORMS": "0",
    "modifiers-TOTAL_FORMS": "1",
    "modifiers-INITIAL_FORMS": "0",
    "modifiers-0-order": "9",
    "modifiers-0-rule": '{"kind": "cap_if_late", "class": "Yếu"}',
}


def test_before_it_is_public_a_campaign_s_name_decision_and_deadline_are_mended_and_nothing_else(office, run):
    response = office.post(address(Campaign, "change", run.campaign_id), MENDED)
    campaign = Campaign.objects.get()
    assert response.status_code == 302
    assert (campaign.name, campaign.decision_number, campaign.decision_date.day) == ("Tên mới", "02", 2)
    assert (campaign.code, campaign.phase, campaign.class_scale, campaign.index_digits) == (
        "MAU-2023",
        "council",
        "Tốt:85;Khá:75;Yếu:0",
        2,
    )
    assert list(campaign.modifiers.values_list("order", flat=True)) == [1, 2]


def test_the_frozen_results_are_not_shown(office, published):
    page = office.get(address(Publication, "change", Publication.objects.get().pk)).content.decode()
    assert "input_digest" not in page


@pytest.fixture
def draft(administrator):
    """A criteria set that no campaign uses, with one group."""
    authority = Authority.objects.create(name="UBND tỉnh Khác")
    annex = Annex.objects.create(
        criteria_set=CriteriaSet.objects.create(authority=authority, name="Dự thảo"), code="PL", position=0
    )
    return Criterion.objects.create(annex=annex, code="1", position=0, name="Nhóm", kind="group")


def leaf(group, **given):
    """What the form of a new leaf under the group sends."""
    return {
        "annex": group.annex_id,
        "code": "1.1",
        "parent": group.pk,
        "position": "1",
        "name": "Kế hoạch",
        "kind": "score",
        "max_points": "1.50",
        "source": "self",
        "evidence": "optional",
        "explanation": "optional",
        "rule": "",
    } | given


def test_an_unused_set_can_be_worked_on(office, draft):
    for model, row in ((CriteriaSet, draft.annex.criteria_set), (Annex, draft.annex), (Criterion, draft)):
        page = office.get(address(model, "change", row.pk))
        assert page.context["has_change_permission"] is True
    assert office.post(address(Criterion, "delete", draft.pk), {"post": "yes"}).status_code == 302
    assert not Criterion.objects.exists()


def test_a_leaf_without_a_rule_is_manual(office, draft):
    assert office.post(address(Criterion, "add"), leaf(draft)).status_code == 302
    added = Criterion.objects.get(code="1.1")
    assert (added.rule, str(added.max_points)) == ({"kind": "manual"}, "1.5")


def test_a_rule_is_kept_in_its_canonical_form(office, draft):
    office.post(address(Criterion, "add"), leaf(draft, rule='{"kind": "ratio", "floor": 0.80}'))
    assert Criterion.objects.get(code="1.1").rule == {"kind": "ratio", "full": "1", "floor": "0.8"}


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('{"kind": "ratios"}', "“kind” không nhận “ratios”"),
        ('{"kind": "levels", "levels": [{"label": "x", "points": "2"}]}', "điểm trong cách chấm lớn hơn điểm tối đa"),
    ],
)
def test_a_rule_that_the_arithmetic_cannot_read_is_refused(office, draft, rule, message):
    page = office.post(address(Criterion, "add"), leaf(draft, rule=rule))
    assert message in str(page.context["errors"])
    assert Criterion.objects.count() == 1


def test_a_used_set_is_not_offered_for_a_new_annex(office, run, draft):
    offered = office.get(address(Annex, "add")).context["adminform"].form.fields["criteria_set"].queryset
    assert list(offered) == [draft.annex.criteria_set]


def test_a_leaf_is_not_added_to_a_used_set(office, run):
    group = Criterion.objects.filter(kind="group").first()
    before = Criterion.objects.count()
    page = office.post(address(Criterion, "add"), leaf(group, code="9.9"))
    assert page.status_code == 200
    assert Criterion.objects.count() == before


@pytest.mark.parametrize("typed", ["so noi vu", "Sở Nội", "VU noi", "s-nv", "sở nội vụ"])
def test_agencies_are_found_with_and_without_diacritics(office, db, typed):
    authority = Authority.objects.create(name="UBND tỉnh")
    for code, name in (("S-NV", "Sở Nội vụ"), ("S-TC", "Sở Tài chính"), ("H-DD", "Huyện Đống Đa")):
        Agency.objects.create(authority=authority, code=code, name=name)
    found = office.get(address(Agency, "changelist"), {"q": typed}).context["cl"].result_list
    assert [agency.name for agency in found] == ["Sở Nội vụ"]
