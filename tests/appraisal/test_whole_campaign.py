"""One campaign through HTTP, from the signatures of six agencies to the decision: what is published is what CONTRACT gives.

Everybody uses the pages' own forms (`visitor.py`). The figures come from `plan.py`; the oracle reads them as sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from appraisal.models import Assignment, CrossCheck, Motion
from pari.accounts.enums import Role
from pari.accounts.models import User
from reports.models import IndexRun, Publication
from scoring.enums import Phase, SubmissionState
from scoring.models import Answer, Participant, Submission, Supplement
from tests.appraisal import plan
from tests.appraisal.visitor import Visitor
from tests.appraisal.world import belongs
from tests.cycle.world import World, make_world
from tests.here_and_now import work
from tests.oracle.oracle import results

CODE = "TH-2025"
EXEMPTED = (5, "1.4")  # an agency and a leaf that it says does not apply to it
CORRECTED = (1, "1.3", Decimal("1.5"))  # the team's own mistake, found in round 2
RULED = (2, "1.5", Decimal("1.9"))  # what the council decides against the marks


class Play:
    """The people of the campaign and what they have done so far."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.heads = [world.person(Role.HEAD, agency=item.agency) for item in world.participants]
        self.members = [world.person(Role.APPRAISER, username=f"thamdinh{number}") for number in range(1, 5)]
        self.council = [world.person(Role.COUNCIL, username=f"hoidong{number}") for number in range(1, 4)]
        self.secretary = Visitor(world.person(Role.SECRETARY))
        self._visitors: dict[int, Visitor] = {}
        belongs(self.members[0], world.participants[0])

    def agency(self, place: int) -> Participant:
        return self.world.participants[place]

    def visitor(self, user: User) -> Visitor:
        """She signs in once."""
        if user.pk not in self._visitors:
            self._visitors[user.pk] = Visitor(user)
        return self._visitors[user.pk]


@pytest.fixture
def play(db, monkeypatch) -> Play:
    monkeypatch.setattr("reports.services.runs.current_app.send_task", work)
    world = make_world(agencies=plan.AGENCIES, leaves=5)
    plan.grow(world)
    claim_all(world)
    return Play(world)


def claim_all(world: World) -> None:
    """What the officers have written by now; signing is the first step of the play."""
    submissions = {item.participant_id: item for item in Submission.objects.filter(campaign=world.campaign)}
    for item in plan.said(world):
        if item.claimed is None:
            continue
        exempted = (item.agency, item.criterion.code) == EXEMPTED
        Answer.objects.create(
            campaign=world.campaign,
            submission=submissions[world.participants[item.agency].pk],
            criterion=item.criterion,
            points=item.claimed,
            explanation=f"Báo cáo số {item.place + 1}/BC",
            not_applicable=exempted,
            not_applicable_reason="Không phát sinh nhiệm vụ trong năm" if exempted else "",
            is_complete=True,
        )
    done = world.annex.criteria.filter(source="self").count()
    Submission.objects.filter(campaign=world.campaign).update(done=done, revision=done)


def test_from_the_last_receipt_to_the_decision(play: Play, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign(play)
        assign(play)
        mark_round_one(play)
        cross_check(play)
        close(play, "close_round1", Phase.SUPPLEMENT)
        supplement(play)
        close(play, "close_supplement", Phase.ROUND2)
        mark_round_two(play)
        close(play, "close_round2", Phase.COUNCIL)
    with django_capture_on_commit_callbacks(execute=True):
        play.secretary.open("portal:council-meetings", CODE).send("mo-phien")
    play.secretary.open("portal:council-agenda", CODE, 1).send("lap-chuong-trinh")
    decide(play)
    with django_capture_on_commit_callbacks(execute=True):
        play.secretary.open("portal:publish", CODE).send("tinh-lai")
    publish(play)
    shown, wanted = published(), expected(play.world)
    assert shown == wanted
    assert Submission.objects.filter(state=SubmissionState.APPROVED).count() == plan.AGENCIES


def sign(play: Play) -> None:
    for place, head in enumerate(play.heads):
        play.visitor(head).open("scoring:submit", CODE, play.agency(place).code).send("revision")
    assert Submission.objects.filter(state=SubmissionState.SUBMITTED).count() == plan.AGENCIES
    play.secretary.open("scoring:campaign-close-self", CODE).send("xac-nhan", xac_nhan="1")


def assign(play: Play) -> None:
    """Two members for each specialty; she who belongs to the first agency never gets it."""
    page = play.secretary.open("appraisal:assignments-members", CODE)
    ticks = [box.get("value") for box in page.page.xpath("//input[@name='phu-trach']")]
    first, second = sorted({tick.partition(":")[2] for tick in ticks})
    wanted = [f"{member.pk}:{first if place < 2 else second}" for place, member in enumerate(play.members)]
    page.send("phu-trach", phu_trach=wanted)
    play.secretary.open("appraisal:assignments-propose", CODE).send("csrfmiddlewaretoken", at=-1)
    assert Assignment.objects.count() == 2 * plan.AGENCIES
    assert not Assignment.objects.filter(appraiser=play.members[0], participant=play.agency(0)).exists()


def appraiser_of(play: Play, item: plan.Said) -> Visitor:
    found = Assignment.objects.get(participant=play.agency(item.agency), specialty=item.criterion.specialty)
    return play.visitor(found.appraiser)


def mark(play: Play, item: plan.Said, points: Decimal, **fields: Any) -> None:
    below = item.claimed is not None and points < item.claimed
    words = {"reason_code": "weak_evidence", "note": "Tài liệu chưa chứng minh được"} if below else {}
    page = appraiser_of(play, item)
    page.open("appraisal:marking-agency-leaf", CODE, play.agency(item.agency).code, item.criterion.code)
    page.send("reason_code", press=("save", "1"), by="points", points=comma(points), **{**words, **fields})


def comma(points: Decimal) -> str:
    return format(points.normalize(), "f").replace(".", ",")


def mark_round_one(play: Play) -> None:
    """The first criterion by agreeing with all claims at once where that is what the plan says, the rest one by one."""
    for item in plan.said(play.world):
        if item.granted is not None and (item.agency, item.criterion.code) != EXEMPTED:
            mark(play, item, item.granted)


def cross_check(play: Play) -> None:
    """One leaf is marked a second time, otherwise; the lead decides for the first mark."""
    agency, leaf = play.agency(3), "1.1"
    lead = play.secretary.open("appraisal:check-lead", CODE)
    lead.send("yeu-cau", co_quan=agency.code, tieu_chi=leaf)
    check = CrossCheck.objects.get()
    second = play.visitor(check.appraiser).open("appraisal:check-mark", CODE, check.pk)
    second.send("ly-do", points="0,1", ly_do="no_evidence", ghi_chu="Không thấy văn bản")
    check.refresh_from_db()
    assert check.state == "moderation"
    item = next(item for item in plan.said(play.world) if (item.agency, item.criterion.code) == (3, leaf))
    assert item.granted is not None
    lead.open("appraisal:check-moderate", CODE, check.pk)
    words = {"ly_do": "weak_evidence", "ghi_chu": "Hai bên thống nhất"}
    lead.send("ly-do", points=comma(item.granted), **words)
    check.refresh_from_db()
    assert check.state == "settled"


def close(play: Play, action: str, reached: Phase) -> None:
    play.secretary.open("appraisal:round", CODE).send("xac-nhan", xac_nhan="1")
    play.world.campaign.refresh_from_db()
    assert play.world.campaign.phase == reached, action


def supplement(play: Play) -> None:
    for letter in Supplement.objects.select_related("participant").prefetch_related("items__criterion"):
        head = play.visitor(play.heads[play.world.participants.index(letter.participant)])
        for item in letter.items.all():
            head.open("scoring:supplement-leaf", CODE, letter.participant.code, item.criterion.code)
            head.send("explanation", explanation=f"Bổ sung văn bản cho tiêu chí {item.criterion.code}")
        head.open("scoring:supplement", CODE, letter.participant.code).send("revision")
    assert not Supplement.objects.exclude(state="sent").exists()


def mark_round_two(play: Play) -> None:
    for item in plan.said(play.world):
        if item.final is not None and is_marked(item):
            mark(play, item, item.final, basis="supplement")
        elif (item.agency, item.criterion.code) == CORRECTED[:2]:
            mark(play, item, CORRECTED[2], basis="correction", note="Tổ cộng nhầm ở lần 1")


def is_marked(item: plan.Said) -> bool:
    return (item.agency, item.criterion.code) not in (EXEMPTED, CORRECTED[:2])


def decide(play: Play) -> None:
    """The exemption and the ruling; then everything else as it comes, and the approval."""
    secretary = play.secretary
    secretary.open("portal:council-attendance", CODE, 1)
    secretary.send("member", member=[str(member.pk) for member in play.council])
    agency, leaf, points = RULED
    secretary.open("portal:council-add", CODE, 1)
    words = {"kind": "points", "points": comma(points), "argument": "Hội đồng xem lại tài liệu"}
    secretary.send("argument", agency=play.agency(agency).code, criterion=leaf, **words)
    for motion in Motion.objects.order_by("position", "pk"):
        wins = motion.kind in ("exemption", "approval", "note") or motion.key == ruled_motion(play).key
        for member in play.council:
            voter = play.visitor(member).open("portal:council-motion", CODE, 1, motion.key)
            voter.send("phieu", press=("choice", "yes" if wins else "no"))
        secretary.open("portal:council-motion", CODE, 1, motion.key)
        secretary.send("quyet-dinh", reason="Hội đồng thảo luận và biểu quyết")
    secretary.open("portal:council-close", CODE, 1).send("revision")


def ruled_motion(play: Play) -> Motion:
    agency, leaf, points = RULED
    asked = Motion.objects.filter(participant=play.agency(agency), criterion__code=leaf, kind="points", points=points)
    return asked.get()


def publish(play: Play) -> None:
    play.secretary.open("portal:publish", CODE)
    play.secretary.send("number", number="21/QĐ-UBND", day="2026-01-21")
    assert Publication.objects.get().decision_number == "21/QĐ-UBND"
    assert IndexRun.objects.exists()


def published() -> dict[str, Any]:
    """What anybody reads by REST, without what is not content."""
    answer = Client().get(f"/api/v1/campaigns/{CODE}/results/")
    assert answer.status_code == 200
    return kept(answer.json())


def expected(world: World) -> dict[str, Any]:
    return kept(results(sheets(world)))


def kept(document: dict[str, Any]) -> dict[str, Any]:
    left_out = ("run", "engine_version", "input_digest", "computed_at", "policy", "authority", "name")
    return {key: value for key, value in document.items() if key not in left_out}


def sheets(world: World) -> dict[str, list[dict[str, Any]]]:
    """The campaign as the rows of a workbook, from the plan alone."""
    nodes = world.annex.criteria.select_related("parent").order_by("position")
    return {
        "campaign": [{"key": key, "value": value} for key, value in settings_of(world)],
        "agencies": [
            {"code": item.code, "name": item.name, "bloc": f"k{place % 2 + 1}", "annex": "PL1", "parent": None}
            for place, item in enumerate(world.participants)
        ],
        "blocs": [{"code": f"k{place}", "name": f"Khối {place}", "order": place} for place in (1, 2)],
        "criteria": [
            {
                "annex": "PL1",
                "code": node.code,
                "parent": node.parent.code if node.parent else None,
                "name": node.name,
                "kind": node.kind,
                "max_points": None if node.max_points is None else str(node.max_points),
                "cap": None if node.cap is None else str(node.cap),
                "source": node.source or None,
            }
            for node in nodes
        ],
        "scores": list(rows_of(world)),
        "survey": [
            {"agency": item.code, "criterion": plan.SURVEYED, "points": str(plan.surveyed(place))}
            for place, item in enumerate(world.participants)
        ],
    }


def settings_of(world: World) -> Iterator[tuple[str, Any]]:
    campaign = world.campaign
    yield from (("code", campaign.code), ("name", campaign.name), ("year", campaign.year))
    yield from (("authority", campaign.authority.name), ("self_deadline", None))


def rows_of(world: World) -> Iterator[dict[str, Any]]:
    """The exempted leaf has a claim and nothing else: nobody marked it."""
    for item in plan.said(world):
        place = (item.agency, item.criterion.code)
        row: dict[str, Any] = {"agency": world.participants[item.agency].code, "criterion": item.criterion.code}
        row["self_points"] = None if item.claimed is None else str(item.claimed)
        if place == EXEMPTED:
            yield row | {"exempt": 1, "exempt_reason": "Không phát sinh nhiệm vụ trong năm"}
            continue
        row["round1_points"] = str(item.granted)
        if place == CORRECTED[:2]:
            row |= {"round2_points": str(CORRECTED[2]), "round2_basis": "correction"}
        elif item.final is not None:
            row |= {"round2_points": str(item.final), "round2_basis": "supplement"}
        if place == RULED[:2]:
            row |= {"council_points": str(RULED[2]), "council_reason": "Hội đồng biểu quyết"}
        yield row
