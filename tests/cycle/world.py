"""A campaign in its self-assessment, with as many agencies and leaves as asked for and a person for every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from pari.accounts.enums import AGENCY_ROLES, Role
from pari.accounts.models import Membership, User
from scoring.enums import CriteriaSetState, Phase
from scoring.models import Agency, Annex, Authority, Bloc, Campaign, CriteriaSet, Criterion, Participant, Submission

PASSWORD = "mat-khau-1234"

#: One rule of every kind with a maximum, in an order of their own; more leaves repeat them.
RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "manual": ("2", {"kind": "manual"}),
    "yes_no": ("1", {"kind": "yes_no"}),
    "levels": (
        "1.5",
        {
            "kind": "levels",
            "levels": [
                {"label": "Đúng hạn", "points": "1.5"},
                {"label": "Trễ dưới 15 ngày", "points": "0.75"},
                {"label": "Không ban hành", "points": "0"},
            ],
        },
    ),
    "checklist": (
        "2",
        {
            "kind": "checklist",
            "items": [
                {"code": "a", "label": "Có kế hoạch", "points": "1"},
                {"code": "b", "label": "Có báo cáo", "points": "0.5"},
                {"code": "c", "label": "Có phân công", "points": "0.5"},
            ],
        },
    ),
    "ratio": ("2", {"kind": "ratio", "floor": "0.8", "empty": "exempt"}),
    "rescaled": ("3", {"kind": "rescaled", "low": "50", "high": "100"}),
    "bands": (
        "2",
        {"kind": "bands", "bands": [{"from": "0.5", "points": "1"}, {"from": "0.9", "points": "2"}]},
    ),
    "threshold": ("1", {"kind": "threshold", "at": "0.95"}),
    "per_violation": ("2", {"kind": "per_violation", "deduct": "0.5"}),
    "per_unit": ("2", {"kind": "per_unit", "unit": "0.25"}),
    "steps": ("2", {"kind": "steps", "start": "0.5", "base": "1", "step": "0.1", "increment": "0.2"}),
    "compound": (
        "1",
        {
            "kind": "compound",
            "all_of": [
                {"input": "Tỷ lệ đúng hạn", "op": ">=", "value": "0.95"},
                {"input": "Số hồ sơ trễ", "op": "<=", "value": "5"},
            ],
        },
    ),
    "convert": ("5", {"kind": "convert", "scale": "100"}),
}
KINDS = tuple(RULES)


@dataclass(frozen=True)
class World:
    campaign: Campaign

    @cached_property
    def annex(self) -> Annex:
        return self.campaign.criteria_set.annexes.get()

    @cached_property
    def participants(self) -> list[Participant]:
        joined = self.campaign.participants.select_related("agency", "submission", "campaign__authority", "annex")
        return list(joined.order_by("position"))

    @property
    def first(self) -> Participant:
        return self.participants[0]

    def leaf(self, kind: str) -> Criterion:
        """The first leaf with a rule of that kind."""
        return self.annex.criteria.get(code=f"1.{KINDS.index(kind) + 1}")

    def submission(self, place: int = 0) -> Submission:
        """Fresh from the database."""
        return Submission.objects.select_related("campaign", "participant").get(participant=self.participants[place])

    def person(self, role: Role, *, agency: Agency | None = None, username: str = "", **days: Any) -> User:
        """Somebody with this role: in the first agency when it is one of an agency's."""
        where = (agency or self.first.agency) if role in AGENCY_ROLES else None
        user = User.objects.create_user(
            username or f"{role.value}{User.objects.count()}", password=PASSWORD, full_name=f"{role.label} thử"
        )
        join(user, role, self.campaign.authority, where, **days)
        return user


def join(user: User, role: Role, authority: Authority, agency: Agency | None = None, **days: Any) -> Membership:
    days.setdefault("valid_from", timezone.localdate() - timedelta(days=400))
    return Membership.objects.create(user=user, role=role, authority=authority, agency=agency, **days)


def make_world(
    *, agencies: int = 2, leaves: int = len(KINDS), code: str = "TH-2025", phase: Phase = Phase.SELF, year: int = 2025
) -> World:
    """`agencies` in two blocs under one annex of one area; `leaves` in all, one of each kind first."""
    authority, _ = Authority.objects.get_or_create(name="UBND tỉnh Thử")
    criteria_set = CriteriaSet.objects.create(
        authority=authority, name=f"Bộ tiêu chí {year}", decision_number="12/QĐ-UBND", state=CriteriaSetState.ACTIVE
    )
    annex = Annex.objects.create(criteria_set=criteria_set, code="PL1", name="Cơ quan chuyên môn", position=0)
    make_tree(annex, leaves)
    campaign = make_campaign(criteria_set, code, year, phase)
    make_participants(campaign, annex, agencies)
    return World(campaign)


def make_campaign(criteria_set: CriteriaSet, code: str, year: int, phase: Phase) -> Campaign:
    return Campaign.objects.create(
        code=code,
        name=f"Chỉ số cải cách hành chính năm {year}",
        year=year,
        authority=criteria_set.authority,
        criteria_set=criteria_set,
        phase=phase,
        self_deadline=timezone.now() + timedelta(days=10),
        supplement_rate="0.7",
        supplement_scope="score",
        index_mode="percent",
        index_digits=2,
        index_cap="100",
        overall_mean="blocs",
        classify_on="rounded",
        rank_on="rounded",
        class_scale="Tốt:85;Khá:75;Trung bình:60;Yếu:0",
    )


def make_tree(annex: Annex, leaves: int) -> None:
    area = Criterion.objects.create(
        annex=annex, code="1", position=0, name="Chỉ đạo, điều hành cải cách hành chính", kind="group"
    )
    Criterion.objects.bulk_create(
        Criterion(
            annex=annex,
            code=f"1.{number}",
            parent=area,
            position=number,
            name=f"Tiêu chí thành phần số {number}",
            kind="score",
            max_points=RULES[kind][0],
            source="self",
            specialty="Chỉ đạo điều hành",
            rule=RULES[kind][1],
        )
        for number, kind in ((number, KINDS[(number - 1) % len(KINDS)]) for number in range(1, leaves + 1))
    )


def make_participants(campaign: Campaign, annex: Annex, agencies: int) -> None:
    blocs = [
        Bloc.objects.create(campaign=campaign, code=f"k{place}", name=f"Khối {place}", order=place, position=place)
        for place in (1, 2)
    ]
    registered = [
        Agency.objects.get_or_create(authority=campaign.authority, code=f"CQ{number}", name=f"Sở thử số {number}")[0]
        for number in range(1, agencies + 1)
    ]
    rows = Participant.objects.bulk_create(
        Participant(
            campaign=campaign,
            agency=agency,
            bloc=blocs[place % 2],
            annex=annex,
            code=agency.code,
            name=agency.name,
            position=place,
        )
        for place, agency in enumerate(registered)
    )
    Submission.objects.bulk_create(Submission(campaign=campaign, participant=row) for row in rows)
