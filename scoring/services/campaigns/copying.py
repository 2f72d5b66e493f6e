"""The agencies of an earlier campaign, taken into a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from pari.refusals import Invalid
from scoring.models import Bloc, Campaign, Participant
from scoring.selectors.campaigns.participants import register_on
from scoring.services.campaigns.participants import BATCH, insert_participants, locked_in_setup, next_position


@dataclass(frozen=True, slots=True)
class Copied:
    """How many came, and the names of those left behind: no longer in the register, or without such an annex."""

    added: int
    ended: tuple[str, ...]
    without_annex: tuple[str, ...]


@transaction.atomic
def copy_participants(*, campaign: Campaign, source: Campaign, by: User | None) -> Copied:
    """Bring the agencies that still exist, each into the bloc and annex of the same code, below the same parent."""
    found = locked_in_setup(campaign)
    if source.authority_id != found.authority_id or source.pk == found.pk:
        raise Invalid(_("Kỳ đánh giá nguồn là của cơ quan chủ trì khác."), _("Chọn một kỳ khác trong danh sách."))
    fits, copied = _sorted_out(found, source)
    insert_participants(found, _rows(found, source, fits))
    _hang_below_parents(found, source)
    details: dict[str, JSON] = {
        "from": source.code,
        "added": copied.added,
        "left": [*copied.ended, *copied.without_annex],
    }
    record(chain=found.code, verb="participants.copy", by=by, subject=f"campaign:{found.code}", details=details)
    return copied


def _sorted_out(campaign: Campaign, source: Campaign) -> tuple[list[Participant], Copied]:
    standing = set(register_on(authority=campaign.authority_id, day=timezone.localdate()).values_list("pk", flat=True))
    annexes = set(campaign.criteria_set.annexes.values_list("code", flat=True))
    present = set(campaign.participants.values_list("agency", flat=True))
    earlier = source.participants.select_related("agency", "annex", "bloc").order_by("position")
    new = [item for item in earlier if item.agency_id not in present]
    ended = tuple(item.name for item in new if item.agency_id not in standing)
    there = [item for item in new if item.agency_id in standing]
    fits = [item for item in there if item.annex.code in annexes]
    lacking = tuple(item.name for item in there if item.annex.code not in annexes)
    return fits, Copied(len(fits), ended, lacking)


def _rows(campaign: Campaign, source: Campaign, fits: list[Participant]) -> list[Participant]:
    blocs = _blocs(campaign, source, {item.bloc.code for item in fits})
    annexes = dict(campaign.criteria_set.annexes.values_list("code", "pk"))
    return [
        Participant(
            campaign=campaign,
            agency=item.agency,
            bloc_id=blocs[item.bloc.code],
            annex_id=annexes[item.annex.code],
            code=item.agency.code,
            name=item.agency.name,
            short_name=item.agency.short_name,
            level=item.level,
            position=position,
        )
        for position, item in enumerate(fits, next_position(campaign))
    ]


def _blocs(campaign: Campaign, source: Campaign, wanted: set[str]) -> Mapping[str, int]:
    """The campaign's blocs by code, with those of the source that it lacks."""
    known = {bloc.code: bloc for bloc in campaign.blocs.all()}
    place = max((bloc.position for bloc in known.values()), default=-1) + 1
    missing = [bloc for bloc in source.blocs.all() if bloc.code in wanted - set(known)]
    new = [
        Bloc(campaign=campaign, code=bloc.code, name=bloc.name, order=bloc.order, position=position)
        for position, bloc in enumerate(missing, place)
    ]
    return {bloc.code: bloc.pk for bloc in [*known.values(), *Bloc.objects.bulk_create(new)]}


def _hang_below_parents(campaign: Campaign, source: Campaign) -> None:
    rows = {row.agency_id: row for row in campaign.participants.all()}
    edges = source.participants.exclude(parent=None).values_list("agency", "parent__agency")
    below = [(rows[child], rows[parent]) for child, parent in edges if child in rows and parent in rows]
    orphans = [(child, parent) for child, parent in below if child.parent_id is None and child.pk != parent.pk]
    for child, parent in orphans:
        child.parent = parent
    Participant.objects.bulk_update([child for child, _parent in orphans], ["parent"], BATCH)
