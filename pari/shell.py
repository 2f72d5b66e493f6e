"""What stands around every page: who sees which link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pari.accounts.enums import AGENCY_ROLES, OVERSEEING_ROLES, RUNNING_ROLES, TEAM_ROLES, Role
from pari.accounts.models import User
from pari.inbox.selectors import unread_count

Visitor = User | AnonymousUser
EVERYBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the house: its address, and the roles that see the link (none named: all who have signed in)."""

    name: str
    label: str | Promise
    roles: frozenset[str] = EVERYBODY
    count: Callable[[User], int] | None = None
    count_label: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`current` is the value of `aria-current`: `page` on it, `true` on a page inside it."""

    url: str
    label: str | Promise
    current: str = ""
    count: int = 0
    count_label: str | Promise = ""


PLACES = (
    Place("scoring:home", _("Việc của tôi")),
    Place("inbox:notices", _("Hộp thư"), count=unread_count, count_label=_("thông báo chưa đọc")),
    Place("appraisal:marking", _("Thẩm định"), frozenset({Role.APPRAISER})),
    Place("appraisal:checks", _("Chấm chéo"), frozenset({Role.APPRAISER})),
    Place("scoring:boards", _("Tiến độ"), OVERSEEING_ROLES),
    Place("appraisal:rounds", _("Điều hành thẩm định"), RUNNING_ROLES),
    Place("portal:council", _("Hội đồng"), frozenset({Role.COUNCIL})),
    Place("scoring:campaigns", _("Kỳ đánh giá"), RUNNING_ROLES),
    Place("scoring:criteria-sets", _("Bộ tiêu chí"), TEAM_ROLES),
    Place("scoring:agencies", _("Cơ quan"), OVERSEEING_ROLES),
    Place("scoring:people", _("Người dùng"), RUNNING_ROLES | AGENCY_ROLES),
)
PUBLIC = Place("portal:campaigns", _("Kết quả công bố"))
ADMINISTRATION = Place("admin:index", _("Quản trị"))
ACCOUNT = (Place("account:profile", _("Tài khoản của tôi")), Place("mfa_index", _("Đăng nhập hai bước")))


class Shell:
    """Asked for by the base template only; nothing is read from the database for pages that do without it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Visitor:
        return getattr(self.request, "user", None) or AnonymousUser()

    @cached_property
    def links(self) -> list[Link]:
        return [link for place in self._places() if (link := self._link(place))]

    @property
    def account_links(self) -> list[Link]:
        return [link for place in ACCOUNT if (link := self._link(place))]

    @property
    def sign_in_url(self) -> str:
        return _address("login")

    @property
    def sign_out_url(self) -> str:
        return _address("logout")

    def _places(self) -> Iterable[Place]:
        if isinstance(self.user, User):
            roles = {item.role for item in self.user.current_memberships}
            yield from (place for place in PLACES if not place.roles or self.user.is_superuser or place.roles & roles)
        yield PUBLIC
        if self.user.is_staff:
            yield ADMINISTRATION

    def _link(self, place: Place) -> Link | None:
        url = _address(place.name)
        if not url:
            return None
        count = place.count(self.user) if place.count and isinstance(self.user, User) else 0
        return Link(url, place.label, self._current(url), count, place.count_label)

    def _current(self, url: str) -> str:
        if self.request.path == url:
            return "page"
        return "true" if url != "/" and self.request.path.startswith(url) else ""


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor."""
    return {"shell": Shell(request)}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
