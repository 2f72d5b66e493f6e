"""People from a spreadsheet: all is judged first, then written in one go or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.rights import may_give
from pari.accounts.services import Invitee, grant_membership, invite
from pari.refusals import Invalid
from scoring.core.errors import Refused
from scoring.core.fields import nearest
from scoring.models import Agency, Authority
from scoring.selectors.register.agencies import valid_on


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row as it was read; `number` is its row in the sheet. What could not be read is blank, and refused already."""

    number: int
    username: str
    full_name: str
    email: str
    role: str
    agency: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class RowFault:
    number: int
    column: str
    value: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Step:
    """What one row leads to: a link, a role for a known account, or nothing since it is so already."""

    row: PersonRow
    agency: Agency | None
    user: User | None = None
    is_known: bool = False

    @property
    def deed(self) -> str:
        return "keep" if self.is_known else "grant" if self.user else "invite"


@dataclass(frozen=True, slots=True)
class Plan:
    steps: Sequence[Step]
    faults: Sequence[RowFault]

    def count(self, deed: str) -> int:
        return sum(step.deed == deed for step in self.steps)


def plan_people(*, rows: Sequence[PersonRow], authority: Authority, by: User) -> Plan:
    """What the rows would do, and every reason why one of them may not be done. Nothing is written."""
    return _Planner(rows, authority, by).plan()


@transaction.atomic
def import_people(*, rows: Sequence[PersonRow], authority: Authority, by: User) -> list[tuple[Step, str]]:
    """Do all of it, and return the links' tokens, which are not stored. The same rows again do nothing.

    Imports of one authority go one after the other: the second sees what the first has made.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    plan = plan_people(rows=rows, authority=authority, by=by)
    if plan.faults:
        raise Invalid(
            _("Danh sách có %(count)d lỗi nên chưa ghi gì.") % {"count": len(plan.faults)},
            _("Hãy tải tệp lên lại để xem từng lỗi."),
        )
    return [(step, _do(step, authority, by)) for step in plan.steps if not step.is_known]


def _do(step: Step, authority: Authority, by: User) -> str:
    """The link's token; nothing when an account got the role at once."""
    row = step.row
    if step.user is not None:
        grant_membership(
            user=step.user,
            role=row.role,
            authority=authority,
            agency=step.agency,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            by=by,
        )
        return ""
    _invitation, token = invite(
        invitee=Invitee(full_name=row.full_name, email=row.email, username=row.username),
        role=row.role,
        authority=authority,
        agency=step.agency,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        by=by,
    )
    return token


@dataclass(slots=True)
class _Planner:
    rows: Sequence[PersonRow]
    authority: Authority
    by: User
    faults: list[RowFault] = field(default_factory=list)

    def plan(self) -> Plan:
        agencies, users = self._agencies(), self._users()
        held, offered, seen = self._held(users.values()), self._offered(), self._seen(users.values())
        self._check_repeats()
        steps = []
        for row in self.rows:
            agency, user = self._agency(row, agencies), users.get(row.username.lower())
            self._check_right(row, agency)
            self._check_user(row, user, is_seen=user is not None and user.pk in seen)
            key = (row.role, agency.pk if agency else None)
            is_known = (user.pk, *key) in held if user else (row.username, *key) in offered
            steps.append(Step(row, agency, user, is_known))
        return Plan(steps, sorted(self.faults, key=lambda fault: fault.number))

    def _refuse(self, row: PersonRow, column: str, refused: Refused) -> None:
        value = asdict(row)[column]
        self.faults.append(RowFault(row.number, column, "" if value is None else str(value), refused))

    def _agencies(self) -> Mapping[str, list[Agency]]:
        found: dict[str, list[Agency]] = {}
        for agency in Agency.objects.filter(valid_on(), authority=self.authority):
            found.setdefault(agency.code, []).append(agency)
        return found

    def _users(self) -> Mapping[str, User]:
        """Accounts with these names, in whatever capitals."""
        names = {row.username.lower() for row in self.rows}
        known = User.objects.annotate(low=Lower("username")).filter(Q(low__in=names) | Q(username__in=names))
        return {user.username.lower(): user for user in known}

    def _held(self, users: Iterable[User]) -> set[tuple[int, str, int | None]]:
        """Roles that these people hold or will hold in the authority."""
        keys = [user.pk for user in users]
        first = min((row.valid_from for row in self.rows), default=date.min)
        held = Membership.objects.filter(user__in=keys, authority=self.authority).overlapping(first, None)
        return set(held.values_list("user", "role", "agency"))

    def _seen(self, users: Iterable[User]) -> set[int]:
        """Of these, the accounts whose names she may know of."""
        keys = [user.pk for user in users]
        if self.by.is_superuser:
            return set(keys)
        return set(Membership.objects.seen_by(self.by).filter(user__in=keys).values_list("user", flat=True))

    def _offered(self) -> set[tuple[str, str, int | None]]:
        pending = Invitation.objects.pending().filter(authority=self.authority).exclude(username="")
        return set(pending.values_list("username", "role", "agency"))

    def _agency(self, row: PersonRow, agencies: Mapping[str, list[Agency]]) -> Agency | None:
        """The agency of the row; a fault and none when there is not exactly one."""
        if not row.role and not row.agency:
            return None
        if row.role and row.role not in AGENCY_ROLES:
            if row.agency:
                self._refuse(row, "agency", Refused("vai trò này không thuộc một cơ quan", "bỏ trống ô này"))
            return None
        meant = agencies.get(row.agency, [])
        if len(meant) == 1:
            return meant[0]
        if not row.agency:
            refused = Refused("vai trò này cần một cơ quan", "ghi mã cơ quan")
        elif meant:
            refused = Refused("nhiều cơ quan đang dùng mã này", "mời từng người trên trang Người dùng")
        else:
            near = nearest(row.agency, list(agencies))
            refused = Refused("không có cơ quan mang mã này", "mã gần nhất: %(near)s", near=near)
        self._refuse(row, "agency", refused)
        return None

    def _check_right(self, row: PersonRow, agency: Agency | None) -> None:
        place = agency.pk if agency else None
        if row.role and not may_give(self.by, role=row.role, authority=self.authority.pk, agency=place):
            self._refuse(row, "role", Refused("bạn không được giao vai trò này", "nhờ công chức Nội vụ nhập dòng này"))
        if row.valid_to is not None and row.valid_to < row.valid_from:
            self._refuse(row, "valid_to", Refused("ngày kết thúc sớm hơn ngày bắt đầu", "sửa lại ngày"))

    def _check_user(self, row: PersonRow, user: User | None, *, is_seen: bool) -> None:
        if user is None:
            return
        if user.username != row.username:
            refused = Refused("đã có tên này, viết hoa khác", "ghi “%(name)s” nếu đúng người đó", name=user.username)
        elif not user.is_active:
            refused = Refused("tài khoản này đã ngừng hoạt động", "dùng tên đăng nhập khác")
        elif not is_seen:
            refused = Refused("tên đăng nhập đã có người dùng", "chọn tên đăng nhập khác")
        else:
            return
        self._refuse(row, "username", refused)

    def _check_repeats(self) -> None:
        seen: dict[tuple[str, str, str], int] = {}
        names: dict[str, PersonRow] = {}
        for row in filter(_is_named, self.rows):
            key = (row.username.lower(), row.role, row.agency)
            if key in seen:
                self._refuse(row, "username", Refused("trùng với dòng %(row)d", "bỏ một trong hai dòng", row=seen[key]))
            first = names.setdefault(row.username.lower(), row)
            if row.full_name and first.full_name != row.full_name:
                refused = Refused("khác họ tên ở dòng %(row)d", "một tên đăng nhập là một người", row=first.number)
                self._refuse(row, "full_name", refused)
            seen.setdefault(key, row.number)


def _is_named(row: PersonRow) -> bool:
    return bool(row.username)
