"""What the services of a campaign's set-up do and refuse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.core.calendar import deadline_at
from scoring.enums import CriteriaSetState, Phase
from scoring.models import Authority, Campaign, Extension, Submission
from scoring.selectors.campaigns.calendar import Calendar, calendar_of
from scoring.selectors.campaigns.rulebook import rulebook_of
from scoring.selectors.submissions.deadlines import EFFECTIVE_DEADLINE, deadline_of, is_late
from scoring.services.campaigns.calendar import set_calendar
from scoring.services.campaigns.creating import NewCampaign, create_campaign
from scoring.services.campaigns.extensions import Grant, grant_extension
from scoring.services.campaigns.opening import close_self_assessment, open_campaign
from scoring.services.campaigns.policies import set_policies
from tests.cycle.setup.events import verbs

SATURDAY = deadline_at(date(2094, 1, 16), "17:00")
MONDAY = deadline_at(date(2094, 1, 18), "17:00")


def save(world, by=None, **changes):
    before = calendar_of(Campaign.objects.get(pk=world.campaign.pk))
    return set_calendar(campaign=world.campaign, wanted=replace(before, **changes), seen=before.token, by=by)


class TestCalendar:
    def test_the_rolled_deadline_is_the_one_that_is_stored(self, setup_world, secretary):
        save(setup_world, secretary, self_deadline=SATURDAY, rolls_weekends=True)
        campaign = Campaign.objects.get()
        assert campaign.self_deadline == MONDAY
        assert is_late(setup_world.submission(), MONDAY) is False
        assert is_late(setup_world.submission(), MONDAY + timedelta(microseconds=1)) is True
        event = AuditEvent.objects.get()
        assert (event.verb, event.actor_id) == ("campaign.calendar", secretary.pk)
        assert event.details["after"]["self_deadline"] == "2094-01-18T10:00:00+00:00"
        assert event.details["before"]["rolls_weekends"] is False

    def test_a_weekend_stays_when_the_campaign_does_not_roll(self, setup_world):
        save(setup_world, self_deadline=SATURDAY)
        assert Campaign.objects.get().self_deadline == SATURDAY

    def test_nothing_changed_is_no_event(self, setup_world):
        save(setup_world)
        assert verbs() == []

    def test_deadlines_out_of_order_are_refused(self, setup_world):
        with pytest.raises(Invalid, match="“Hội đồng” không được hết hạn trước “Bổ sung”"):
            save(setup_world, self_deadline=None, supplement_deadline=MONDAY, council_deadline=SATURDAY)
        assert Campaign.objects.get().supplement_deadline is None

    def test_order_is_judged_by_what_is_stored(self, setup_world):
        early = deadline_at(date(2094, 1, 18), "08:00")
        with pytest.raises(Invalid):
            save(setup_world, self_deadline=SATURDAY, round1_deadline=early, rolls_weekends=True)

    def test_somebody_was_faster(self, setup_world):
        seen = calendar_of(setup_world.campaign).token
        save(setup_world, self_deadline=MONDAY)
        with pytest.raises(Overtaken):
            set_calendar(campaign=setup_world.campaign, wanted=Calendar(), seen=seen, by=None)
        assert Campaign.objects.get().self_deadline == MONDAY

    @pytest.mark.parametrize("phase", Phase)
    def test_until_the_publication(self, setup_world, phase):
        Campaign.objects.update(phase=phase)
        if phase in (Phase.PUBLISHED, Phase.ARCHIVED):
            with pytest.raises(NotNow):
                save(setup_world, self_deadline=MONDAY)
        else:
            assert save(setup_world, self_deadline=MONDAY).self_deadline == MONDAY

    @pytest.mark.parametrize("wanted", [None, timezone.now() - timedelta(minutes=1)])
    def test_an_open_campaign_keeps_a_deadline_that_is_to_come(self, setup_world, wanted):
        Campaign.objects.update(phase=Phase.SELF)
        before = Campaign.objects.get().self_deadline
        with pytest.raises(Invalid):
            save(setup_world, self_deadline=wanted)
        assert Campaign.objects.get().self_deadline == before

    def test_agencies_at_work_are_told(self, ready_world):
        save(ready_world, self_deadline=MONDAY)
        assert not Notice.objects.exists()
        Campaign.objects.update(phase=Phase.SELF)
        save(ready_world, self_deadline=MONDAY + timedelta(days=1))
        assert Notice.objects.count() == 4
        assert "19/01/2094" in Notice.objects.first().body


def grant(world, until, seen=0, **words):
    given = {"document_number": "12/CV", "document_date": date(2026, 11, 1), "reason": "Bão lũ", **words}
    return grant_extension(participant=world.first, grant=Grant(until=until, **given), seen=seen, by=None)


class TestExtension:
    def test_the_agency_gets_its_own_deadline_and_is_told(self, setup_world):
        officer = setup_world.person(Role.OFFICER)
        save(setup_world, self_deadline=MONDAY)
        until = MONDAY + timedelta(days=2)
        grant(setup_world, until)
        assert deadline_of(setup_world.submission()) == until
        assert deadline_of(setup_world.submission(1)) == MONDAY
        listed = Submission.objects.order_by("participant__position").values_list(EFFECTIVE_DEADLINE, flat=True)
        assert list(listed) == [until, MONDAY]
        assert list(Notice.objects.values_list("user", flat=True)) == [officer.pk]
        assert AuditEvent.objects.get(verb="submission.extend").details["document_number"] == "12/CV"

    def test_it_rolls_with_the_campaign(self, setup_world):
        save(setup_world, self_deadline=deadline_at(date(2094, 1, 14)), rolls_weekends=True)
        assert grant(setup_world, SATURDAY).until == MONDAY

    def test_never_earlier_than_the_campaign(self, setup_world):
        save(setup_world, self_deadline=MONDAY)
        for until in (MONDAY, MONDAY - timedelta(minutes=1)):
            with pytest.raises(Invalid, match="không muộn hơn hạn chung"):
                grant(setup_world, until)
        assert not Extension.objects.exists()

    @pytest.mark.parametrize("words", [{"document_number": " "}, {"reason": ""}])
    def test_not_without_number_and_reason(self, setup_world, words):
        with pytest.raises(Invalid, match="Thiếu số văn bản hoặc lý do"):
            grant(setup_world, MONDAY, **words)

    def test_not_without_a_common_deadline(self, setup_world):
        Campaign.objects.update(self_deadline=None)
        with pytest.raises(NotNow):
            grant(setup_world, MONDAY)

    def test_not_after_the_self_assessment(self, setup_world):
        Campaign.objects.update(phase=Phase.ROUND1)
        with pytest.raises(NotNow):
            grant(setup_world, MONDAY)

    def test_somebody_was_faster(self, setup_world):
        grant(setup_world, MONDAY)
        with pytest.raises(Overtaken):
            grant(setup_world, MONDAY + timedelta(days=1))
        assert grant(setup_world, MONDAY + timedelta(days=1), seen=1).pk

    def test_a_later_common_deadline_takes_its_place_and_gives_it_back(self, setup_world):
        until = MONDAY + timedelta(days=2)
        grant(setup_world, until)
        save(setup_world, self_deadline=until + timedelta(days=1))
        assert deadline_of(setup_world.submission()) == until + timedelta(days=1)
        save(setup_world, self_deadline=MONDAY)
        assert deadline_of(setup_world.submission()) == until

    def test_a_deadline_from_a_workbook_stays(self, setup_world):
        Submission.objects.filter(participant=setup_world.first).update(deadline=SATURDAY)
        save(setup_world, self_deadline=MONDAY)
        assert deadline_of(setup_world.submission()) == SATURDAY


class TestPolicies:
    def change(self, world, **changes):
        before = rulebook_of(Campaign.objects.get())
        return set_policies(campaign=world.campaign, wanted=replace(before, **changes), seen=before.token, by=None)

    def test_they_are_written_in_canonical_form(self, setup_world):
        self.change(setup_world, supplement_rate="0,50", index_cap="", class_scale=" Đạt : 50 ; Không:0")
        campaign = Campaign.objects.get()
        assert (str(campaign.supplement_rate), campaign.index_cap) == ("0.5", None)
        assert campaign.class_scale == "Đạt:50;Không:0"
        assert verbs() == ["campaign.policies"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"supplement_rate": "1.1"},
            {"supplement_rate": "bảy"},
            {"index_digits": "7"},
            {"index_cap": "-1"},
            {"class_scale": "Tốt:85"},
            {"class_scale": "Tốt:85;Khá:90;Yếu:0"},
            {"index_mode": "ratio"},
            {"late_submissions": ""},
            {"modifiers": ({"kind": "cap_if_late", "class": "Giỏi"},)},
            {"modifiers": ({"kind": "cap_if_late", "class": "Khá", "bloc": "k9"},)},
            {"modifiers": ({"kind": "drop_if_indicator", "indicator": "late", "op": "=>", "value": "1", "drop": "1"},)},
        ],
    )
    def test_faults_are_refused(self, setup_world, changes):
        with pytest.raises(Invalid):
            self.change(setup_world, **changes)
        assert verbs() == []

    @pytest.mark.parametrize("phase", [Phase.COUNCIL, Phase.PUBLISHED, Phase.ARCHIVED])
    def test_locked_from_the_council_on(self, setup_world, phase):
        Campaign.objects.update(phase=Phase.ROUND2)
        self.change(setup_world, supplement_rate="0.5")
        Campaign.objects.update(phase=phase)
        with pytest.raises(NotNow):
            self.change(setup_world, supplement_rate="0.6")

    def test_somebody_was_faster(self, setup_world):
        before = rulebook_of(setup_world.campaign)
        self.change(setup_world, supplement_rate="0.5")
        with pytest.raises(Overtaken):
            set_policies(campaign=setup_world.campaign, wanted=before, seen=before.token, by=None)

    def test_nothing_changed_is_no_event(self, setup_world):
        self.change(setup_world)
        assert verbs() == []


class TestNewCampaign:
    def make(self, world, **changes):
        given = {"code": "TH-2026", "name": "Chỉ số 2026", "year": 2026, **changes}
        return create_campaign(
            authority=world.campaign.authority,
            criteria_set=world.campaign.criteria_set,
            new=NewCampaign(**given),
            by=None,
        )

    def test_it_begins_in_setup_with_the_default_policies(self, setup_world):
        made = self.make(setup_world)
        assert (made.phase, made.class_scale, verbs()) == (
            Phase.SETUP,
            "Tốt:85;Khá:75;Trung bình:60;Yếu:0",
            ["campaign.create"],
        )

    @pytest.mark.parametrize(
        "changes", [{"code": " "}, {"name": ""}, {"year": 20}, {"code": "tao-moi"}, {"code": ".."}]
    )
    def test_faults_are_refused(self, setup_world, changes):
        with pytest.raises(Invalid):
            self.make(setup_world, **changes)

    def test_a_code_is_given_once(self, setup_world):
        with pytest.raises(Invalid, match="TH-2025"):
            self.make(setup_world, code="TH-2025")
        assert Campaign.objects.count() == 1

    def test_only_on_a_set_in_force(self, setup_world):
        chosen = setup_world.campaign.criteria_set
        chosen.state = CriteriaSetState.DRAFT
        with pytest.raises(NotNow):
            self.make(setup_world)

    def test_only_on_a_set_of_the_authority(self, setup_world):
        setup_world.campaign.criteria_set.authority_id = Authority.objects.create(name="UBND tỉnh Khác").pk
        with pytest.raises(Invalid):
            self.make(setup_world)


class TestOpening:
    def test_every_agency_gets_a_submission_and_is_told(self, ready_world, secretary):
        Submission.objects.all().delete()
        opened = open_campaign(campaign=ready_world.campaign, by=secretary)
        assert (opened.phase, opened.opened_at is not None) == (Phase.SELF, True)
        assert Submission.objects.filter(campaign=opened).count() == 2
        assert Notice.objects.count() == 4
        event = AuditEvent.objects.get()
        assert (event.verb, event.details) == ("campaign.open", {"agencies": 2, "told": 4})

    def test_it_does_not_open_while_something_is_missing(self, setup_world):
        with pytest.raises(NotNow, match="chưa có cán bộ đầu mối"):
            open_campaign(campaign=setup_world.campaign, by=None)
        assert Campaign.objects.get().phase == Phase.SETUP
        assert verbs() == []

    def test_who_comes_second_is_told(self, ready_world):
        open_campaign(campaign=ready_world.campaign, by=None)
        with pytest.raises(Overtaken):
            open_campaign(campaign=ready_world.campaign, by=None)

    def test_not_from_a_later_phase(self, ready_world):
        Campaign.objects.update(phase=Phase.ROUND1)
        with pytest.raises(NotNow, match="Thẩm định lần 1"):
            open_campaign(campaign=ready_world.campaign, by=None)

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY, Role.STAFF}))
    def test_only_those_who_run_the_campaign(self, ready_world, role):
        person = ready_world.person(role)
        with pytest.raises(NotAllowed):
            open_campaign(campaign=ready_world.campaign, by=person)
        with pytest.raises(NotAllowed):
            close_self_assessment(campaign=ready_world.campaign, confirmed=True, by=person)

    def test_closing_counts_who_did_not_submit(self, world):
        Submission.objects.filter(participant=world.first).update(state="submitted", submitted_at=timezone.now())
        with pytest.raises(Invalid):
            close_self_assessment(campaign=world.campaign, confirmed=False, by=None)
        assert close_self_assessment(campaign=world.campaign, confirmed=True, by=None) == 1
        assert Campaign.objects.get().phase == Phase.ROUND1
        assert AuditEvent.objects.get().details == {"not_submitted": 1}
        with pytest.raises(Overtaken):
            close_self_assessment(campaign=world.campaign, confirmed=True, by=None)
