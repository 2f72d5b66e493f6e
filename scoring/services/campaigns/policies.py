"""The campaign's policies: changed as one sheet, up to the council (DESIGN §6)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import NotNow, Overtaken
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Campaign, Modifier
from scoring.selectors.campaigns.rulebook import Rulebook, checked, rulebook_of, same
from scoring.services.campaigns.refusing import in_words

#: What is decided by the council and published is decided by the policies that the council saw.
LOCKED_PHASES = PUBLIC_PHASES | {Phase.COUNCIL}


@transaction.atomic
def set_policies(*, campaign: Campaign, wanted: Rulebook, seen: str, by: User | None) -> Rulebook:
    """Write the policies and return them in canonical form.

    `seen` is the token of the rulebook that the person changed; another one now raises `Overtaken`.
    Raises `Invalid` with the first fault and `NotNow` from the council on.
    """
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = rulebook_of(found)
    _check_open(found, before, seen)
    after, faults = checked(wanted, blocs=set(found.blocs.values_list("code", flat=True)))
    for refused in faults.values():
        raise in_words(refused)
    if not same(before, after):
        _write(found, after)
        record(
            chain=found.code,
            verb="campaign.policies",
            by=by,
            subject=f"campaign:{found.code}",
            details={"before": before.as_json(), "after": after.as_json()},
        )
    return after


def _check_open(campaign: Campaign, before: Rulebook, seen: str) -> None:
    if campaign.phase in LOCKED_PHASES:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, chính sách tính điểm đã khóa.")
            % {"phase": campaign.get_phase_display()}
        )
    if before.token != seen:
        raise Overtaken(
            _("Chính sách vừa được người khác thay đổi, nên chưa lưu những gì bạn nhập."),
            _("Xem chính sách hiện tại rồi nhập lại thay đổi của bạn."),
        )


def _write(campaign: Campaign, rulebook: Rulebook) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(**rulebook.columns())
    campaign.modifiers.all().delete()
    Modifier.objects.bulk_create(
        Modifier(campaign=campaign, order=order, rule=rule)
        for order, rule in enumerate(rulebook.as_json()["modifiers"], 1)
    )
