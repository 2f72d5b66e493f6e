"""Agencies of the register: a new one, its spelling, and its end without a successor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import SYSTEM_CHAIN, record
from pari.refusals import Invalid, NotNow
from pari.ui.dates import short_date
from scoring.models import Agency, Authority
from scoring.services.register.rights import check_may_write, lock_register


@transaction.atomic
def add_agency(
    *,
    authority: Authority,
    code: str,
    name: str,
    by: User | None,
    short_name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Agency:
    check_may_write(by, [authority])
    lock_register()
    agency = create_agency(
        authority=authority, code=code, name=name, short_name=short_name, valid_from=valid_from, valid_to=valid_to
    )
    _log("agency.added", agency, by, valid_from=valid_from.isoformat() if valid_from else None)
    return agency


def create_agency(
    *,
    authority: Authority,
    code: str,
    name: str,
    short_name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    ending: Collection[int] = (),
) -> Agency:
    """The row without its event, for those who write one of their own; the register is locked.

    `ending` are agencies that make way for it and may therefore bear its code.
    """
    agency = Agency(
        authority=authority, code=code, name=name, short_name=short_name, valid_from=valid_from, valid_to=valid_to
    )
    check_days(agency)
    check_code(agency, ending)
    agency.save()
    return agency


@transaction.atomic
def correct_agency(*, agency: Agency, name: str, short_name: str, by: User | None) -> Agency:
    """Mend how a name is spelled. A change of name by decision is a rename, which makes another row (DESIGN §4)."""
    check_may_write(by, [agency.authority])
    lock_register()
    found = Agency.objects.select_related("authority").get(pk=agency.pk)
    before = (found.name, found.short_name)
    found.name, found.short_name = name.strip(), short_name.strip()
    if before == (found.name, found.short_name):
        return found
    check_code(found, ending=())
    found.save(update_fields=["name", "short_name"])
    _log("agency.corrected", found, by, name_before=before[0], short_name_before=before[1])
    return found


@transaction.atomic
def end_agency(*, agency: Agency, on: date, decision: str, by: User | None) -> Agency:
    """The agency ends without a successor; `on` is its last day."""
    check_may_write(by, [agency.authority])
    lock_register()
    found = Agency.objects.select_related("authority").get(pk=agency.pk)
    if found.valid_to is not None:
        raise NotNow(
            _("%(name)s đã kết thúc hoạt động ngày %(day)s.") % {"name": found.name, "day": short_date(found.valid_to)}
        )
    if not decision.strip():
        raise Invalid(_("Chưa ghi số quyết định."), _("Ghi số, ký hiệu của văn bản cho thôi hoạt động."))
    found.valid_to = on
    check_days(found)
    found.save(update_fields=["valid_to"])
    _log("agency.ended", found, by, decision=decision.strip(), last_day=on.isoformat())
    return found


def check_days(agency: Agency) -> None:
    if agency.valid_from and agency.valid_to and agency.valid_from > agency.valid_to:
        raise Invalid(
            _("Ngày hết hiệu lực %(end)s trước ngày có hiệu lực %(start)s.")
            % {"end": short_date(agency.valid_to), "start": short_date(agency.valid_from)},
            _("Xem lại hai ngày."),
        )


def check_code(agency: Agency, ending: Collection[int]) -> None:
    """The law gives a code to another agency only when the one before has ended."""
    if not agency.code or not agency.name:
        raise Invalid(_("Cơ quan phải có mã và tên."), _("Ghi đủ mã và tên."))
    same = Agency.objects.filter(authority=agency.authority, code=agency.code).exclude(pk=agency.pk)
    if same.filter(name=agency.name).exists():
        raise Invalid(
            _("Đã có cơ quan mã %(code)s tên “%(name)s”.") % {"code": agency.code, "name": agency.name},
            _("Dùng cơ quan đã có, hoặc ghi mã hay tên khác."),
        )
    meanwhile = same.exclude(pk__in=list(ending)).filter(_overlapping(agency)).first()
    if meanwhile is not None:
        raise Invalid(
            _("Mã %(code)s đang dùng cho “%(name)s”.") % {"code": agency.code, "name": meanwhile.name},
            _("Ghi mã khác, hoặc ghi nhận đổi tên nếu đây là cùng một cơ quan."),
        )


def _overlapping(agency: Agency) -> Q:
    after = Q(valid_to__isnull=True) | Q(valid_to__gte=agency.valid_from) if agency.valid_from else Q()
    before = Q(valid_from__isnull=True) | Q(valid_from__lte=agency.valid_to) if agency.valid_to else Q()
    return after & before


def _log(verb: str, agency: Agency, by: User | None, **details: str | None) -> None:
    what: dict[str, str | None] = {
        "authority": agency.authority.name,
        "code": agency.code,
        "name": agency.name,
        "short_name": agency.short_name,
    }
    record(chain=SYSTEM_CHAIN, verb=verb, by=by, subject=f"agency:{agency.pk}", details={**what, **details})
