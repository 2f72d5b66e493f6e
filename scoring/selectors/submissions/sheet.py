"""One agency's answers beside the leaves they answer: three queries however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from scoring.core.credit import Credit, Entry, Mark, credit
from scoring.core.criteria import Annex as CoreAnnex
from scoring.core.criteria import Leaf
from scoring.core.policy import Policy
from scoring.enums import ScanState, Source
from scoring.models import Answer, Criterion, EvidenceLink, Submission
from scoring.selectors.campaigns.policies import annex_tree, policy_of
from scoring.selectors.submissions.completeness import Gap, gaps_of

EXEMPT = "exempt"  # what `scored` says where the reading takes the leaf out (CONTRACT §4)


def is_sound(link: EvidenceLink) -> bool:
    """As `EvidenceLink.objects.sound()`, of one that was read with its file."""
    evidence = link.file.evidence
    if evidence.scan != ScanState.INFECTED or evidence.scanned_at is None:
        return True
    return evidence.scanned_at < link.file.uploaded_at


@dataclass(frozen=True)
class Line:
    """A leaf, what was answered and what proves it."""

    criterion: Criterion
    answer: Answer | None
    links: tuple[EvidenceLink, ...]

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps_of(self.criterion, self.answer, links=sum(is_sound(link) for link in self.links))

    @property
    def mark(self) -> Mark | None:
        """The claim as the arithmetic takes it; a leaf claimed not applicable brings nothing."""
        return None if self.answer is None or self.answer.not_applicable else claimed(self.answer)


@dataclass(frozen=True)
class Sheet:
    """The whole annex in its order, groups too, with a line for each leaf that the agency answers."""

    submission: Submission
    nodes: tuple[Criterion, ...]
    lines: tuple[Line, ...]
    annex: CoreAnnex
    policy: Policy

    @cached_property
    def incomplete(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.gaps)

    @cached_property
    def credits(self) -> Mapping[str, Credit]:
        """What each leaf's claim brings by the core, by code; leaves without a claim too."""
        marks = {line.criterion.code: line.mark for line in self.lines}
        return {leaf.code: credit(leaf, Entry(claim=marks.get(leaf.code)), self.policy) for leaf in self.annex.leaves}

    @cached_property
    def leaves(self) -> Mapping[str, Leaf]:
        return {leaf.code: leaf for leaf in self.annex.leaves}


def sheet_of(submission: Submission) -> Sheet:
    """Give the submission with `campaign` and `participant` selected."""
    tree = annex_tree(submission.participant.annex_id)
    answers = {answer.criterion_id: answer for answer in Answer.objects.filter(submission=submission)}
    links = _links(submission)
    lines = (
        Line(node, answers.get(node.pk), tuple(links.get(node.pk, ())))
        for node in tree.nodes
        if node.source == Source.SELF
    )
    return Sheet(submission, tree.nodes, tuple(lines), tree.annex, policy_of(submission.campaign))


def claimed(answer: Answer) -> Mark | None:
    """Points as the rule gave them for a value, else as entered; None when neither is there."""
    if answer.scored is not None:
        points = None if answer.scored == EXEMPT else Fraction(answer.scored)
        return Mark(points, is_read=True)
    return None if answer.points is None else Mark(Fraction(answer.points))


def _links(submission: Submission) -> Mapping[int, list[EvidenceLink]]:
    found: dict[int, list[EvidenceLink]] = {}
    links = EvidenceLink.objects.filter(answer__submission=submission)
    for link in links.select_related("answer", "file__evidence").order_by("pk"):
        found.setdefault(link.answer.criterion_id, []).append(link)
    return found
