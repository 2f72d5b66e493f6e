"""What a motion would change: its agency before and after, and everybody whose rank or class moves (DESIGN §7).

The agency is computed anew from its entries; the others stand as the latest run left them. So it costs the same few
queries at ten agencies and at ten thousand, and says what a run would say after the motion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from appraisal.models import Motion
from reports.models import IndexRun
from reports.selectors.agencies import standings_of
from reports.selectors.council.figures import Stored, raw_place, stored_lines
from reports.selectors.council.own import Change, Own, own_figures
from scoring.core.conclude import figure
from scoring.core.enums import On
from scoring.core.modifiers import Modifier, Standing
from scoring.core.policy import Policy
from scoring.core.whatif import Line, Lines, Place, places, with_figure
from scoring.models import Campaign, Participant
from scoring.selectors.campaigns.policies import modifiers_of, policy_of

NOWHERE = Place(None, None, None)


@dataclass(frozen=True, slots=True)
class Side:
    """One agency before or after; `place` is None for who may not see figures that depend on others."""

    own: Own
    place: Place | None

    @property
    def index(self) -> Decimal | None:
        return self.own.index.rounded if self.own.index else None


@dataclass(frozen=True, slots=True)
class Shift:
    """Another agency whose rank or class moves."""

    code: str
    name: str
    bloc: str
    before: Place
    after: Place

    @property
    def changes_class(self) -> bool:
        return self.before.class_name != self.after.class_name


@dataclass(frozen=True, slots=True)
class Preview:
    before: Side
    after: Side
    shifts: tuple[Shift, ...] = ()

    @property
    def classes_changed(self) -> int:
        return sum(item.changes_class for item in self.shifts)


def narrow_preview(motion: Motion, change: Change | None) -> Preview:
    """Only what depends on no other agency: for a member who belongs to one that is assessed."""
    before, after = own_figures(_participant(motion), policy_of(motion.campaign), change)
    return Preview(Side(before, None), Side(after, None))


def full_preview(motion: Motion, change: Change | None, run: IndexRun) -> Preview:
    """A constant number of queries. Give the motion with its campaign, agency and leaf."""
    participant, policy = _participant(motion), policy_of(motion.campaign)
    before, after = own_figures(participant, policy, change)
    ground = _Ground(motion.campaign, participant, policy, stored_lines(run))
    was, would_be = ground.places(before), ground.places(after)
    code = participant.code
    shifts = tuple(
        Shift(item.code, item.name, item.bloc_name, was[item.code], would_be[item.code])
        for item in ground.stored
        if item.code != code and was[item.code] != would_be[item.code]
    )
    return Preview(Side(before, was.get(code, NOWHERE)), Side(after, would_be.get(code, NOWHERE)), shifts)


def _participant(motion: Motion) -> Participant:
    if motion.participant is None:
        raise ValueError("a motion about no agency changes no figure")
    return motion.participant


class _Ground:
    """All agencies as the run has them, and what is needed to put one of them elsewhere."""

    def __init__(self, campaign: Campaign, participant: Participant, policy: Policy, stored: list[Stored]) -> None:
        self.stored, self._campaign, self._policy = stored, campaign, policy
        self._code = participant.code
        self._by_code = {item.code: item for item in stored}
        self._others = [item for item in stored if item.code != self._code]
        self._lines: Lines = {item.code: self._line(item) for item in stored}
        self._modifiers: Sequence[Modifier] = modifiers_of(campaign)
        self._standings: Mapping[str, Standing] = standings_of(self._family(participant), campaign.self_deadline)

    def places(self, own: Own) -> Mapping[str, Place]:
        """Of all agencies, with these figures of the motion's."""
        if self._code not in self._lines:
            return places(self._lines)
        changed = with_figure(
            self._lines,
            self._code,
            self._figure(own),
            own.by_threshold,
            standings=self._standings,
            modifiers=self._modifiers,
            scale=self._policy.class_scale,
        )
        return places(changed)

    def _line(self, item: Stored) -> Line:
        if self._policy.rank_on is On.ROUNDED:
            read: Decimal | Fraction | None = item.published
        else:
            read = None if item.rank is None else Fraction(-item.rank)
        return Line(item.code, item.bloc, item.parent, read, item.by_threshold or None, item.class_name or None)

    def _figure(self, own: Own) -> Decimal | Fraction | None:
        if own.index is None or self._policy.rank_on is On.ROUNDED:
            return figure(own.index, On.ROUNDED)
        return raw_place(self._others, own.index.raw, self._policy, self._exact)

    def _exact(self, participant: int) -> Fraction:
        """An agency's raw index from its entries; asked for only of those that are all but equal."""
        found = Participant.objects.get(pk=participant)
        own, _ = own_figures(found, self._policy, None)
        return own.index.raw if own.index else Fraction(-1)

    def _family(self, participant: Participant) -> list[int]:
        """The agency and all above it."""
        keys, code = [participant.pk], self._parent_of(participant.code)
        while code in self._by_code and self._by_code[code].participant not in keys:
            keys.append(self._by_code[code].participant)
            code = self._parent_of(code)
        return keys

    def _parent_of(self, code: str) -> str:
        return (self._by_code[code].parent or "") if code in self._by_code else ""
