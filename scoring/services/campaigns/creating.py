"""A new campaign: one year of one authority on one criteria set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotNow
from scoring.enums import CriteriaSetState, Phase
from scoring.models import Authority, Campaign, CriteriaSet
from scoring.selectors.campaigns.policy_values import FIRST_YEAR, LAST_YEAR
from scoring.selectors.campaigns.rulebook import conflict_since_of, default_rulebook, rulebook_of

#: A word of the addresses cannot be a code.
RESERVED_CODES = frozenset({"tao-moi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    code: str
    name: str
    year: int


@transaction.atomic
def create_campaign(
    *,
    authority: Authority,
    criteria_set: CriteriaSet,
    new: NewCampaign,
    by: User | None,
    policies_of: Campaign | None = None,
) -> Campaign:
    """A campaign being set up, with the contract's policies or those of an earlier campaign (modifiers apart)."""
    code, name = _checked(new)
    _check_set(authority, criteria_set)
    rulebook = rulebook_of(policies_of) if policies_of else default_rulebook()
    values = rulebook.columns() | {"conflict_since": conflict_since_of(new.year)}
    values["citations"] = {key: text for key, text in rulebook.citations.items() if not key.startswith("modifier:")}
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                code=code,
                name=name,
                year=new.year,
                authority=authority,
                criteria_set=criteria_set,
                phase=Phase.SETUP,
                rolls_weekends=policies_of is not None and policies_of.rolls_weekends,
                **values,
            )
    except IntegrityError as error:
        raise Invalid(_("Mã “%(code)s” đã có kỳ đánh giá khác dùng.") % {"code": code}, _("Chọn mã khác.")) from error
    record(
        chain=campaign.code,
        verb="campaign.create",
        by=by,
        subject=f"campaign:{campaign.code}",
        details={
            "name": name,
            "year": new.year,
            "authority": authority.name,
            "criteria_set": criteria_set.name,
            "policies_of": policies_of.code if policies_of else None,
        },
    )
    return campaign


def _checked(new: NewCampaign) -> tuple[str, str]:
    code, name = (unicodedata.normalize("NFC", text.strip()) for text in (new.code, new.name))
    if not name or not code or any(unicodedata.category(char).startswith("C") for char in code + name):
        raise Invalid(_("Thiếu mã hoặc tên kỳ đánh giá."), _("Ghi cả hai, ví dụ mã NT-2025."))
    if code in RESERVED_CODES or set(code) <= {"."}:
        raise Invalid(_("Không dùng được mã “%(code)s”.") % {"code": code}, _("Chọn mã khác, ví dụ NT-2025."))
    if not FIRST_YEAR <= new.year <= LAST_YEAR:
        raise Invalid(_("Năm không hợp lệ."), _("Ghi năm bốn chữ số, ví dụ 2025."))
    return code, name


def _check_set(authority: Authority, criteria_set: CriteriaSet) -> None:
    if criteria_set.authority_id != authority.pk:
        raise Invalid(_("Bộ tiêu chí là của cơ quan chủ trì khác."), _("Chọn bộ tiêu chí của cơ quan chủ trì này."))
    if criteria_set.state != CriteriaSetState.ACTIVE:
        raise NotNow(
            _("Bộ tiêu chí “%(name)s” chưa áp dụng hoặc đã hết hiệu lực.") % {"name": criteria_set.name},
            _("Đưa bộ tiêu chí vào áp dụng trước."),
        )
