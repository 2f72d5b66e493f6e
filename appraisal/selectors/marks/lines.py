"""What a list's lines are, and what can be asked of them in the database: a member may have every agency of a province,
so lists are narrowed and counted there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Round
from appraisal.models import Mark
from appraisal.selectors.assignments.parts import MARKED_SOURCES
from scoring.enums import Evidence, SubmissionState
from scoring.models import Answer, Criterion, EvidenceLink, Participant, Submission, SupplementItem


class Only(models.TextChoices):
    """What a list can be narrowed to; the value stands in the address."""

    UNMARKED = "chua-cham", _("Chưa chấm")
    BELOW = "thap-hon", _("Thấp hơn tự chấm")
    DISCUSS = "thao-luan", _("Cần thảo luận")
    NO_EVIDENCE = "khong-tai-lieu", _("Không có tài liệu")
    SUPPLEMENTED = "bo-sung", _("Có bổ sung")


#: Something was said: points, or a value that gives them (`said`).
SPOKEN = Q(points__isnull=False) | Q(value__isnull=False)
#: Filters that hold for every line and for none.
EVERY, NONE = Q(pk__isnull=False), Q(pk__isnull=True)


@dataclass(frozen=True, slots=True)
class Lines:
    """Agencies that share a leaf, or leaves that share an agency: `places` are the ones, in the order of the list, and
    one of `criterion` and `participant` is what they share.
    """

    places: QuerySet[Any]
    round: Round
    criterion: Criterion | None = None
    participant: Participant | None = None

    def answers(self) -> QuerySet[Answer]:
        """Of the line that the query outside stands at, as the others are."""
        return Answer.objects.filter(**self._cell("submission__")).order_by()

    def links(self) -> QuerySet[EvidenceLink]:
        """Sound documents."""
        return EvidenceLink.objects.sound().filter(**self._cell("answer__submission__", "answer__")).order_by()

    def marks(self) -> QuerySet[Mark]:
        return Mark.objects.filter(**self._cell()).order_by()

    def items(self) -> QuerySet[SupplementItem]:
        return SupplementItem.objects.filter(**self._cell("supplement__")).order_by()

    def _cell(self, agency: str = "", leaf: str = "") -> dict[str, Any]:
        what = OuterRef("pk") if self.criterion is None else self.criterion
        return {f"{agency}participant": self._agency, f"{leaf}criterion": what}

    @property
    def _agency(self) -> OuterRef | Participant:
        return self.participant or OuterRef("pk")

    @property
    def due(self) -> Q:
        return self._waiting if self.round == Round.FIRST else self._waiting & Q(Exists(self.items()))

    @property
    def _waiting(self) -> Q:
        """Leaves that somebody is asked to mark."""
        if self.criterion is None:
            return Q(source__in=sorted(MARKED_SOURCES))
        return EVERY if self.criterion.source in MARKED_SOURCES else NONE

    @property
    def submitted(self) -> Q:
        """The agency has."""
        return Q(Exists(Submission.objects.filter(participant=self._agency).exclude(state=SubmissionState.DRAFT)))

    @property
    def wants_evidence(self) -> Q:
        if self.criterion is None:
            return Q(evidence=Evidence.REQUIRED)
        return EVERY if self.criterion.evidence == Evidence.REQUIRED else NONE

    @property
    def marked(self) -> Q:
        """In the round that is going on."""
        return Q(Exists(self.marks().filter(round=self.round)))

    @property
    def unmarked(self) -> Q:
        return self.due & ~self.marked

    def latest(self, column: str) -> Subquery:
        """Of the latest mark."""
        return Subquery(self.marks().order_by("-round").values(column)[:1])

    def narrowed(self, only: str) -> QuerySet[Any]:
        """To a code of `Only`; what is below the claim is not found here."""
        places = self.places
        if only == Only.UNMARKED:
            places = places.filter(self.unmarked)
        elif only == Only.DISCUSS:
            places = places.alias(discuss=self.latest("needs_discussion")).filter(discuss=True)
        elif only == Only.NO_EVIDENCE:
            places = places.filter(Exists(self.answers().filter(SPOKEN)), ~Exists(self.links()))
        elif only == Only.SUPPLEMENTED:
            places = places.filter(Exists(self.items()) if self.round == Round.SECOND else NONE)
        return places
