"""The appraisal of a synthetic campaign, phase by phase: what its pages and its deeds over all agencies take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.clock import Clock, Taken, read
from bench.measure import run_step
from bench.ready import with_django
from bench.team import Team, unmarked, write_markers, write_replies, write_round1, write_second_marks, write_team


def bench_appraisal(name: str, environment: Mapping[str, str], sizes: tuple[int, ...]) -> None:
    """Of campaigns that are loaded and computed already."""
    taken = [_played(environment, size) for size in sizes]
    print(f"\n{name}: the appraisal; queries and seconds, pages the median of 3 after a first one, deeds once")
    print(f"{'':<34}" + "".join(f"{size:>16,} agencies" for size in sizes) + ("   ratio" if len(sizes) > 1 else ""))
    for item in taken[0]:
        row = [found[item] for found in taken]
        ratio = f"{row[-1].seconds / row[0].seconds:>8.1f}" if len(row) > 1 else ""
        print(f"{item:<34}" + "".join(f"{told(one):>25}" for one in row) + ratio, flush=True)


def told(taken: Taken) -> str:
    return f"{taken.queries:>5} {taken.seconds:>8.3f} s"


def _played(environment: Mapping[str, str], size: int) -> dict[str, Taken]:
    target = Path(environment["PARI_DATA_DIR"]) / f"appraisal-{size}.json"
    run_step("appraisal", f"S-{size}", str(target), environment=environment)
    return read(target)


def play(code: str, target: Path) -> None:
    with_django()
    from django.core.management import call_command

    from scoring.models import Campaign

    call_command("collectstatic", interactive=False, verbosity=0)
    clock, campaign = Clock(), Campaign.objects.get(code=code)
    write_round1(campaign)
    team = write_team(campaign)
    for part in (_assigning, _round1, _checking, _supplement, _round2, _council, _papers, _published):
        campaign.refresh_from_db()
        part(clock, campaign, team)
    clock.write(target)


def _assigning(clock: Clock, campaign: Any, team: Team) -> None:
    from appraisal.services.assignments.counting import recount
    from appraisal.services.assignments.proposing import propose_assignments

    page = f"/phan-cong/{campaign.code}/"
    clock.page("proposal of assignments, page", team.secretary, f"{page}de-xuat/")
    clock.deed("DEED propose all assignments", lambda: propose_assignments(campaign=campaign, by=team.secretary))
    write_markers(campaign)
    _analyze()
    clock.deed("DEED recount", lambda: recount(campaign=campaign))
    clock.page("proposal, all assigned, page", team.secretary, f"{page}de-xuat/")
    clock.page("assignment grid", team.secretary, page)
    clock.page("assignment grid, nobody", team.secretary, f"{page}?tinh-trang=chua")
    clock.page("assignment grid, one name", team.secretary, f"{page}?tim=300")
    clock.page("members and specialties", team.secretary, f"{page}thanh-vien/")


def _round1(clock: Clock, campaign: Any, team: Team) -> None:
    _marking(clock, campaign, team, "round 1: ")
    page = f"/tham-dinh/{campaign.code}/dong-y/tieu-chi/xa/0.0/"
    clock.page("agree with all claims, preview", team.members[0], page)
    with unmarked(campaign, "0.0"):
        clock.page("the same, nothing marked yet", team.members[0], page)


def _marking(clock: Clock, campaign: Any, team: Team, when: str) -> None:
    """The first member has one specialty of all agencies."""
    first, page = team.members[0], f"/tham-dinh/{campaign.code}/"
    middle = campaign.participants.order_by("position")[campaign.participants.count() // 2].code
    clock.page(f"{when}appraiser's start", first, page)
    clock.page(f"{when}her agencies", first, f"{page}co-quan/")
    clock.page(f"{when}one criterion, all agencies", first, f"{page}tieu-chi/xa/0.8/")
    clock.page(f"{when}the same, below the claim", first, f"{page}tieu-chi/xa/0.8/?loc=thap-hon")
    clock.page(f"{when}the same, one name", first, f"{page}tieu-chi/xa/0.8/?tim=300")
    clock.page(f"{when}leaf in that list", first, f"{page}tieu-chi/xa/0.8/{middle}/")
    clock.page(f"{when}leaf, list below the claim", first, f"{page}tieu-chi/xa/0.8/{middle}/?loc=thap-hon")
    clock.page(f"{when}one agency", first, f"{page}co-quan/{middle}/")
    clock.page(f"{when}leaf in that list (agency)", first, f"{page}co-quan/{middle}/0.8/")
    clock.page(f"{when}steering page", team.secretary, f"/dieu-hanh/{campaign.code}/")
    clock.page(f"{when}home of a member", first, "/cong-viec/")
    clock.page(f"{when}home of the secretary", team.secretary, "/cong-viec/")


def _checking(clock: Clock, campaign: Any, team: Team) -> None:
    from appraisal.enums import CheckState, Round
    from appraisal.models import CrossCheck
    from appraisal.services.checks.drawing import draw_sample

    clock.deed(
        "DEED draw a sample of 1 %",
        lambda: draw_sample(campaign=campaign, round=Round.FIRST, by=team.secretary, seed="1"),
    )
    write_second_marks(campaign)
    _analyze()
    page, hers = f"/cham-cheo/{campaign.code}/", CrossCheck.objects.filter(campaign=campaign)
    waiting = hers.filter(state=CheckState.OPEN).select_related("appraiser").earliest("pk")
    settling = hers.filter(state=CheckState.MODERATION).earliest("pk")
    clock.page("second marks, a member's queue", waiting.appraiser, page)
    clock.page("second mark of a leaf", waiting.appraiser, f"{page}cham/{waiting.pk}/")
    clock.page("second marks, overview", team.secretary, f"{page}theo-doi/")
    clock.page("second marks, statistics", team.secretary, f"{page}thong-ke/")
    clock.page("moderation, list", team.secretary, f"{page}thong-nhat/")
    clock.page("moderation of a leaf", team.secretary, f"{page}thong-nhat/{settling.pk}/")


def _supplement(clock: Clock, campaign: Any, team: Team) -> None:
    from appraisal.enums import Round
    from appraisal.selectors.rounds.standing import round_standing
    from appraisal.services.rounds.closing import close_round1

    seen = round_standing(campaign, Round.FIRST).token
    clock.deed(
        "DEED close round 1, letters",
        lambda: close_round1(campaign=campaign, confirmed=True, seen=seen, by=team.secretary),
    )
    _analyze()
    agency = campaign.participants.order_by("position")[0].code
    clock.page("supplements, list", team.secretary, f"/bo-sung/{campaign.code}/")
    clock.page("supplement of an agency", team.officer, f"/bo-sung/{campaign.code}/{agency}/")
    clock.page("an agency's marks and replies", team.officer, f"/y-kien/{campaign.code}/{agency}/")
    clock.page("supplement: steering page", team.secretary, f"/dieu-hanh/{campaign.code}/")


def _round2(clock: Clock, campaign: Any, team: Team) -> None:
    from appraisal.selectors.rounds.standing import window_token
    from appraisal.services.assignments.counting import recount
    from appraisal.services.rounds.closing import close_supplement
    from scoring.selectors.supplements.letters import tally_of

    seen = window_token(tally_of(campaign))
    clock.deed(
        "DEED close the supplement",
        lambda: close_supplement(campaign=campaign, confirmed=True, seen=seen, by=team.secretary),
    )
    campaign.refresh_from_db()
    clock.deed("DEED recount in round 2", lambda: recount(campaign=campaign))
    _marking(clock, campaign, team, "round 2: ")


def _council(clock: Clock, campaign: Any, team: Team) -> None:
    from appraisal.enums import MotionKind, Round
    from appraisal.models import Motion
    from appraisal.selectors.rounds.standing import round_standing
    from appraisal.services.council.agenda import build_agenda
    from appraisal.services.council.meetings import open_meeting, set_attendance
    from appraisal.services.rounds.closing import close_round2
    from reports.models import IndexRun
    from reports.services.compute import compute_run

    seen = round_standing(campaign, Round.SECOND).token
    clock.deed(
        "DEED close round 2", lambda: close_round2(campaign=campaign, confirmed=True, seen=seen, by=team.secretary)
    )
    campaign.refresh_from_db()
    write_replies(campaign)
    meeting = open_meeting(campaign=campaign, by=team.secretary)
    set_attendance(meeting=meeting, members=[one.pk for one in team.council], seen=meeting.revision, by=team.secretary)
    clock.deed("DEED build the agenda", lambda: build_agenda(meeting=meeting, by=team.secretary))
    compute_run(run_id=IndexRun.objects.create(campaign=campaign).pk)
    _analyze()
    page = f"/hoi-dong/{campaign.code}/"
    key = Motion.objects.filter(meeting=meeting, kind=MotionKind.POINTS).earliest("position").key
    motion = f"{page}1/noi-dung/{key}/"
    clock.page("council's meetings", team.council[0], page)
    clock.page("agenda", team.council[0], f"{page}1/")
    clock.page("agenda, one name", team.council[0], f"{page}1/?tim=300")
    clock.page("motion", team.council[0], motion)
    clock.page("motion, preview", team.council[0], f"{motion}xem-truoc/?diem=0")
    clock.page("results before the council", team.council[0], f"{page}ket-qua/")
    clock.page("council: steering page", team.secretary, f"/dieu-hanh/{campaign.code}/")


def _papers(clock: Clock, campaign: Any, team: Team) -> None:
    agency = campaign.participants.order_by("position")[0].code
    clock.page("papers, list", team.secretary, f"/van-ban/{campaign.code}/")
    clock.page("papers, one name", team.secretary, f"/van-ban/{campaign.code}/?tim=300")
    clock.page("papers of an agency", team.secretary, f"/van-ban/{campaign.code}/co-quan/{agency}/")
    clock.page("log", team.secretary, f"/nhat-ky/{campaign.code}/")
    clock.page("log, chain walked", team.secretary, f"/nhat-ky/{campaign.code}/?kiem-tra=1")
    clock.page("progress board", team.secretary, f"/tien-do/{campaign.code}/")
    clock.page("publishing", team.secretary, f"/cong-bo/{campaign.code}/ban-hanh/")


def _published(clock: Clock, campaign: Any, team: Team) -> None:
    from django.utils import timezone

    from reports.selectors.publications import figures_of
    from reports.services.publish import publish

    today = timezone.localdate()
    clock.deed(
        "DEED publish",
        lambda: publish(campaign=campaign, decision_number="1/QĐ-UBND", decision_date=today, by=team.secretary),
    )
    clock.deed("a snapshot's first reader", lambda: figures_of(campaign.publications.get()))
    clock.page("publications", team.secretary, f"/cong-bo/{campaign.code}/")
    clock.page("one publication", team.secretary, f"/cong-bo/{campaign.code}/1/")


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
