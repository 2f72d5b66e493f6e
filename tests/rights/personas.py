"""One person of every kind, and the things in the world that addresses name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.accounts.services import create_token
from pari.accounts.services.invitations import Invitee, invite
from pari.inbox.models import Notice
from scoring.enums import CriteriaSetState, Phase
from scoring.models import (
    Answer,
    Authority,
    CriteriaSet,
    Evidence,
    EvidenceFile,
    EvidenceLink,
    Lineage,
    Receipt,
    Upload,
)
from scoring.selectors.evidence.content import stored_name
from scoring.selectors.submissions.sheet import sheet_of
from scoring.selectors.submissions.snapshots import frozen
from tests.cycle.world import World, join, make_campaign, make_tree, make_world
from tests.rights.table import TABLES

PERSONAS = (
    "anonymous",
    "stranger",
    "officer",
    "head",
    "rival",  # an officer of another agency in the same campaign
    "appraiser",
    "secretary",
    "staff",
    "council",
    "observer",
    "foreign",  # the secretary of another authority
    "superuser",
)


EARLIER = "TH-2024"


@dataclass(frozen=True)
class Stage:
    world: World
    people: Mapping[str, User | None]
    places: Mapping[str, Mapping[str, Any]]

    def signed_in(self, persona: str) -> Client:
        client = Client()
        if person := self.people[persona]:
            client.force_login(person)
        return client

    def arguments(self, name: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """What an address names; the longest known beginning of its name says whose `pk` is meant."""
        known = [prefix for prefix in self.places if prefix and name.startswith(prefix)]
        own = self.places[max(known, key=len)] if known else {}
        return {key: {**self.places[""], **own}[key] for key in wanted}


def set_stage() -> Stage:
    world = make_world()
    people = _people(world)
    places = _places(world, people)
    for table in TABLES:
        places |= table.places(world, people)
    return Stage(world, people, places)


def _people(world: World) -> dict[str, User | None]:
    stranger = User.objects.create_user("stranger", password="mat-khau-1234")
    foreign = User.objects.create_user("foreign", password="mat-khau-1234")
    join(foreign, Role.SECRETARY, Authority.objects.create(name="UBND tỉnh Khác"))
    by_role = {role.value: world.person(role) for role in Role}
    rival = world.person(Role.OFFICER, agency=world.participants[1].agency)
    superuser = User.objects.create_superuser("superuser", password="mat-khau-1234")
    return {
        "anonymous": None,
        "stranger": stranger,
        **by_role,
        "rival": rival,
        "foreign": foreign,
        "superuser": superuser,
    }


def _places(world: World, people: Mapping[str, User | None]) -> dict[str, Mapping[str, Any]]:
    """What stands for each part of an address: "" for all, then by the beginning of the address's name."""
    officer = people["officer"]
    assert officer is not None
    first, leaf = world.first, world.leaf("yes_no")
    draft = _draft(world)
    make_campaign(world.campaign.criteria_set, EARLIER, 2024, Phase.SELF)
    token, _ = create_token(user=officer, by=officer)
    secretary = people["secretary"]
    assert secretary is not None
    invitation, link = invite(
        invitee=Invitee(full_name="Cán bộ mới"),
        role=Role.OFFICER,
        authority=world.campaign.authority,
        agency=first.agency,
        by=secretary,
    )
    evidence = _evidence(world, officer, "Kế hoạch.zip", "application/zip", b"PK\x05\x06" + bytes(18))
    picture = _evidence(world, officer, "Ảnh.png", "image/png", b"\x89PNG\r\n\x1a\n")
    return {
        "": {
            "campaign": world.campaign.code,
            "code": world.campaign.code,
            "agency": first.code,
            "criterion": leaf.code,
            "number": [_receipt(world, officer, number) for number in (1, 2)][-1].number,
            "pk": 0,
            "annex": world.annex.pk,
            "file_format": "csv",
            "set_id": world.campaign.criteria_set_id,
            "document_id": 0,
            "provider_id": "none",
            "upload": _upload(world, officer).pk,
        },
        "account:token-drop": {"pk": token.pk},
        "account:invitation": {"token": link},
        "account:new-password": {"mark": "none", "token": "none"},
        "inbox:open": {"pk": Notice.objects.create(user=officer, title="Nhắc nộp hồ sơ").pk},
        "scoring:people-re": {"pk": invitation.pk},
        "scoring:people-end": {"pk": officer.memberships.get().pk},
        "scoring:people-hand-over": {"pk": officer.memberships.get().pk},
        "scoring:person": {"pk": officer.pk},
        "scoring:agency": {"pk": first.agency_id},
        "scoring:lineage-remove": {"pk": _lineage(world).pk},
        "scoring:criteria-": {
            "pk": draft.pk,
            "annex": draft.annexes.get().pk,
            "criterion": draft.annexes.get().criteria.get(code="1.2").pk,
        },
        "scoring:criteria-set": {"pk": world.campaign.criteria_set_id},
        "scoring:criteria-export": {"pk": world.campaign.criteria_set_id},
        "scoring:criteria-printed": {"pk": world.campaign.criteria_set_id, "annex": world.annex.pk},
        "scoring:evidence-annotate": {"pk": evidence.pk},
        "scoring:evidence-unlink": {"pk": evidence.pk},
        "scoring:evidence-discard": {"pk": evidence.file_id},
        "scoring:evidence-file": {"pk": evidence.file_id},
        "scoring:evidence-view": {"pk": picture.file_id},
        "scoring:evidence-listing": {"pk": evidence.file_id},
        "api:campaign": {"code": world.campaign.code},
        "api:agency-history": {"code": first.code},
        "portal:": {"code": world.campaign.code},
    }


def _draft(world: World) -> CriteriaSet:
    draft = CriteriaSet.objects.create(authority=world.campaign.authority, name="Dự thảo", state=CriteriaSetState.DRAFT)
    make_tree(draft.annexes.create(code="PL1", position=0), 3)
    return draft


def _receipt(world: World, officer: User, number: int) -> Receipt:
    """One that was withdrawn: the submission is a draft again."""
    return Receipt.objects.create(
        campaign=world.campaign,
        submission=world.submission(),
        number=f"TH-2025/00000{number}",
        submitted_at=timezone.now(),
        submitted_by=officer,
        digest=f"{number}" * 64,
        content=frozen(sheet_of(world.submission())),
        key=f"key-{number}",
        ended_at=timezone.now(),
        ended_by=officer,
        ended_how="withdraw",
    )


def _evidence(world: World, officer: User, name: str, media_type: str, content: bytes) -> EvidenceLink:
    sha256 = hashlib.sha256(content).hexdigest()
    place = stored_name(sha256, quarantined=False)
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(content))
    stored = Evidence.objects.create(sha256=sha256, size=len(content), media_type=media_type)
    answer, _ = Answer.objects.get_or_create(
        campaign=world.campaign, submission=world.submission(), criterion=world.leaf("yes_no")
    )
    file = EvidenceFile.objects.create(agency=world.first.agency, evidence=stored, name=name, uploaded_by=officer)
    return EvidenceLink.objects.create(campaign=world.campaign, answer=answer, file=file, linked_by=officer)


def _upload(world: World, officer: User) -> Upload:
    return Upload.objects.create(
        submission=world.submission(), criterion=world.leaf("yes_no"), user=officer, name="Báo cáo.pdf", size=10
    )


def _lineage(world: World) -> Lineage:
    first, second = (participant.agency for participant in world.participants)
    return Lineage.objects.create(predecessor=first, successor=second, kind="merge", effective_on=timezone.localdate())
