"""Who does what in the demo's appraisals."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.management.base import CommandError
from django.db.models import Case, When
from django.utils.translation import gettext as _

from appraisal.selectors.assignments.parts import leaves_of
from appraisal.selectors.assignments.team import expertise_token, team_of
from appraisal.services.assignments.expertise import set_expertise
from appraisal.services.assignments.proposing import propose_assignments
from fixtures.demo import khanhhoa_2024, nhatrang_2024
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import Membership, User
from scoring.models import Campaign

#: Specialties of the demo's members, by campaign and user name.
EXPERTISE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    khanhhoa_2024.CODE: {
        "thamdinh": ("Nội vụ", "Kiểm soát TTHC", ""),
        "thamdinh2": ("Nội vụ", "Tư pháp", "Tài chính"),
        "thamdinh3": ("Thông tin và Truyền thông", "Khoa học và Công nghệ", "Kiểm soát TTHC"),
    },
    nhatrang_2024.CODE: {
        "thamdinh": ("Nội vụ", "Văn hóa và Thông tin"),
        "thamdinh2": ("Nội vụ", "Tư pháp", "Tài chính - Kế hoạch"),
        "thamdinh3": ("Văn phòng", "Kinh tế"),
    },
}


def leader_of(campaign: Campaign) -> User:
    """The secretary of the authority, else somebody of its home-affairs staff; who belongs to no agency."""
    held = Membership.objects.valid().filter(authority=campaign.authority_id, role__in=sorted(RUNNING_ROLES))
    first = Case(When(role=Role.SECRETARY, then=0), default=1)
    for membership in held.filter(user__is_active=True).select_related("user").order_by(first, "user"):
        if not Campaign.objects.in_conflict_with(membership.user).filter(pk=campaign.pk).exists():
            return membership.user
    told = {"authority": campaign.authority.name}
    raise CommandError(_("%(authority)s chưa có ai là thư ký hay công chức Nội vụ") % told)


def hand_out_work(campaign: Campaign, leader: User) -> None:
    """What the members are good at, then the program's own proposal."""
    team, known = team_of(campaign), set(leaves_of(campaign).specialties)
    names = {user.username: key for key, user in team.people.items()}
    wanted = {
        names[name]: [specialty for specialty in specialties if specialty in known]
        for name, specialties in EXPERTISE[campaign.code].items()
        if name in names
    }
    set_expertise(campaign=campaign, wanted=wanted, seen=expertise_token(team), by=leader)
    proposed = propose_assignments(campaign=campaign, by=leader)
    if proposed.unplaced:
        told = {"code": campaign.code, "count": len(proposed.unplaced)}
        raise CommandError(_("%(code)s: %(count)d phần việc không có thành viên nào nhận được") % told)
