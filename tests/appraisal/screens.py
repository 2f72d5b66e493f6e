"""Every page of the appraisal as each person opens it, phase by phase: where it shows the most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from pari.accounts.enums import Role
from scoring.enums import Phase
from tests.appraisal.house import EXEMPTED, SENT, UNMARKED, WRITING, House
from tests.cycle.house import Screen

HOME = "/cong-viec/"
PHASES = (Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL, Phase.PUBLISHED)


def screens(house: House) -> list[Screen]:
    """Of the phase that the house is in. The staff belong to an agency: what sums over all is refused to them."""
    pages = _PAGES[Phase(house.team.campaign.phase)]
    homes = (Screen(role, HOME) for role in house.people)
    return [*homes, *(Screen(role, address) for role, address in pages(house))]


def refused(house: House) -> Screen:
    return Screen(Role.STAFF, _url("appraisal:round", house))


def _round1(house: House) -> Iterator[tuple[Role, str]]:
    leaves = [("1.1", WRITING), ("1.1", UNMARKED), ("1.5", WRITING)]
    for name in ("marking-campaign", "marking-agencies"):
        yield Role.APPRAISER, _url(f"appraisal:{name}", house)
    yield Role.APPRAISER, _url("appraisal:marking-criterion", house, "PL1", "1.1")
    yield Role.APPRAISER, _url("appraisal:marking-criterion", house, "PL1", "1.1") + "?loc=khong-co"
    for leaf, place in leaves:
        yield Role.APPRAISER, _url("appraisal:marking-criterion-leaf", house, "PL1", leaf, house.agency(place).code)
    for name in ("marking-agency", "marking-agree-agency"):
        yield Role.APPRAISER, _of(f"appraisal:{name}", house, UNMARKED)
    for leaf in ("1.3", "1.7"):
        yield Role.APPRAISER, _of("appraisal:marking-agency-leaf", house, EXEMPTED, leaf)
    yield Role.APPRAISER, _url("appraisal:marking-agree-criterion", house, "PL1", "1.1")
    yield Role.APPRAISER, _of("appraisal:marking-history", house, WRITING, "1.1")
    yield Role.APPRAISER, _url("appraisal:check-queue", house)
    yield Role.APPRAISER, _url("appraisal:check-mark", house, house.pks["check"])
    steering = ("round", "assignments", "assignments-members", "assignments-propose", "assignments-import")
    checking = ("check-lead", "check-statistics", "check-moderation")
    for name in (*steering, *checking):
        yield Role.SECRETARY, _url(f"appraisal:{name}", house)
    yield Role.SECRETARY, _url("appraisal:meeting", house, "round1")
    yield Role.SECRETARY, _url("appraisal:check-moderate", house, house.pks["moderated"])
    for name in ("portal:papers", "portal:audit", "scoring:campaign"):
        yield Role.SECRETARY, _url(name, house)


def _supplement(house: House) -> Iterator[tuple[Role, str]]:
    yield Role.OFFICER, _of("scoring:supplement", house, WRITING)
    for leaf in ("1.1", "1.2"):
        yield Role.OFFICER, _of("scoring:supplement-leaf", house, WRITING, leaf)
    yield Role.OFFICER, _of("appraisal:replies", house, WRITING)
    yield Role.HEAD, _of("scoring:supplement", house, WRITING)
    yield Role.HEAD, _of("scoring:supplement", house, SENT)
    yield Role.HEAD, _of("scoring:supplement-take-back", house, SENT)
    yield Role.HEAD, _of("scoring:supplement-receipt", house, SENT, house.codes["receipt"])
    yield Role.HEAD, _of("portal:agency-papers", house, SENT)
    for name in ("appraisal:round", "scoring:supplements", "portal:papers"):
        yield Role.SECRETARY, _url(name, house)
    yield Role.SECRETARY, _of("scoring:supplement", house, SENT)
    yield Role.SECRETARY, _of("appraisal:replies", house, WRITING)


def _round2(house: House) -> Iterator[tuple[Role, str]]:
    yield Role.APPRAISER, _url("appraisal:marking-campaign", house)
    yield Role.APPRAISER, _url("appraisal:marking-criterion", house, "PL1", "1.1")
    for leaf, place in (("1.1", WRITING), ("1.1", SENT), ("1.5", WRITING)):
        yield Role.APPRAISER, _url("appraisal:marking-criterion-leaf", house, "PL1", leaf, house.agency(place).code)
    yield Role.APPRAISER, _of("appraisal:marking-agency", house, SENT)
    yield Role.APPRAISER, _of("appraisal:marking-history", house, SENT, "1.1")
    yield Role.OFFICER, _of("appraisal:replies", house, SENT)
    yield Role.SECRETARY, _url("appraisal:round", house)
    yield Role.SECRETARY, _url("appraisal:meeting", house, "round1")


def _council(house: House) -> Iterator[tuple[Role, str]]:
    waiting, decided = house.codes["waiting"], house.codes["decided"]
    for role in (Role.COUNCIL, Role.SECRETARY):
        yield role, reverse("portal:council")
        for name in ("council-meetings", "council-results"):
            yield role, _url(f"portal:{name}", house)
        for name in ("council-agenda", "council-attendance", "council-add"):
            yield role, _url(f"portal:{name}", house, 1)
        yield role, _url("portal:council-motion", house, 1, waiting)
    yield Role.SECRETARY, _url("portal:council-motion", house, 1, decided)
    yield Role.SECRETARY, _url("portal:council-preview", house, 1, waiting)
    yield Role.SECRETARY, _url("portal:council-close", house, 1)
    for name in ("appraisal:round", "portal:publish", "portal:papers", "portal:audit"):
        yield Role.SECRETARY, _url(name, house)
    yield Role.STAFF, _url("portal:council-agenda", house, 1)
    yield Role.STAFF, _url("portal:council-motion", house, 1, waiting)


def _published(house: House) -> Iterator[tuple[Role | None, str]]:
    yield None, _url("portal:results", house)
    yield None, _url("portal:publications", house)
    yield None, _url("portal:publication", house, 1)
    yield None, _url("portal:publication", house, 2) + "?xem=thay-doi"
    yield Role.OFFICER, _of("portal:agency-papers", house, WRITING)
    for name in ("portal:publish", "portal:correct", "portal:papers", "portal:audit", "appraisal:round"):
        yield Role.SECRETARY, _url(name, house)
    yield Role.COUNCIL, _url("portal:council-agenda", house, 1)


_PAGES: dict[Phase, Any] = {
    Phase.ROUND1: _round1,
    Phase.SUPPLEMENT: _supplement,
    Phase.ROUND2: _round2,
    Phase.COUNCIL: _council,
    Phase.PUBLISHED: _published,
}


def _url(name: str, house: House, *more: Any) -> str:
    return reverse(name, args=[house.team.campaign.code, *more])


def _of(name: str, house: House, place: int, *more: str) -> str:
    return _url(name, house, house.agency(place).code, *more)
