"""What people are to an authority or an agency (DESIGN §1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("Cán bộ đầu mối")
    HEAD = "head", _("Thủ trưởng đơn vị")
    APPRAISER = "appraiser", _("Thành viên Tổ giúp việc")
    SECRETARY = "secretary", _("Bộ phận thư ký")
    STAFF = "staff", _("Công chức Nội vụ")
    COUNCIL = "council", _("Thành viên Hội đồng thẩm định")
    OBSERVER = "observer", _("Quan sát viên")


#: Those who belong to one agency; everybody else belongs to the authority's team.
AGENCY_ROLES = frozenset({Role.OFFICER, Role.HEAD})
TEAM_ROLES = frozenset(Role) - AGENCY_ROLES
#: Those who run the cycle for the authority.
RUNNING_ROLES = frozenset({Role.SECRETARY, Role.STAFF})
#: Those who may look at the progress of all agencies.
OVERSEEING_ROLES = RUNNING_ROLES | {Role.OBSERVER}
