"""A campaign's policies, each with its place in the regulation, as one value (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from scoring.core.canonical import canonical_json
from scoring.core.errors import Refused
from scoring.core.modifiers import parse_modifier
from scoring.core.numbers import plain
from scoring.core.policy import DEFAULT_SCALE, ClassScale, Policy, parse_class_scale
from scoring.core.readings import text_of
from scoring.enums import IndexMode, LateSubmissions, On, OverallMean, SupplementScope
from scoring.models import Campaign
from scoring.selectors.campaigns.policy_values import REPLY_PHASES, SETTLERS
from scoring.selectors.campaigns.seen import token_of

#: Policies that a regulation can be cited for, in the order of the form; modifiers follow as `modifier:1`…
CITED = (
    "supplement_rate",
    "supplement_scope",
    "index_mode",
    "index_digits",
    "index_cap",
    "overall_mean",
    "class_scale",
    "classify_on",
    "rank_on",
    "late_submissions",
    "separate_sign_off",
    "conflict_since",
    "cross_check_share",
    "cross_check_tolerance",
    "reply_phases",
    "council_quorum",
    "council_bound",
)
#: Who has belonged to an agency since this many years before the campaign's does not appraise it.
YEARS_OF_CONFLICT = 2
_CHOICES = {
    "supplement_scope": SupplementScope,
    "index_mode": IndexMode,
    "overall_mean": OverallMean,
    "classify_on": On,
    "rank_on": On,
    "late_submissions": LateSubmissions,
}
LONGEST_CITATION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Under the names of the campaign's columns; figures as text, modifiers as the JSON of CONTRACT §7."""

    supplement_rate: str
    supplement_scope: str
    index_mode: str
    index_digits: str
    index_cap: str
    overall_mean: str
    classify_on: str
    rank_on: str
    class_scale: str
    late_submissions: str
    separate_sign_off: bool
    conflict_since: str
    cross_check_share: str
    cross_check_tolerance: str
    reply_phases: tuple[str, ...]
    council_quorum: str
    council_bound: str
    citations: Mapping[str, str]
    modifiers: tuple[Mapping[str, Any], ...]

    @property
    def token(self) -> str:
        return token_of(self.as_json())

    def as_json(self) -> dict[str, Any]:
        rules, phases = [dict(rule) for rule in self.modifiers], list(self.reply_phases)
        return {**asdict(self), "modifiers": rules, "reply_phases": phases}

    def columns(self) -> dict[str, Any]:
        """As the campaign's columns take it; the modifiers are rows of their own."""
        values = {key: value for key, value in self.as_json().items() if key != "modifiers"}
        dates = {"conflict_since": date.fromisoformat(self.conflict_since) if self.conflict_since else None}
        return {**values, **dates, "index_cap": self.index_cap or None, "index_digits": int(self.index_digits)}


def conflict_since_of(year: int) -> str:
    """The day that a new campaign of this year begins with."""
    return date(year - YEARS_OF_CONFLICT, 1, 1).isoformat()


def default_rulebook(year: int | None = None) -> Rulebook:
    """CONTRACT §3's defaults; the appraisal's own beside them, with a day for conflicts when the year is given."""
    policy = Policy()
    return Rulebook(
        supplement_rate=text_of(policy.supplement_rate),
        supplement_scope=policy.supplement_scope.value,
        index_mode=policy.index_mode.value,
        index_digits=str(policy.index_digits),
        index_cap="" if policy.index_cap is None else text_of(policy.index_cap),
        overall_mean=policy.overall_mean.value,
        classify_on=policy.classify_on.value,
        rank_on=policy.rank_on.value,
        class_scale=str(DEFAULT_SCALE),
        late_submissions=LateSubmissions.ACCEPT.value,
        separate_sign_off=False,
        conflict_since=conflict_since_of(year) if year else "",
        cross_check_share="0.05",
        cross_check_tolerance="0",
        reply_phases=tuple(REPLY_PHASES),
        council_quorum="2/3",
        council_bound="1",
        citations={},
        modifiers=(),
    )


def rulebook_of(campaign: Campaign) -> Rulebook:
    """Two queries at the most: the campaign is given."""
    return Rulebook(
        supplement_rate=plain(campaign.supplement_rate),
        supplement_scope=campaign.supplement_scope,
        index_mode=campaign.index_mode,
        index_digits=str(campaign.index_digits),
        index_cap="" if campaign.index_cap is None else plain(campaign.index_cap),
        overall_mean=campaign.overall_mean,
        classify_on=campaign.classify_on,
        rank_on=campaign.rank_on,
        class_scale=campaign.class_scale,
        late_submissions=campaign.late_submissions,
        separate_sign_off=campaign.separate_sign_off,
        conflict_since=campaign.conflict_since.isoformat() if campaign.conflict_since else "",
        cross_check_share=plain(campaign.cross_check_share),
        cross_check_tolerance=plain(campaign.cross_check_tolerance),
        reply_phases=tuple(campaign.reply_phases),
        council_quorum=campaign.council_quorum,
        council_bound=plain(campaign.council_bound),
        citations=campaign.citations or {},
        modifiers=tuple(item.rule for item in campaign.modifiers.order_by("order")),
    )


def checked(rulebook: Rulebook, *, blocs: Collection[str]) -> tuple[Rulebook, Mapping[str, Refused]]:
    """The rulebook in canonical form, and what is wrong with it under the names of its parts.

    A part with a fault stays as it was given.
    """
    faults: dict[str, Refused] = {}
    given, settled = asdict(rulebook), asdict(rulebook)
    for name, settle in SETTLERS.items():
        try:
            settled[name] = settle(given[name])
        except Refused as refused:
            faults[name] = refused
    for name, kind in _CHOICES.items():
        if given[name] not in kind.values:
            faults[name] = Refused("giá trị không có trong danh mục", "chọn trong danh sách")
    settled["modifiers"], wrong = _modifiers(rulebook.modifiers, _scale(rulebook), blocs)
    settled["citations"] = _citations(rulebook)
    return Rulebook(**settled), {**faults, **wrong}


def scale_fault(campaign: Campaign) -> Refused | None:
    """What is wrong with the class scale, if anything."""
    try:
        parse_class_scale(campaign.class_scale)
    except Refused as refused:
        return refused
    return None


def _scale(rulebook: Rulebook) -> ClassScale:
    try:
        return parse_class_scale(rulebook.class_scale)
    except Refused:
        return DEFAULT_SCALE  # the scale has a fault of its own


def _modifiers(
    rules: tuple[Mapping[str, Any], ...], scale: ClassScale, blocs: Collection[str]
) -> tuple[tuple[Mapping[str, Any], ...], Mapping[str, Refused]]:
    settled: list[Mapping[str, Any]] = []
    faults: dict[str, Refused] = {}
    for number, rule in enumerate(rules, 1):
        try:
            modifier = parse_modifier(rule, scale)
            if modifier.bloc and modifier.bloc not in blocs:
                raise Refused("không có khối “%(bloc)s”", "chọn khối của kỳ đánh giá", bloc=modifier.bloc)
            settled.append(modifier.as_json())
        except Refused as refused:
            settled.append(rule)
            faults[f"modifier:{number}"] = refused
    return tuple(settled), faults


def _citations(rulebook: Rulebook) -> dict[str, str]:
    """Those that say something, of policies that exist."""
    names = {*CITED, *(f"modifier:{number}" for number in range(1, len(rulebook.modifiers) + 1))}
    said = {name: " ".join(text.split())[:LONGEST_CITATION] for name, text in rulebook.citations.items()}
    return {name: text for name, text in said.items() if text and name in names}


def uncited(rulebook: Rulebook) -> list[str]:
    """Policies without a place in the regulation, in the order of the form."""
    names = [*CITED, *(f"modifier:{number}" for number in range(1, len(rulebook.modifiers) + 1))]
    return [name for name in names if name not in rulebook.citations]


def same(first: Rulebook, second: Rulebook) -> bool:
    return canonical_json(first.as_json()) == canonical_json(second.as_json())
