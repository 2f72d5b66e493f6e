"""A province at work: campaigns in three phases, an agency in each state, so that every screen has something to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.accounts.services.invitations import Invitee, invite
from pari.inbox.services import notify
from scoring.enums import LineageKind, Phase
from scoring.models import Answer, Extension, Lineage, Participant
from scoring.services.evidence import uploads
from scoring.services.submissions.submitting import withdraw
from tests.cycle import workbooks
from tests.cycle.criteria.conftest import make_draft
from tests.cycle.evidence.files import archive, pdf
from tests.cycle.submit.deeds import fill, sent
from tests.cycle.world import KINDS, PASSWORD, World, join, make_world

#: Places of the agencies by what they have done.
BEGUN, SUBMITTED, WITHDRAWN, READY = 0, 1, 2, 3


class Screen(NamedTuple):
    """Who looks at which address; where a workbook is brought, at what is shown of it before it is written."""

    role: Role | None
    address: str
    book: bytes | None = None


@dataclass(frozen=True)
class House:
    world: World
    people: dict[Role, User]
    pks: dict[str, int]
    numbers: dict[int, str]
    invitation: str

    def agency(self, place: int) -> Participant:
        return self.world.participants[place]

    def visitor(self, role: Role | None) -> Client:
        """Signed in through the form: pages that ask for the password again do not ask her now."""
        client = Client()
        if role is not None:
            client.post("/dang-nhap/", {"username": self.people[role].username, "password": PASSWORD})
        return client


def make_house(agencies: int = 8) -> House:
    world = make_world(agencies=agencies, leaves=26)
    make_world(code="TH-2026", year=2026, phase=Phase.SETUP)
    people = {role: world.person(role, username=role.value) for role in Role}
    for role in (Role.OFFICER, Role.HEAD):
        for place in range(1, agencies):
            join(people[role], role, world.campaign.authority, world.participants[place].agency)
    numbers = _submissions(world, people[Role.OFFICER])
    pks = {**_evidence(world, people[Role.OFFICER]), **_register(world), **_criteria(world, people[Role.STAFF])}
    return House(world, people, pks, numbers, invitation=_others(world, people))


def _submissions(world: World, officer: User) -> dict[int, str]:
    """Receipts by the agency's place."""
    for place in (SUBMITTED, WITHDRAWN, READY):
        fill(world, place)
    first, second = (sent(world, officer, place=place) for place in (SUBMITTED, WITHDRAWN))
    withdraw(submission=second.submission_id, receipt=second.number, by=officer)
    again = Answer.objects.filter(submission=world.submission(WITHDRAWN)).order_by("pk").first()
    assert again is not None
    again.explanation = "Đã sửa theo báo cáo số 15/BC"
    again.save()
    third = sent(world, officer, place=WITHDRAWN)
    return {SUBMITTED: first.number, WITHDRAWN: third.number}


def _evidence(world: World, officer: User) -> dict[str, int]:
    place = {"submission": world.submission(BEGUN).pk, "criterion": world.leaf("levels"), "by": officer}
    plan = pdf("Ke hoach cai cach hanh chinh")
    name = "Kế hoạch cải cách hành chính năm 2025 (bản ký số).pdf"
    uploads.receive(**place, name=name, size=len(plan), pieces=[plan])
    packed = archive({"Kế hoạch.pdf": plan, "Phụ lục/Bảng 1.pdf": plan})
    link = uploads.receive(**place, name="Hồ sơ kèm theo.zip", size=len(packed), pieces=[packed])
    return {"archive": link.file_id}


def _register(world: World) -> dict[str, int]:
    old, new = (world.participants[place].agency for place in (4, 5))
    Lineage.objects.create(
        predecessor=old,
        successor=new,
        kind=LineageKind.MERGE,
        effective_on=date(2025, 7, 1),
        decision="1667/NQ-UBTVQH15",
    )
    return {"agency": new.pk}


def _criteria(world: World, staff: User) -> dict[str, int]:
    draft = make_draft(world.campaign.authority, staff)
    annex = draft.annexes.get()
    leaf = annex.criteria.exclude(kind="group").order_by("position")[0]
    return {"set": world.campaign.criteria_set_id, "draft": draft.pk, "annex": annex.pk, "node": leaf.pk}


def _others(world: World, people: dict[Role, User]) -> str:
    """The token of an invitation's link."""
    Extension.objects.create(
        campaign=world.campaign,
        participant=world.participants[BEGUN],
        until=timezone.now() + timedelta(days=15),
        document_number="45/UBND-NC",
        reason="Đơn vị mới sáp nhập",
        granted_by=people[Role.SECRETARY],
    )
    notify(users=people.values(), title="Kỳ đánh giá năm 2025 đã mở", body="Hạn nộp còn 10 ngày.", link="/cong-viec/")
    invitee = Invitee(full_name="Cán bộ mới", username="can-bo-moi", email="")
    _, token = invite(invitee=invitee, role=Role.OBSERVER, authority=world.campaign.authority, by=people[Role.STAFF])
    return token


def screens(house: House) -> list[Screen]:
    """Every page that a person opens by a link, or by a workbook."""
    invited = reverse("account:invitation", args=[house.invitation])
    return [
        *(Screen(None, address) for address in ("/dang-nhap/", "/khong-co/", _url("verify"), invited)),
        *(Screen(Role.OFFICER, address) for address in _officers(house)),
        *(Screen(Role.HEAD, address) for address in ("/cong-viec/", _of("submit", house, READY))),
        Screen(Role.HEAD, _of("withdraw", house, SUBMITTED)),
        *(Screen(Role.SECRETARY, address) for address in _secretarys(house)),
        *(Screen(Role.STAFF, address) for address in _staffs(house)),
        *(Screen(role, "/cong-viec/") for role in (Role.APPRAISER, Role.COUNCIL, Role.OBSERVER)),
        Screen(Role.OBSERVER, invited),
        *_previews(house),
    ]


def rule_kinds(house: House) -> list[str]:
    """The workspace's page of each kind of rule."""
    return [_of("criterion", house, BEGUN, house.world.leaf(kind).code) for kind in KINDS]


def _previews(house: House) -> list[Screen]:
    officer, used, draft = house.people[Role.OFFICER], house.world.campaign.criteria_set, house.pks["draft"]
    return [
        Screen(Role.OFFICER, _of("offline", house, BEGUN), workbooks.offline(house.world, officer)),
        Screen(Role.SECRETARY, _url("people-import"), workbooks.people()),
        Screen(Role.STAFF, _url("register-import"), workbooks.register()),
        Screen(Role.STAFF, _url("criteria-import", draft), workbooks.criteria(used)),
    ]


def _officers(house: House) -> list[str]:
    levels = house.world.leaf("levels").code
    return [
        "/cong-viec/",
        "/hop-thu/",
        "/tai-khoan/",
        "/tai-khoan/mat-khau/",
        "/tai-khoan/hai-buoc/",
        reverse("mfa_activate_totp"),
        reverse("account_reauthenticate"),
        _of("workspace", house, BEGUN),
        f"{_of('workspace', house, BEGUN)}?dang=ban-in",
        *rule_kinds(house),
        _of("criterion", house, SUBMITTED, "1.1"),
        _of("evidence-panel", house, BEGUN, levels),
        _of("evidence-shelf", house, BEGUN),
        _url("evidence-listing", house.pks["archive"]),
        _of("offline", house, BEGUN),
        _of("submit", house, BEGUN),
        _of("submit", house, READY),
        _of("submit", house, SUBMITTED),
        _of("receipts", house, WITHDRAWN),
        _of("receipt", house, SUBMITTED, house.numbers[SUBMITTED]),
        _of("receipt-changes", house, WITHDRAWN, house.numbers[WITHDRAWN]),
    ]


def _secretarys(house: House) -> list[str]:
    code, officer = house.world.campaign.code, house.people[Role.OFFICER]
    setup = ("campaign", "calendar", "policies", "campaign-blocs", "campaign-agencies", "extensions")
    return [
        "/cong-viec/",
        "/tien-do/",
        _url("board", code),
        f"{_url('board', code)}?tim=so-3",
        *(f"/phan-cong/{code}/{page}" for page in ("", "thanh-vien/", "de-xuat/", "nhap/")),
        "/ky-danh-gia/",
        "/ky-danh-gia/tao-moi/",
        *(_url(name, code) for name in setup),
        *(_url(name, "TH-2026") for name in setup),
        _url("campaign-open", "TH-2026"),
        _url("campaign-close-self", code),
        _of("extension", house, BEGUN),
        _of("submit", house, SUBMITTED),
        _of("reopen", house, SUBMITTED),
        "/nguoi-dung/",
        "/nguoi-dung/moi/",
        "/nguoi-dung/loi-moi/",
        "/nguoi-dung/nhap/",
        _url("person", officer.pk),
        *(_url(name, officer.memberships.earliest("pk").pk) for name in ("people-end", "people-hand-over")),
    ]


def _staffs(house: House) -> list[str]:
    pks = house.pks
    return [
        "/co-quan/",
        "/co-quan/moi/",
        "/co-quan/thay-doi/",
        "/co-quan/nhap/",
        _url("agency", pks["agency"]),
        _url("agency-correct", pks["agency"]),
        _url("agency-end", pks["agency"]),
        "/bo-tieu-chi/",
        "/bo-tieu-chi/moi/",
        _url("criteria-set", pks["set"]),
        _url("criteria-set", pks["draft"]),
        _url("criteria-decision", pks["draft"]),
        _url("criteria-crosswalk", pks["draft"]),
        _url("criteria-import", pks["draft"]),
        _url("criteria-annex", pks["draft"], pks["annex"]),
        _url("criteria-node", pks["draft"], pks["node"]),
        _url("criteria-node-new", pks["draft"], pks["annex"]),
        _url("criteria-printed", pks["draft"], pks["annex"]),
        _url("criteria-changes", pks["draft"]),
    ]


def _url(name: str, *args: Any) -> str:
    return reverse(f"scoring:{name}", args=args)


def _of(name: str, house: House, place: int, *more: str) -> str:
    participant = house.agency(place)
    return _url(name, house.world.campaign.code, participant.code, *more)
