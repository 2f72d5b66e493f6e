"""Who takes part in a campaign, and where: added, placed, copied, taken out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from pari.refusals import Invalid, NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Agency, Annex, Answer, Authority, Participant, Submission
from scoring.selectors.campaigns.participants import placement_of
from scoring.services.campaigns.blocs import add_bloc, remove_bloc
from scoring.services.campaigns.copying import copy_participants
from scoring.services.campaigns.participants import Change, add_participants, place_participants, remove_participants
from tests.cycle.setup.events import verbs
from tests.cycle.world import make_campaign, make_world


class TestParticipants:
    def test_an_agency_is_added_once_with_its_submission(self, setup_world):
        agency = Agency.objects.create(authority=setup_world.campaign.authority, code="CQ9", name="Sở mới")
        place = {"bloc": setup_world.first.bloc_id, "annex": setup_world.first.annex_id}
        for expected in (1, 0):
            wanted = [agency.pk, setup_world.first.agency_id]
            assert add_participants(campaign=setup_world.campaign, agencies=wanted, by=None, **place) == expected
        assert Submission.objects.filter(participant__code="CQ9", deadline=None).count() == 1
        assert verbs() == ["participants.add"]

    def test_a_code_that_is_taken_is_refused(self, setup_world):
        other = Agency.objects.create(authority=setup_world.campaign.authority, code="CQ1", name="Tên khác")
        place = {"bloc": setup_world.first.bloc_id, "annex": setup_world.first.annex_id}
        with pytest.raises(Invalid, match="CQ1"):
            add_participants(campaign=setup_world.campaign, agencies=[other.pk], by=None, **place)

    def test_agencies_of_another_authority_are_passed_over(self, setup_world):
        authority = Authority.objects.create(name="UBND tỉnh Khác")
        other = Agency.objects.create(authority=authority, code="K1", name="Sở khác")
        place = {"bloc": setup_world.first.bloc_id, "annex": setup_world.first.annex_id}
        assert add_participants(campaign=setup_world.campaign, agencies=[other.pk], by=None, **place) == 0

    def test_bloc_and_annex_must_be_the_campaigns(self, setup_world):
        other = make_world(code="TH-2024", year=2024, phase=Phase.SETUP)
        first = setup_world.first
        for bloc, annex in ((other.first.bloc_id, first.annex_id), (first.bloc_id, other.first.annex_id)):
            with pytest.raises(Invalid):
                add_participants(campaign=setup_world.campaign, agencies=[], bloc=bloc, annex=annex, by=None)

    def place(self, world, place, **changes):
        row = Participant.objects.get(pk=world.participants[place].pk)
        now = placement_of(row)
        return {row.pk: Change(str(now), replace(now, **changes))}

    def test_a_place_is_changed_when_it_is_as_it_was_seen(self, setup_world):
        first = self.place(setup_world, 0, level="tỉnh")
        stale = self.place(setup_world, 0, level="huyện")
        assert place_participants(campaign=setup_world.campaign, changes=first, by=None) == 1
        with pytest.raises(Overtaken):
            place_participants(campaign=setup_world.campaign, changes=stale, by=None)
        assert Participant.objects.get(pk=setup_world.first.pk).level == "tỉnh"

    def test_nobody_stands_below_herself(self, setup_world):
        first, second = (row.pk for row in setup_world.participants)
        changes = {**self.place(setup_world, 0, parent=second), **self.place(setup_world, 1, parent=first)}
        with pytest.raises(Invalid, match="trực thuộc chính mình"):
            place_participants(campaign=setup_world.campaign, changes=changes, by=None)
        with pytest.raises(Invalid, match="trực thuộc chính mình"):
            place_participants(campaign=setup_world.campaign, changes=self.place(setup_world, 0, parent=first), by=None)

    def test_a_parent_of_another_campaign_is_refused(self, setup_world):
        other = make_world(code="TH-2024", year=2024)
        changes = self.place(setup_world, 0, parent=other.first.pk)
        with pytest.raises(Invalid, match="không tham gia kỳ này"):
            place_participants(campaign=setup_world.campaign, changes=changes, by=None)

    def test_only_agencies_without_work_go(self, setup_world):
        first, second = setup_world.participants
        Answer.objects.create(
            campaign=setup_world.campaign, submission=first.submission, criterion=setup_world.leaf("manual"), points="1"
        )
        with pytest.raises(NotNow):
            remove_participants(campaign=setup_world.campaign, participants=[first.pk, second.pk], by=None)
        assert remove_participants(campaign=setup_world.campaign, participants=[second.pk], by=None) == 1
        assert list(Participant.objects.values_list("code", flat=True)) == ["CQ1"]

    def test_nothing_moves_after_the_opening(self, world):
        campaign, first = world.campaign, world.first
        place = {"bloc": first.bloc_id, "annex": first.annex_id}
        deeds = (
            lambda: add_participants(campaign=campaign, agencies=[], by=None, **place),
            lambda: place_participants(campaign=campaign, changes={}, by=None),
            lambda: remove_participants(campaign=campaign, participants=[first.pk], by=None),
            lambda: copy_participants(campaign=campaign, source=campaign, by=None),
            lambda: add_bloc(campaign=campaign, code="x", name="X", by=None),
            lambda: remove_bloc(campaign=campaign, bloc=first.bloc_id, by=None),
        )
        for deed in deeds:
            with pytest.raises(NotNow, match="đã mở"):
                deed()

    def test_a_bloc_with_agencies_stays(self, setup_world):
        with pytest.raises(NotNow, match="còn cơ quan"):
            remove_bloc(campaign=setup_world.campaign, bloc=setup_world.first.bloc_id, by=None)
        made = add_bloc(campaign=setup_world.campaign, code="k3", name="Khối 3", by=None)
        with pytest.raises(Invalid):
            add_bloc(campaign=setup_world.campaign, code="k3", name="Khối 3", by=None)
        remove_bloc(campaign=setup_world.campaign, bloc=made.pk, by=None)
        assert setup_world.campaign.blocs.count() == 2


class TestCopying:
    def test_agencies_come_with_bloc_annex_and_parent(self, setup_world):
        first, second = setup_world.participants
        Participant.objects.filter(pk=second.pk).update(parent=first, level="xã")
        new = make_campaign(setup_world.campaign.criteria_set, "TH-2026", 2026, Phase.SETUP)
        copied = copy_participants(campaign=new, source=setup_world.campaign, by=None)
        assert (copied.added, copied.ended, copied.without_annex) == (2, (), ())
        rows = new.participants.order_by("position").values_list(
            "code", "bloc__name", "annex__code", "parent__code", "level"
        )
        assert list(rows) == [("CQ1", "Khối 1", "PL1", None, ""), ("CQ2", "Khối 2", "PL1", "CQ1", "xã")]
        assert copy_participants(campaign=new, source=setup_world.campaign, by=None).added == 0

    def test_those_that_ended_and_those_without_annex_are_named(self, setup_world):
        first, second = setup_world.participants
        Agency.objects.filter(pk=first.agency_id).update(valid_to=timezone.localdate() - timedelta(days=1))
        other = Annex.objects.create(criteria_set=setup_world.campaign.criteria_set, code="PL2", position=1)
        Participant.objects.filter(pk=second.pk).update(annex=other)
        later = make_world(code="TH-2026", year=2026, agencies=0, phase=Phase.SETUP)
        copied = copy_participants(campaign=later.campaign, source=setup_world.campaign, by=None)
        assert (copied.added, copied.ended, copied.without_annex) == (0, ("Sở thử số 1",), ("Sở thử số 2",))
