"""An agency's marks of closed rounds, leaf by leaf, with what it answers; never an internal note, never an open round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from appraisal.enums import Round
from appraisal.models import Mark, Reply
from appraisal.selectors.credits import entry_of
from appraisal.selectors.entries import agency_entries
from appraisal.selectors.rounds.closed import closed_rounds
from scoring.core.credit import credit
from scoring.core.enums import Kind
from scoring.core.explain import explain
from scoring.models import Answer, Criterion, Participant
from scoring.selectors.campaigns.policies import leaf_of, policy_of
from scoring.selectors.submissions.claim_inputs import speech
from scoring.workbook.records import EXEMPT

#: What an agency is shown of a mark; nothing else is read.
_SHOWN = ("criterion_id", "round", "points", "scored", "reason_code", "note")


@dataclass(frozen=True, slots=True)
class RoundMark:
    """One round's mark as the agency reads it. No points: the reading takes the leaf out."""

    label: str
    points: Fraction | None
    reason: str
    note: str

    @property
    def shown(self) -> str:
        return _words(self.points)


@dataclass(frozen=True, slots=True)
class Granted:
    """What both rounds come to, with its sentence; before the council, whose rulings are told by the publication."""

    points: Fraction | None
    sentence: str

    @property
    def shown(self) -> str:
        return _words(self.points)


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One leaf. `reply` is what the agency has answered, if it has; `granted` stands once both rounds are closed."""

    criterion: Criterion
    claim: Fraction | None
    marks: tuple[RoundMark, ...]
    reply: Reply | None
    granted: Granted | None = None

    @property
    def claimed(self) -> str:
        return _words(self.claim)

    @property
    def maximum(self) -> str:
        return _words(Fraction(self.criterion.max_points))

    @property
    def version(self) -> int:
        return self.reply.version if self.reply else 0

    @property
    def text(self) -> str:
        return self.reply.text if self.reply else ""

    @property
    def is_below(self) -> bool:
        """Whether the latest mark is below the claim."""
        last = self.marks[-1].points
        return self.claim is not None and last is not None and last < self.claim


def reply_lines(participant: Participant) -> tuple[ReplyLine, ...]:
    """Leaves with a mark in a closed round, in the order of the annex; a constant number of queries."""
    marks = _marks(participant)
    replies = {reply.criterion_id: reply for reply in _replies(participant)}
    claims = _claims(participant)
    leaves = Criterion.objects.filter(annex=participant.annex_id).exclude(kind=Kind.GROUP.value).order_by("position")
    shown = [leaf for leaf in leaves if leaf.pk in marks]
    granted = _granted(participant, shown) if Round.SECOND in closed_rounds(participant.campaign) else {}
    return tuple(
        ReplyLine(leaf, claims.get(leaf.pk), marks[leaf.pk], replies.get(leaf.pk), granted.get(leaf.pk))
        for leaf in shown
    )


def _granted(participant: Participant, criteria: Iterable[Criterion]) -> Mapping[int, Granted]:
    entries, policy = replace(agency_entries(participant.pk), special={}), policy_of(participant.campaign)
    words, found = speech(), dict[int, Granted]()
    for criterion in criteria:
        leaf = leaf_of(criterion)
        if leaf is not None:
            entry = entry_of(leaf, criterion.pk, entries)
            given = credit(leaf, entry, policy)
            sentence = explain(leaf, entry, policy, words.language)
            found[criterion.pk] = Granted(None if given.exempt else given.points, sentence)
    return found


def _marks(participant: Participant) -> Mapping[int, tuple[RoundMark, ...]]:
    found: dict[int, tuple[RoundMark, ...]] = {}
    rows = Mark.objects.filter(participant=participant, round__in=closed_rounds(participant.campaign))
    for mark in rows.only(*_SHOWN).order_by("round"):
        reason = str(mark.get_reason_code_display()) if mark.reason_code else ""
        shown = RoundMark(str(Round(mark.round).label), _points(mark), reason, mark.note)
        found[mark.criterion_id] = (*found.get(mark.criterion_id, ()), shown)
    return found


def _claims(participant: Participant) -> Mapping[int, Fraction | None]:
    rows = Answer.objects.filter(submission__participant=participant)
    wanted = rows.only("criterion_id", "points", "scored", "not_applicable")
    return {answer.criterion_id: None if answer.not_applicable else _points(answer) for answer in wanted}


def _replies(participant: Participant) -> list[Reply]:
    return list(Reply.objects.filter(participant=participant).select_related("written_by"))


def _points(said: Mark | Answer) -> Fraction | None:
    """As the rule gave them for a value, else as entered."""
    if said.scored is not None:
        return None if said.scored == EXEMPT else Fraction(said.scored)
    return None if said.points is None else Fraction(said.points)


def _words(points: Fraction | None) -> str:
    return "–" if points is None else speech().points(points)
