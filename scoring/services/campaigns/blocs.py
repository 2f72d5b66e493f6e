"""The blocs of a campaign: agencies that are compared with one another."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotNow
from scoring.models import Bloc, Campaign
from scoring.services.campaigns.participants import locked_in_setup


@transaction.atomic
def add_bloc(*, campaign: Campaign, code: str, name: str, by: User | None) -> Bloc:
    """A bloc after the others; a code of the campaign twice is `Invalid`."""
    found = locked_in_setup(campaign)
    code, name = code.strip(), name.strip()
    if not code or not name:
        raise Invalid(_("Thiếu mã hoặc tên khối."), _("Ghi cả hai, ví dụ mã XA, tên Khối xã, phường."))
    if found.blocs.filter(code=code).exists():
        raise Invalid(_("Mã khối “%(code)s” đã có.") % {"code": code}, _("Chọn mã khác."))
    last = found.blocs.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    bloc = Bloc.objects.create(campaign=found, code=code, name=name, order=place + 1, position=place)
    _log(found, "bloc.add", bloc, by)
    return bloc


@transaction.atomic
def remove_bloc(*, campaign: Campaign, bloc: int, by: User | None) -> None:
    """Only an empty one: `NotNow` while agencies are in it."""
    found = locked_in_setup(campaign)
    going = found.blocs.filter(pk=bloc).first()
    if going is None:
        return
    if going.participants.exists():
        raise NotNow(
            _("Khối “%(bloc)s” còn cơ quan tham gia.") % {"bloc": going.name},
            _("Chuyển các cơ quan sang khối khác trước."),
        )
    _log(found, "bloc.remove", going, by)
    going.delete()


def _log(campaign: Campaign, verb: str, bloc: Bloc, by: User | None) -> None:
    details = {"code": bloc.code, "name": bloc.name}
    record(chain=campaign.code, verb=verb, by=by, subject=f"campaign:{campaign.code}", details=details)
