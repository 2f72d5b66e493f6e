"""What the members of the team are specialists in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal.models import Expertise
from appraisal.selectors.assignments.parts import leaves_of
from appraisal.selectors.assignments.team import Team, expertise_token, team_of
from appraisal.services.assignments.locking import locked_for_assigning
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, Overtaken
from scoring.models import Campaign


@transaction.atomic
def set_expertise(*, campaign: Campaign, wanted: Mapping[int, Collection[str]], seen: str, by: User | None) -> int:
    """The specialties of these members, each as it shall be; returns how many members changed.

    `seen` is the sheet's token (`expertise_token`): what somebody else changed meanwhile raises `Overtaken`.
    Assignments stay as they are until they are proposed anew.
    """
    found = locked_for_assigning(campaign, by)
    team = team_of(found)
    if seen != expertise_token(team):
        raise Overtaken(
            _("Người khác vừa sửa thành viên hoặc chuyên môn, nên chưa lưu gì."), _("Xem lại bảng mới rồi sửa tiếp.")
        )
    _check(found, team, wanted)
    changed = {
        person: frozenset(specialties)
        for person, specialties in wanted.items()
        if team.specialties.get(person, frozenset()) != frozenset(specialties)
    }
    Expertise.objects.filter(campaign=found, appraiser__in=changed).delete()
    Expertise.objects.bulk_create(
        Expertise(campaign=found, appraiser_id=person, specialty=specialty)
        for person, specialties in sorted(changed.items())
        for specialty in sorted(specialties)
    )
    if changed:
        details = {team.people[person].username: sorted(names) for person, names in changed.items()}
        record(
            chain=found.code, verb="expertise.set", by=by, subject=f"campaign:{found.code}", details={"set": details}
        )
    return len(changed)


def _check(campaign: Campaign, team: Team, wanted: Mapping[int, Collection[str]]) -> None:
    if any(person not in team.people for person in wanted):
        raise Invalid(
            _("Có người không phải là thành viên Tổ giúp việc đang hoạt động."), _("Tải lại trang để thấy danh sách.")
        )
    known = set(leaves_of(campaign).specialties)
    if any(specialty not in known for specialties in wanted.values() for specialty in specialties):
        raise Invalid(_("Có chuyên môn không có trong bộ tiêu chí của kỳ này."), _("Tải lại trang rồi chọn lại."))
