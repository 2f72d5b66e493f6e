"""Which agencies take part, with bloc, annex and parent: put together while the campaign is being set up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Agency, Annex, Bloc, Campaign, Extension, Participant, Submission
from scoring.selectors.campaigns.participants import Placement, cycle_through, placement_of

BATCH = 500


def locked_in_setup(campaign: Campaign) -> Campaign:
    """The campaign, locked until the caller's transaction ends; `NotNow` once it is open."""
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if found.phase != Phase.SETUP:
        raise NotNow(
            _("Kỳ đánh giá đã mở, không đổi danh sách cơ quan tham gia được nữa."),
            _("Mọi thay đổi phải làm trước khi mở tự đánh giá."),
        )
    return found


@transaction.atomic
def add_participants(*, campaign: Campaign, agencies: Collection[int], bloc: int, annex: int, by: User | None) -> int:
    """Let agencies of the register take part, in their order there; those already in are passed over."""
    found = locked_in_setup(campaign)
    new = Agency.objects.filter(authority=found.authority_id, pk__in=agencies)
    new = new.exclude(pk__in=found.participants.values("agency")).order_by("code", "pk")
    _check_place(found, bloc, annex)
    first = next_position(found)
    rows = [
        Participant(
            campaign=found,
            agency=agency,
            bloc_id=bloc,
            annex_id=annex,
            code=agency.code,
            name=agency.name,
            short_name=agency.short_name,
            position=position,
        )
        for position, agency in enumerate(new, first)
    ]
    insert_participants(found, rows)
    _log(found, "participants.add", [row.code for row in rows], by)
    return len(rows)


def next_position(campaign: Campaign) -> int:
    last = campaign.participants.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def insert_participants(campaign: Campaign, rows: list[Participant]) -> None:
    """Participants with their empty submissions; a code that is there twice is `Invalid`."""
    codes = Counter([*campaign.participants.values_list("code", flat=True), *(row.code for row in rows)])
    if twice := sorted(code for code, times in codes.items() if times > 1):
        raise Invalid(
            _("Mã trùng nhau: %(codes)s.") % {"codes": ", ".join(twice[:10])},
            _("Mỗi mã chỉ một cơ quan tham gia; bỏ chọn cơ quan đã đổi tên hoặc đã sáp nhập."),
        )
    written = Participant.objects.bulk_create(rows, BATCH)
    Submission.objects.bulk_create((Submission(campaign=campaign, participant=row) for row in written), BATCH)


@dataclass(frozen=True, slots=True)
class Change:
    """A participant's place as the person saw it and as she wants it."""

    seen: str
    wanted: Placement


@transaction.atomic
def place_participants(*, campaign: Campaign, changes: Mapping[int, Change], by: User | None) -> int:
    """Write the places that differ, all or none; one that somebody else changed meanwhile raises `Overtaken`."""
    found = locked_in_setup(campaign)
    rows = {row.pk: row for row in found.participants.filter(pk__in=changes)}
    differing = {
        key: change.wanted
        for key, change in changes.items()
        if key in rows and change.seen != str(change.wanted) and _unchanged(rows[key], change)
    }
    for wanted in set(differing.values()):
        _check_place(found, wanted.bloc, wanted.annex)
    _check_parents(found, differing)
    before = {key: str(placement_of(rows[key])) for key in differing}
    for key, wanted in differing.items():
        row = rows[key]
        row.bloc_id, row.annex_id, row.parent_id, row.level = wanted.bloc, wanted.annex, wanted.parent, wanted.level
    Participant.objects.bulk_update([rows[key] for key in differing], ["bloc", "annex", "parent", "level"], BATCH)
    if differing:
        moves = {rows[key].code: f"{before[key]} → {wanted}" for key, wanted in differing.items()}
        record(chain=found.code, verb="participants.place", by=by, subject=f"campaign:{found.code}", details=moves)
    return len(differing)


def _unchanged(row: Participant, change: Change) -> bool:
    if str(placement_of(row)) == change.seen:
        return True
    raise Overtaken(
        _("“%(agency)s” vừa được người khác sửa, nên chưa lưu gì.") % {"agency": row.name},
        _("Tải lại trang để thấy giá trị hiện tại rồi sửa tiếp."),
    )


@transaction.atomic
def remove_participants(*, campaign: Campaign, participants: Collection[int], by: User | None) -> int:
    """Take agencies out again; `NotNow` when one of them has answers, marks or figures already."""
    found = locked_in_setup(campaign)
    going = found.participants.filter(pk__in=participants)
    codes = list(going.values_list("code", flat=True))
    if has_work(going):
        raise NotNow(
            _("Có cơ quan đã có câu trả lời, điểm hoặc số liệu trong kỳ này, nên chưa bỏ cơ quan nào."),
            _("Chỉ bỏ được cơ quan chưa có dữ liệu."),
        )
    going.delete()
    if codes:
        _log(found, "participants.remove", codes, by)
    return len(codes)


def has_work(participants: QuerySet[Participant]) -> bool:
    """Whether anything but the empty frame hangs on one of them, in whatever table of whatever app."""
    submissions = Submission.objects.filter(participant__in=participants)
    frame = {Participant, Submission, Extension}
    return _referred_to(participants, apart=frame) or _referred_to(submissions, apart=frame)


def _referred_to(rows: QuerySet[Any], *, apart: Collection[type[Model]]) -> bool:
    for relation in rows.model._meta.related_objects:  # noqa: SLF001 Django's documented API
        table: Any = relation.related_model
        if table not in apart and table.objects.filter(**{f"{relation.field.name}__in": rows}).exists():
            return True
    return False


def _check_place(campaign: Campaign, bloc: int, annex: int) -> None:
    if not Bloc.objects.filter(campaign=campaign, pk=bloc).exists():
        raise Invalid(_("Chưa chọn khối, hoặc khối không thuộc kỳ đánh giá này."), _("Chọn khối trong danh sách."))
    if not Annex.objects.filter(criteria_set=campaign.criteria_set_id, pk=annex).exists():
        raise Invalid(
            _("Chưa chọn phụ lục, hoặc phụ lục không thuộc bộ tiêu chí của kỳ này."),
            _("Chọn phụ lục trong danh sách."),
        )


def _check_parents(campaign: Campaign, changes: Mapping[int, Placement]) -> None:
    parents: dict[int, int | None] = dict(campaign.participants.values_list("pk", "parent"))
    parents.update({key: placement.parent for key, placement in changes.items()})
    if any(parent is not None and parent not in parents for parent in parents.values()):
        raise Invalid(_("Cơ quan cấp trên không tham gia kỳ này."), _("Chọn cơ quan trong danh sách tham gia."))
    if (inside := cycle_through(parents)) is not None:
        name = campaign.participants.get(pk=inside).name
        raise Invalid(_("“%(agency)s” trực thuộc chính mình.") % {"agency": name}, _("Sửa cột Trực thuộc."))


def _log(campaign: Campaign, verb: str, codes: list[str], by: User | None) -> None:
    if codes:
        record(chain=campaign.code, verb=verb, by=by, subject=f"campaign:{campaign.code}", details={"agencies": codes})
