"""Second marks come to be: a random sample with its seed, or one leaf that the lead asks for (DESIGN §7)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.core.sampling import dealt, drawn
from appraisal.enums import CheckReason, Round
from appraisal.models import CheckSample, CrossCheck
from appraisal.selectors.checks.members import members_of
from appraisal.selectors.checks.population import Leaf, leaf_to_check, population_of
from appraisal.services.marks.places import check_member, check_round, locked_campaign
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from pari.inbox.services import notify
from pari.refusals import Invalid, NotNow, Overtaken
from scoring.core.numbers import exact, plain
from scoring.models import Campaign, Criterion, Participant
from scoring.selectors.campaigns.impartiality import check_impartial
from scoring.services.collection import no_cycle_search

LONGEST_SEED = 64
BATCH = 1_000
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample, with the leaves that nobody from elsewhere can mark a second time (agency/criterion)."""

    sample: CheckSample
    unmanned: tuple[str, ...]


def draw_sample(*, campaign: Campaign, round: Round, by: User, seed: str = "") -> Drawn:
    """Draw the campaign's share of the leaves that have no second mark yet, and give each to a second member.

    The seed is made here when none is given, and recorded either way: the same seed and list draw the same leaves.
    Leaves that nobody may mark a second time are named and stay without. Raises `NotNow` outside the round, and when
    there is nothing to draw from; `Overtaken` when somebody gives out second marks meanwhile; `NotAllowed` for others
    than those who run the campaign without a conflict in it.

    A province's leaves are listed before the campaign is locked, so that marks need not wait for it.
    """
    with transaction.atomic():
        found = _open_to(campaign, round, by)
        given = _given(found, round)
    seed = _checked_seed(seed)
    with no_cycle_search():
        population = population_of(found, round)
        chosen = [population[key] for key in drawn(population, seed=seed, share=exact(found.cross_check_share))]
    if not chosen:
        raise _nothing(exact(found.cross_check_share), len(population))
    with transaction.atomic():
        found = _open_to(campaign, round, by)
        if _given(found, round) != given:
            raise Overtaken(
                _("Người khác vừa giao chấm chéo trong lúc bạn chọn mẫu."), _("Xem danh sách rồi chọn lại.")
            )
        return _give_out(found, round, chosen, len(population), seed, by)


def _given(campaign: Campaign, round: Round) -> int:
    return CrossCheck.objects.filter(campaign=campaign, round=round).count()


def _give_out(campaign: Campaign, round: Round, chosen: list[Leaf], population: int, seed: str, by: User) -> Drawn:
    checks, unmanned = _dealt(campaign, round, chosen)
    sample = CheckSample.objects.create(
        campaign=campaign,
        round=round,
        seed=seed,
        share=campaign.cross_check_share,
        population=population,
        drawn=len(checks),
        drawn_by=by,
    )
    for check in checks:
        check.sample, check.why = sample, CheckReason.SAMPLE
    CrossCheck.objects.bulk_create(checks, BATCH)
    _log_sample(campaign, sample, unmanned, by)
    _tell(campaign, checks)
    return Drawn(sample, unmanned)


@transaction.atomic
def request_check(*, participant: Participant, criterion: Criterion, round: Round, by: User) -> CrossCheck:
    """Have one leaf marked a second time.

    Raises `Overtaken` when it is already, `NotNow` outside the round or when nobody from elsewhere is there.
    """
    campaign = _open_to(participant.campaign, round, by)
    leaf = leaf_to_check(participant, criterion)
    if leaf is None:
        raise Invalid(
            _("Tiêu chí %(code)s của cơ quan này không có người thẩm định.") % {"code": criterion.code},
            _("Phân công thẩm định trước, hoặc chọn tiêu chí khác."),
        )
    if CrossCheck.objects.filter(participant=participant, criterion=criterion, round=round).exists():
        raise Overtaken(_("Tiêu chí này đã có người chấm chéo."), _("Không cần làm gì thêm."))
    checks, unmanned = _dealt(campaign, round, [leaf])
    if unmanned:
        raise NotNow(
            _("Không còn thành viên nào ngoài cơ quan để chấm chéo tiêu chí này."),
            _("Bổ sung thành viên Tổ giúp việc rồi làm lại."),
        )
    check = checks[0]
    check.why = CheckReason.REQUESTED
    check.save(force_insert=True)
    details: dict[str, JSON] = {
        "agency": participant.code,
        "criterion": criterion.code,
        "round": int(round),
        "second_by": check.appraiser.get_full_name(),
    }
    record(
        chain=campaign.code, verb="check.requested", by=by, subject=f"check:{leaf.key}/{int(round)}", details=details
    )
    _tell(campaign, checks)
    return check


@transaction.atomic
def hand_on_check(*, check: int, by: User) -> CrossCheck:
    """Give a second mark that was not made yet to another member, as when its own has left or come into a conflict.

    Raises `NotNow` once it is made, or when nobody else is there.
    """
    row = CrossCheck.objects.select_related("campaign", "participant", "criterion").get(pk=check)
    campaign = _open_to(row.campaign, Round(row.round), by)
    found = CrossCheck.objects.select_for_update(of=("self",), no_key=True).select_related("appraiser").get(pk=check)
    if found.marked_at is not None:
        raise NotNow(_("Người chấm chéo đã chấm tiêu chí này, không giao lại được."))
    leaf = leaf_to_check(row.participant, row.criterion)
    checks = [] if leaf is None else _dealt(campaign, Round(row.round), [leaf], but=found.appraiser_id)[0]
    if leaf is None or not checks:
        raise NotNow(
            _("Không còn thành viên nào khác ngoài cơ quan để chấm chéo tiêu chí này."),
            _("Bổ sung thành viên Tổ giúp việc rồi làm lại."),
        )
    before, found.appraiser = found.appraiser, checks[0].appraiser
    found.save(update_fields=["appraiser"])
    details: dict[str, JSON] = {
        "agency": row.participant.code,
        "criterion": row.criterion.code,
        "round": int(row.round),
        "before": {"second_by": before.get_full_name()},
        "after": {"second_by": found.appraiser.get_full_name()},
    }
    record(
        chain=campaign.code,
        verb="check.handed_on",
        by=by,
        subject=f"check:{leaf.key}/{int(row.round)}",
        details=details,
    )
    _tell(campaign, [found])
    return found


def _open_to(campaign: Campaign, round: Round, by: User) -> Campaign:
    found = locked_campaign(campaign.pk)
    check_member(found, by, RUNNING_ROLES)
    check_impartial(found, by)
    check_round(found, round)
    return found


def _checked_seed(seed: str) -> str:
    seed = " ".join(seed.split())
    if len(seed) > LONGEST_SEED:
        raise Invalid(_("Số gieo dài quá %(most)d ký tự.") % {"most": LONGEST_SEED}, _("Rút ngắn, hoặc để trống."))
    return seed or secrets.token_hex(8)


def _nothing(share: Fraction, population: int) -> NotNow:
    if population and not share:
        return NotNow(_("Tỷ lệ chấm chéo của kỳ đánh giá là 0."), _("Sửa tỷ lệ trong quy định của kỳ rồi chọn lại."))
    return NotNow(
        _("Không còn tiêu chí nào để chọn: chưa phân công thẩm định, hoặc mọi tiêu chí đã có người chấm chéo.")
    )


def _dealt(
    campaign: Campaign, round: Round, leaves: list[Leaf], *, but: int | None = None
) -> tuple[list[CrossCheck], tuple[str, ...]]:
    """A check for each leaf that somebody `but` one may mark, not stored yet; and the keys of the others."""
    members = members_of(campaign, but=but)
    groups = {
        leaf.key: members.groups(participant=leaf.participant, specialty=leaf.specialty, first=leaf.first)
        for leaf in leaves
    }
    given = dealt([leaf.key for leaf in leaves], candidates=groups, load=members.load)
    checks = [
        CrossCheck(
            campaign=campaign,
            participant_id=leaf.participant,
            criterion_id=leaf.criterion,
            round=round,
            appraiser_id=person,
        )
        for leaf in leaves
        if (person := given[leaf.key]) is not None
    ]
    return checks, tuple(sorted(key for key, person in given.items() if person is None))


def _log_sample(campaign: Campaign, sample: CheckSample, unmanned: tuple[str, ...], by: User) -> None:
    record(
        chain=campaign.code,
        verb="check.drawn",
        by=by,
        subject=f"sample:{sample.pk}",
        details={
            "round": int(sample.round),
            "seed": sample.seed,
            "share": plain(sample.share),
            "population": sample.population,
            "drawn": sample.drawn,
            "unmanned": len(unmanned),
            "unmanned_leaves": list(unmanned[:MOST_NAMED]),
        },
    )


def _tell(campaign: Campaign, checks: Iterable[CrossCheck]) -> None:
    """Each second member how many leaves she has got; nobody else."""
    counts: dict[int, int] = {}
    for check in checks:
        counts[check.appraiser_id] = counts.get(check.appraiser_id, 0) + 1
    people = User.objects.in_bulk(counts)
    for person, count in sorted(counts.items()):
        with translation.override(settings.LANGUAGE_CODE):
            notify(
                users=[people[person]],
                title=_("%(campaign)s: chấm chéo") % {"campaign": campaign.code},
                body=ngettext(
                    "Bạn được giao chấm chéo %(count)d tiêu chí.", "Bạn được giao chấm chéo %(count)d tiêu chí.", count
                )
                % {"count": count},
                link=reverse("appraisal:check-queue", args=[campaign.code]),
            )
