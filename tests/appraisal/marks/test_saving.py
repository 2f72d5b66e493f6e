"""Saving a mark: points and readings, reasons, versions, counters, and who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal.enums import Basis, Round, Standing
from appraisal.models import Assignment, CrossCheck, Mark, MarkVersion
from appraisal.services.marks.saving import MarkEntry, MarkOvertaken, save_mark
from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed, NotNow
from scoring.enums import Phase
from scoring.models import Answer, Criterion, Supplement, SupplementItem
from tests.appraisal.world import assign_all, belongs, make_team
from tests.cycle.world import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    team = make_team(agencies=2)
    assign_all(team)
    return team


def leaf(team, kind):
    return team.world.annex.criteria.get(code=f"1.{KINDS.index(kind) + 1}")


def appraiser(team, criterion):
    return User.objects.get(
        pk=Assignment.objects.filter(participant=team.participants[0], specialty=criterion.specialty).get().appraiser_id
    )


def save(team, kind="manual", *, stage=Round.FIRST, seen=0, by=None, as_moderator=False, **entry):
    criterion = leaf(team, kind)
    return save_mark(
        participant=team.participants[0].pk,
        criterion=criterion,
        round=stage,
        entry=MarkEntry(**entry),
        seen_version=seen,
        by=by or appraiser(team, criterion),
        as_moderator=as_moderator,
    )


def supplemented(team, kind):
    supplement = Supplement.objects.create(
        campaign=team.campaign, participant=team.participants[0], opened_at=timezone.now()
    )
    SupplementItem.objects.create(
        campaign=team.campaign, supplement=supplement, criterion=leaf(team, kind), claimed="2", granted="1"
    )


def done(team, kind="manual"):
    criterion = leaf(team, kind)
    rows = Assignment.objects.filter(participant=team.participants[0], specialty=criterion.specialty)
    return rows.values_list("done1", "done2").get()


def test_a_mark_by_points_is_kept_with_its_version_event_and_count(team):
    saved = save(team, points="1,5", reason_code="weak_evidence", note=" Thiếu phụ lục ", internal_note="hỏi lại")
    assert (saved.is_new, saved.standing) == (True, Standing.BELOW)
    assert saved.sentence == "Chấm 1,50, thấp hơn tự chấm 2,00."
    mark = Mark.objects.get()
    assert (str(mark.points), mark.value, mark.note, mark.version, mark.standing) == (
        "1.5",
        None,
        "Thiếu phụ lục",
        1,
        "below",
    )
    version = MarkVersion.objects.get()
    assert (version.version, version.content["points"], version.content["internal_note"]) == (1, "1.5", "hỏi lại")
    event = AuditEvent.objects.get(verb="mark.saved")
    assert event.subject == f"mark:{team.participants[0].code}/1.1/1"
    assert event.details["note"] == "Thiếu phụ lục"
    assert "hỏi lại" not in str(event.details)
    assert done(team) == (1, 0)


def test_a_mark_by_the_rules_own_input_has_its_points_from_the_rule(team):
    saved = save(team, "ratio", typed={"numerator": "44", "denominator": "46"})
    assert (saved.mark.points, saved.mark.scored, saved.standing) == (None, "44/23", Standing.BEYOND)
    assert saved.mark.value == {"numerator": "44", "denominator": "46"}
    assert "ghi nhận phần cơ quan không đề nghị" in saved.sentence


def test_a_second_save_is_a_new_version_and_counts_once(team):
    save(team, points="1", reason_code="late")
    saved = save(team, seen=1, points="2")
    assert (saved.mark.version, saved.standing, saved.mark.reason_code) == (2, Standing.AGREED, "")
    assert list(MarkVersion.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert done(team) == (1, 0)


def test_the_same_content_again_writes_nothing_even_with_an_old_version(team):
    save(team, points="2")
    again = save(team, points="2,0", seen=0)
    assert (again.is_new, again.mark.version, MarkVersion.objects.count()) == (False, 1, 1)
    assert AuditEvent.objects.filter(verb="mark.saved").count() == 1
    assert done(team) == (1, 0)


def test_a_stale_version_is_told_what_stands_there(team):
    save(team, points="2")
    with pytest.raises(MarkOvertaken) as refused:
        save(team, points="1", reason_code="late", seen=0)
    assert (refused.value.stands.version, str(refused.value.stands.points)) == (1, "2")
    assert refused.value.stands.marked_by.get_full_name() in str(refused.value)
    assert str(Mark.objects.get().points) == "2"


@pytest.mark.parametrize(
    "entry",
    [
        {"points": "2.5"},
        {"points": "-1"},
        {"points": "hai"},
        {"points": ""},
        {"points": "1"},
        {"points": "1", "reason_code": "other"},
        {"points": "1", "reason_code": "không có"},
        {"points": "2", "note": "x" * 20_001},
    ],
)
def test_what_cannot_stand_is_refused_and_leaves_nothing(team, entry):
    with pytest.raises(Invalid):
        save(team, **entry)
    assert (Mark.objects.count(), MarkVersion.objects.count(), done(team)) == (0, 0, (0, 0))


def test_points_and_figures_together_are_refused(team):
    with pytest.raises(Invalid):
        save(team, "ratio", points="1", typed={"numerator": "1", "denominator": "2"})


def test_half_a_reading_is_refused_in_the_words_of_the_rule(team):
    with pytest.raises(Invalid, match="mẫu số"):
        save(team, "ratio", typed={"numerator": "44"})


def test_more_of_a_penalty_than_the_agency_admits_wants_a_reason(team):
    Criterion.objects.filter(pk=leaf(team, "manual").pk).update(kind="penalty")
    Answer.objects.filter(criterion=leaf(team, "manual")).update(points="1")
    with pytest.raises(Invalid):
        save(team, points="2")
    assert save(team, points="0").standing is Standing.BEYOND
    assert save(team, seen=1, points="2", reason_code="not_done").sentence == "Trừ 2,00, cơ quan tự trừ 1,00."


def test_without_a_claim_no_reason_is_wanted(team):
    Answer.objects.filter(criterion=leaf(team, "manual")).delete()
    assert save(team, points="0").standing is Standing.UNCLAIMED


@pytest.mark.parametrize("source", ["indicator", "appraiser"])
def test_leaves_of_other_sources_are_marked_too(team, source):
    Criterion.objects.filter(pk=leaf(team, "manual").pk).update(source=source)
    assert save(team, points="1", reason_code="late").is_new


def test_survey_leaves_and_groups_and_strange_leaves_are_not_marked(team):
    criterion = leaf(team, "manual")
    Criterion.objects.filter(pk=criterion.pk).update(source="survey")
    with pytest.raises(Invalid):
        save(team, points="2")
    other = make_team(agencies=1, code="TH-2026", leaves=2)
    for strange in (team.world.annex.criteria.get(kind="group"), leaf(other, "manual")):
        with pytest.raises(Invalid):
            save_mark(
                participant=team.participants[0].pk,
                criterion=strange,
                round=Round.FIRST,
                entry=MarkEntry(points="1"),
                seen_version=0,
                by=team.members[0],
            )


# --- Who -----------------------------------------------------------------------------------------------------------


def test_others_than_the_assigned_appraiser_are_refused(team):
    for stranger in (team.members[1], team.members[2], team.secretary, team.council[0]):
        with pytest.raises(NotAllowed):
            save(team, points="2", by=stranger)
    assert Mark.objects.count() == 0


def test_an_appraiser_whose_role_has_ended_is_refused(team):
    by = appraiser(team, leaf(team, "manual"))
    by.memberships.update(valid_to=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        save(team, points="2", by=by)


def test_a_conflict_refuses_the_assigned_appraiser_and_the_moderator(team):
    by = appraiser(team, leaf(team, "manual"))
    for person, moderating in ((by, False), (team.secretary, True)):
        belongs(person, team.participants[0])
        with pytest.raises(NotAllowed):
            save(team, points="2", by=person, as_moderator=moderating)


def test_who_runs_the_campaign_may_moderate_and_is_counted_for_the_assigned(team):
    with pytest.raises(NotAllowed):
        save(team, points="2", by=team.members[3], as_moderator=True)
    saved = save(team, points="2", by=team.secretary, as_moderator=True)
    assert saved.mark.marked_by == team.secretary
    assert AuditEvent.objects.get(verb="mark.saved").details["moderated"] is True
    assert done(team) == (1, 0)


def test_the_moderator_needs_no_assignment(team):
    Assignment.objects.all().delete()
    assert save(team, points="2", by=team.staff, as_moderator=True).is_new


# --- When ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", [item for item in Phase if item not in (Phase.ROUND1, Phase.ROUND2)])
def test_outside_the_rounds_nothing_is_marked(team, phase):
    team.move(phase)
    for stage in Round:
        with pytest.raises(NotNow):
            save(team, points="2", stage=stage)


def test_each_round_takes_its_own_marks_only(team):
    with pytest.raises(NotNow):
        save(team, points="2", stage=Round.SECOND)
    team.move(Phase.ROUND2)
    with pytest.raises(NotNow):
        save(team, points="2")


def test_the_second_round_marks_what_was_supplemented(team):
    save(team, points="1", reason_code="late")
    supplemented(team, "manual")
    team.move(Phase.ROUND2)
    saved = save(team, points="2", stage=Round.SECOND)
    assert (saved.mark.basis, saved.mark.version) == (Basis.SUPPLEMENT, 1)
    assert done(team) == (1, 1)
    assert Mark.objects.count() == 2


def test_the_second_round_corrects_any_leaf_with_a_note(team):
    team.move(Phase.ROUND2)
    for entry in ({"points": "2"}, {"points": "2", "basis": "correction"}, {"points": "2", "basis": "khác"}):
        with pytest.raises(Invalid):
            save(team, stage=Round.SECOND, **entry)
    saved = save(team, stage=Round.SECOND, points="2", basis="correction", note="Lần 1 bỏ sót báo cáo")
    assert saved.mark.basis == Basis.CORRECTION
    assert done(team) == (0, 0)


def test_the_first_round_knows_no_correction(team):
    assert save(team, points="2", basis="correction").mark.basis == Basis.SUPPLEMENT


# --- Beside a second mark --------------------------------------------------------------------------------------------


def second_mark(team, points, **fields):
    return CrossCheck.objects.create(
        campaign=team.campaign,
        participant=team.participants[0],
        criterion=leaf(team, "manual"),
        round=Round.FIRST,
        why="requested",
        appraiser=team.members[3],
        points=points,
        marked_at=timezone.now(),
        **fields,
    )


@pytest.mark.parametrize(("points", "state"), [("2", "agreed"), ("1", "moderation")])
def test_the_first_mark_is_compared_with_the_second_as_soon_as_it_is_in(team, points, state):
    check = second_mark(team, points)
    save(team, points="2")
    check.refresh_from_db()
    assert (check.state, check.first_points, check.second_points) == (state, "2", points)


def test_what_was_settled_is_changed_by_the_moderator_only(team):
    second_mark(team, "1", state="settled")
    with pytest.raises(NotNow):
        save(team, points="2")
    assert save(team, points="2", by=team.secretary, as_moderator=True).is_new


def test_a_save_takes_the_same_few_queries_whoever_else_was_marked(team, django_assert_num_queries):
    by = team.world.person(Role.APPRAISER, username="moi")
    Assignment.objects.update(appraiser=by)
    save(team, points="1", reason_code="late", by=by)
    with django_assert_num_queries(17):
        save(team, points="2", seen=1, by=by)
