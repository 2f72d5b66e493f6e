"""The list of what is missing before a campaign opens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import Membership
from scoring.enums import CriteriaSetState
from scoring.models import Agency, Annex, Campaign, CriteriaSet, Criterion, IndicatorValue, Participant
from scoring.selectors.campaigns.preflight import preflight


def check():
    return preflight(Campaign.objects.select_related("criteria_set").get(code="TH-2025"))


def blocking():
    return [item.title for item in check().blocking]


def warnings():
    return [item.title for item in check().warnings]


def test_a_ready_campaign_has_only_warnings(ready_world):
    assert (blocking(), warnings()) == ([], ["17 chính sách chưa ghi căn cứ."])


@pytest.mark.parametrize("deadline", [None, timezone.now() - timedelta(minutes=1)])
def test_a_deadline_that_is_missing_or_past(ready_world, deadline):
    Campaign.objects.update(self_deadline=deadline)
    assert blocking() == ["Hạn tự đánh giá đã qua." if deadline else "Chưa đặt hạn tự đánh giá."]


def test_nobody_takes_part(ready_world):
    Participant.objects.all().delete()
    assert blocking() == ["Chưa có cơ quan nào tham gia."]


def test_agencies_without_an_officer(ready_world):
    Membership.objects.filter(role=Role.OFFICER, agency=ready_world.first.agency).delete()
    (item,) = check().blocking
    assert (item.title, item.detail) == ("1 cơ quan chưa có cán bộ đầu mối.", "Sở thử số 1")


def test_an_officer_whose_time_is_over_or_who_is_shut_out_does_not_count(ready_world):
    yesterday = timezone.localdate() - timedelta(days=1)
    first, second = ready_world.participants
    Membership.objects.filter(role=Role.OFFICER, agency=first.agency).update(valid_to=yesterday)
    officer = Membership.objects.get(role=Role.OFFICER, agency=second.agency).user
    officer.is_active = False
    officer.save()
    assert blocking() == ["2 cơ quan chưa có cán bộ đầu mối."]


def test_heads_are_wanted_where_they_sign_apart(ready_world):
    Membership.objects.filter(role=Role.HEAD).delete()
    assert blocking() == []
    Campaign.objects.update(separate_sign_off=True)
    assert blocking() == ["2 cơ quan chưa có thủ trưởng ký nộp, mà người ký phải khác người lập."]


def test_the_set_must_be_in_force(ready_world):
    CriteriaSet.objects.update(state=CriteriaSetState.RETIRED)
    assert blocking() == ["Bộ tiêu chí chưa ở trạng thái đang áp dụng."]


def test_an_annex_that_nobody_takes_and_one_without_leaves(ready_world):
    Annex.objects.create(criteria_set=ready_world.campaign.criteria_set, code="PL2", name="Phường, xã", position=1)
    assert "Phụ lục “Phường, xã” chưa có cơ quan nào." in warnings()
    Criterion.objects.exclude(kind="group").delete()
    assert blocking() == ["Phụ lục “Cơ quan chuyên môn” chưa có tiêu chí nào để chấm."]


def test_an_annex_of_another_set(ready_world):
    other = CriteriaSet.objects.create(authority=ready_world.campaign.authority, name="Khác")
    annex = Annex.objects.create(criteria_set=other, code="PL1", position=0)
    Participant.objects.filter(pk=ready_world.first.pk).update(annex=annex)
    assert "1 cơ quan có phụ lục ngoài bộ tiêu chí." in blocking()


def test_a_class_scale_with_a_fault(ready_world):
    Campaign.objects.update(class_scale="Tốt:85")
    assert blocking() == ["Thang xếp loại chưa đúng."]


def test_indicators_without_values(ready_world):
    Criterion.objects.filter(pk=ready_world.leaf("bands").pk).update(source="indicator", indicator="late_rate")
    assert "Chỉ tiêu “late_rate” còn thiếu số liệu của 2 cơ quan." in warnings()
    for participant in ready_world.participants:
        IndicatorValue.objects.create(
            campaign=ready_world.campaign, participant=participant, indicator="late_rate", value="1"
        )
    assert warnings() == ["17 chính sách chưa ghi căn cứ."]


def test_citations_are_counted(ready_world):
    Campaign.objects.update(citations={"class_scale": "Điều 4"})
    assert warnings() == ["16 chính sách chưa ghi căn cứ."]


def test_people_of_another_agency_do_not_count(ready_world):
    other = Agency.objects.create(authority=ready_world.campaign.authority, code="CQ9", name="Sở khác")
    Membership.objects.filter(agency=ready_world.first.agency).update(agency=other)
    assert blocking() == ["1 cơ quan chưa có cán bộ đầu mối."]
