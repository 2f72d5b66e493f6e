"""The pages of marking as plain forms: one leaf, save and next, refusals, agreeing, history."""

import re

import pytest

from appraisal.models import Assignment, Exemption, Mark, MarkVersion
from scoring.enums import Phase
from scoring.models import Answer, Criterion, EvidenceLink
from tests.appraisal.marks.places import BASE, FIRST, LIST, SECOND, THIRD, text
from tests.appraisal.world import belongs, mark_all
from tests.cycle.world import KINDS

pytestmark = pytest.mark.django_db


def test_the_leaf_page_shows_those_beside_it(bench):
    bench.save(place=2, points="1", reason_code="late")
    context = bench.client().get(f"{LIST}CQ1/?loc=thap-hon").context
    assert [(line.row.agency.code, line.is_current) for line in context["lines"]] == [("CQ3", False)]
    assert (context["before_url"], context["after_url"]) == ("", f"{LIST}CQ3/?loc=thap-hon")


def test_one_agency_across_criteria(bench):
    bench.save("levels", typed={"label": "Đúng hạn"})
    response = bench.client().get(f"{BASE}co-quan/CQ1/")
    assert [line.row.criterion.code for line in response.context["lines"]] == [f"1.{n}" for n in range(1, 14)]
    assert response.context["lines"][2].row.first_points == "1,50"
    assert bench.client().get(f"{BASE}co-quan/CQ1/1.3/").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_every_kind_of_rule(bench, kind):
    leaf = bench.leaf(kind)
    response = bench.client().get(f"{BASE}tieu-chi/PL1/{leaf.code}/CQ2/")
    page = text(response)
    assert "Theo báo cáo số" in page
    assert ('name="by"' in page) == (kind != "manual")
    assert 'name="points"' in page


def form(**fields):
    return {"version": "0", "by": "points", "may_supplement": "1", **fields}


def test_save_and_next_goes_through_the_list(bench):
    client = bench.client()
    response = client.post(FIRST, form(points="2", next="1"), follow=True)
    assert response.redirect_chain == [(SECOND, 302)]
    assert "Sở thử số 1, 1.1. Đồng ý với tự chấm: 2,00." in text(response)
    client.post(SECOND, form(points="1,5", reason_code="late", next="1"))
    last = client.post(THIRD, form(points="2", next="1"))
    assert last.headers["Location"] == LIST
    assert [str(mark.points) for mark in Mark.objects.order_by("participant__position")] == ["2", "1.5", "2"]


def test_the_filter_is_kept_and_what_is_left_comes_again(bench):
    response = bench.client().post(f"{THIRD}?loc=chua-cham", form(points="2", next="1"))
    assert response.headers["Location"] == f"{FIRST}?loc=chua-cham"


def test_save_stays(bench):
    assert bench.client().post(FIRST, form(points="2", save="1")).headers["Location"] == FIRST


def test_agreeing_takes_the_claim_whatever_stands_in_the_inputs(bench):
    Answer.objects.filter(submission=bench.first.submission, criterion=bench.leaf()).update(points="1.125")
    bench.client().post(FIRST, form(points="0", agree="1", note="Đủ"))
    mark = Mark.objects.get()
    assert (str(mark.points), mark.standing, mark.note) == ("1.125", "agreed", "Đủ")


def test_agreeing_takes_the_agencys_reading(bench):
    value = {"numerator": "44", "denominator": "46"}
    Answer.objects.filter(submission=bench.first.submission, criterion=bench.leaf("ratio")).update(
        points=None, value=value, scored="44/23"
    )
    bench.client().post(f"{BASE}tieu-chi/PL1/1.5/CQ1/", form(agree="1"))
    assert Mark.objects.get().value == value


def test_the_rules_own_inputs_are_read(bench):
    client = bench.client()
    client.post(f"{BASE}tieu-chi/PL1/1.4/CQ1/", form(by="rule", items=["a", "c"], points="1"))
    client.post(f"{BASE}tieu-chi/PL1/1.12/CQ1/", {**form(by="rule"), "input-0": "0,96", "input-1": "3"})
    found = dict(Mark.objects.values_list("criterion__code", "scored"))
    assert found == {"1.4": "3/2", "1.12": "1"}
    page = text(client.get(f"{BASE}tieu-chi/PL1/1.4/CQ1/"))
    assert page.count(" checked") == 4  # two items, the way, may be supplemented


def test_what_is_refused_stays_in_the_form(bench):
    response = bench.client().post(FIRST, form(points="1", note="Thiếu báo cáo quý", next="1"))
    assert response.status_code == 400
    page = text(response)
    assert "Điểm thấp hơn tự chấm phải có lý do." in page
    assert "Thiếu báo cáo quý" in page
    assert 'name="points" value="1"' in page
    assert Mark.objects.count() == 0


def test_who_comes_second_sees_the_others_mark_and_may_go_on_knowingly(bench):
    bench.save(points="2")
    client = bench.client()
    response = client.post(FIRST, form(points="1", reason_code="late", note="Của tôi"))
    assert response.status_code == 409
    page = text(response)
    assert f"{bench.member.get_full_name()} đã chấm tiêu chí này" in page
    assert 'name="version" value="1"' in page
    assert "Của tôi" in page
    client.post(FIRST, form(version="1", points="1", reason_code="late", note="Của tôi"))
    assert MarkVersion.objects.count() == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_strange_versions_are_old_ones(bench, version):
    bench.save(points="2")
    assert bench.client().post(FIRST, form(version=version, points="1", reason_code="late")).status_code == 409


def test_a_campaign_that_moved_on_says_so_and_keeps_what_was_typed(bench):
    bench.team.move(Phase.SUPPLEMENT)
    response = bench.client().post(FIRST, form(points="2"))
    assert response.status_code == 409
    assert "Bổ sung" in text(response)
    page = text(bench.client().get(FIRST))
    assert '<fieldset class="answer-fields" disabled>' in page


def test_what_is_typed_is_followed_by_what_it_comes_to(bench):
    client = bench.client()
    address = f"{BASE}ghi-nhan/CQ1/1.5/"
    page = text(client.post(address, form(by="rule", numerator="44", denominator="46"), headers={"HX-Request": "true"}))
    assert "1,91" in page
    assert "44/46" in page
    assert "ghi nhận phần cơ quan không đề nghị" in page
    assert "mẫu số" in text(client.post(address, form(by="rule", numerator="44")))
    assert "Tử số lớn hơn mẫu số" in text(client.post(address, form(by="rule", numerator="47", denominator="46")))
    assert Mark.objects.count() == 0


def test_the_second_round_has_both_rounds_the_supplement_and_the_credit(bench):
    bench.save(points="1", reason_code="late", note="Thiếu báo cáo")
    bench.supplement("manual")
    bench.document()
    EvidenceLink.objects.update(stage="supplement")
    bench.team.move(Phase.ROUND2)
    client = bench.client()
    page = text(client.get(FIRST))
    for words in ("Thiếu báo cáo", "Bổ sung báo cáo số 20/BC", "Báo cáo.pdf", "Đính chính của Tổ", "1,00"):
        assert words in page
    assert 'name="note" rows="2" maxlength="20000"> </textarea>' in page  # the reason above is the first round's
    assert '<option value="late" selected>' not in page
    outcome = text(client.post(f"{BASE}ghi-nhan/CQ1/1.1/", form(points="2", basis="supplement")))
    assert "1,00 + 0,7 × (2,00 − 1,00) = 1,70" in outcome
    client.post(FIRST, form(points="2", basis="supplement", save="1"))
    assert "1,00 + 0,7 × (2,00 − 1,00) = 1,70" in text(client.get(FIRST))
    work = client.get(BASE).context["work"]
    assert (work.due, work.done, work.criteria[0].due, work.criteria[0].done) == (1, 1, 1, 1)


def test_leaves_without_a_supplement_can_only_be_corrected(bench):
    bench.save(points="1", reason_code="late")
    bench.team.move(Phase.ROUND2)
    client = bench.client()
    assert client.get(LIST).context["lines"][0].row.state == "not_due"
    assert client.post(FIRST, form(points="2", basis="supplement")).status_code == 400
    client.post(FIRST, form(points="2", basis="correction", note="Lần 1 bỏ sót"))
    assert Mark.objects.get(round=2).basis == "correction"


def test_leaves_of_other_sources_have_a_page_without_documents(bench):
    for source, words in (("appraiser", "Tổ chấm trực tiếp"), ("indicator", "cơ quan chủ trì cung cấp")):
        Criterion.objects.filter(pk=bench.leaf().pk).update(source=source)
        page = text(bench.client().get(FIRST))
        assert words in page
        assert "evidence-panel" not in page
    Criterion.objects.filter(pk=bench.leaf().pk).update(source="survey")
    assert bench.client().get(FIRST).status_code == 404


def test_nobody_is_asked_for_a_figure_from_outside(bench):
    client = bench.client()
    address = f"{BASE}co-quan/CQ1/"
    before = client.get(address).context["queue"]
    Criterion.objects.filter(pk=bench.leaf().pk).update(source="indicator")
    assert client.get(LIST).context["lines"][0].row.state == "not_due"
    assert client.get(address).context["queue"].due == before.due - 1
    assert client.get(f"{LIST}?loc=chua-cham").context["lines"] == []


def test_agreeing_with_a_list_shows_first_what_it_will_do(bench):
    bench.save(points="2")
    client = bench.client()
    address = f"{BASE}dong-y/tieu-chi/PL1/1.1/"
    response = client.get(address)
    assert "Đồng ý với 2 điểm tự chấm" in text(response)
    token = response.context["agreement"].token
    assert client.post(address, {"token": "cũ"}).status_code == 409
    done = client.post(address, {"token": token}, follow=True)
    assert done.redirect_chain == [(LIST, 302)]
    assert "Đã ghi 2 điểm bằng điểm tự chấm." in text(done)
    assert Mark.objects.count() == 3
    assert client.post(address, {"token": token}).status_code == 409


def test_agreeing_with_an_agency(bench):
    client = bench.client()
    address = f"{BASE}dong-y/co-quan/CQ1/?loc=chua-cham"
    token = client.get(address).context["agreement"].token
    response = client.post(address, {"token": token})
    assert response.headers["Location"] == f"{BASE}co-quan/CQ1/?loc=chua-cham"
    assert Mark.objects.count() == 13


def test_the_history_of_a_mark(bench):
    bench.save("ratio", typed={"numerator": "0", "denominator": "46"}, reason_code="late", internal_note="Hỏi lại Sở")
    bench.save("ratio", seen=1, points="2")
    client = bench.client()
    page = text(client.get(f"{BASE}lich-su/CQ1/1.5/"))
    assert "phiên bản 2: 2,00" in page
    assert "Thực hiện chậm thời hạn" in page
    assert "Hỏi lại Sở" in page
    piece = client.get(f"{BASE}lich-su/CQ1/1.5/", headers={"HX-Request": "true"})
    assert "<html" not in text(piece)
    assert bench.client(bench.team.secretary).get(f"{BASE}lich-su/CQ1/1.5/").status_code == 200
    assert bench.client(bench.team.members[1]).get(f"{BASE}lich-su/CQ1/1.5/").status_code == 404


def test_an_exemption_is_proposed_and_withdrawn(bench):
    client = bench.client()
    address = f"{BASE}giam-tru/CQ1/1.1/"
    response = client.post(address, {"reason": "Không phát sinh", "back": FIRST}, follow=True)
    assert "Chờ Hội đồng" in text(response)
    assert "đã có đề nghị giảm trừ" in text(client.post(address, {"reason": "Nữa"}, follow=True))
    assert client.post(f"{address}rut/", {"back": "https://khac.vn/"}).headers["Location"].startswith(BASE)
    assert Exemption.objects.count() == 0


# --- Who ----------------------------------------------------------------------------------------------------------

PLACES = (
    LIST,
    FIRST,
    f"{BASE}co-quan/CQ1/",
    f"{BASE}co-quan/CQ1/1.1/",
    f"{BASE}lich-su/CQ1/1.1/",
    f"{BASE}dong-y/tieu-chi/PL1/1.1/",
    f"{BASE}dong-y/co-quan/CQ1/",
)


def test_what_is_assigned_to_another_is_not_there(bench):
    client = bench.client(bench.team.members[1])
    assert [client.get(place).status_code for place in PLACES] == [404] * len(PLACES)
    assert client.post(f"{BASE}ghi-nhan/CQ1/1.1/", form(points="1")).status_code == 404
    assert client.post(f"{BASE}giam-tru/CQ1/1.1/", {"reason": "x"}).status_code == 404


def test_one_specialty_of_an_agency_is_hers_and_the_other_is_not(bench):
    Assignment.objects.filter(specialty=bench.leaf().specialty).update(appraiser=bench.team.members[1])
    client = bench.client()
    assert [client.get(f"{BASE}co-quan/CQ1/{code}/").status_code for code in ("1.1", "1.2")] == [404, 200]


def test_an_agency_of_a_conflict_is_nowhere(bench):
    """Byte for byte, whatever is marked there."""
    client = bench.client()
    belongs(bench.member, bench.first)
    places = (BASE, f"{BASE}co-quan/", LIST, SECOND, f"{BASE}co-quan/CQ2/", f"{BASE}dong-y/tieu-chi/PL1/1.1/")
    before = [client.get(place).content for place in places]
    mark_all(bench.team, standing="agreed", needs_discussion=True)
    Mark.objects.exclude(participant=bench.first).delete()
    Assignment.objects.filter(participant=bench.first).update(done1=7)
    assert [_plain(client.get(place).content) for place in places] == [_plain(page) for page in before]
    assert client.get(f"{BASE}co-quan/CQ1/").status_code == 404
    assert client.post(FIRST, form(points="2")).status_code == 404
    assert "CQ1" not in text(client.get(LIST))


def _plain(page):
    """Without the token that every form carries."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def test_outside_the_appraisals_phases_there_is_nothing(bench):
    client = bench.client()
    for phase in (Phase.SELF, Phase.PUBLISHED):
        bench.team.move(phase)
        assert "Chưa có phần việc nào" in text(client.get(BASE))
        assert client.get(FIRST).status_code == 404


def test_documents_of_her_agencies_are_read_and_not_changed(bench):
    link = bench.document()
    client = bench.client()
    place = f"/tai-lieu/ho-so/TH-2025/CQ1/{bench.leaf().code}/"
    assert client.get(place).status_code == 200
    assert "Tải lên" not in text(client.get(place))
    assert client.post(f"/tai-lieu/lien-ket/{link.pk}/go/").status_code == 403
    belongs(bench.member, bench.team.participants[1])
    assert client.get("/tai-lieu/ho-so/TH-2025/CQ3/1.1/").status_code == 200
