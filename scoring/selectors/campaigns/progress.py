"""How far every agency is: the progress board, at a cost that does not grow with the province (DESIGN §8, §12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import Membership
from scoring.enums import Phase, Progress, Source, SubmissionState
from scoring.models import Bloc, Campaign, Criterion, Extension, Participant
from scoring.selectors.campaigns.participants import participants_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of the board is asked for; empty parts select everything."""

    text: str = ""
    status: str = ""
    bloc: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One agency on the board."""

    participant: Participant
    status: Progress
    done: int
    total: int
    until: datetime | None
    saved_at: datetime | None
    submitted_at: datetime | None
    reminded_at: datetime | None
    extension: Extension | None

    @property
    def has_own_deadline(self) -> bool:
        submission = getattr(self.participant, "submission", None)
        return submission is not None and submission.deadline is not None


@dataclass(frozen=True, slots=True)
class BlocCounts:
    bloc: Bloc
    counts: Mapping[Progress, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Board:
    """The progress of one campaign at one moment."""

    campaign: Campaign
    now: datetime

    @cached_property
    def totals(self) -> Mapping[int, int]:
        """How many leaves an agency answers, by annex; one grouped query."""
        own = Criterion.objects.filter(annex__criteria_set=self.campaign.criteria_set_id, source=Source.SELF)
        return dict(own.order_by().values_list("annex").annotate(Count("pk")))

    @cached_property
    def by_bloc(self) -> tuple[BlocCounts, ...]:
        """Agencies of every bloc by status: one grouped query, and one for the blocs' names."""
        standing: Any = self.standing()  # the type checker knows no annotated names
        found: dict[int, dict[Progress, int]] = {}
        for item in standing.order_by().values("bloc", "status").annotate(count=Count("pk")):
            found.setdefault(item["bloc"], {})[Progress(item["status"])] = item["count"]
        return tuple(BlocCounts(bloc, _every(found.get(bloc.pk, {}))) for bloc in self.campaign.blocs.all())

    @cached_property
    def counts(self) -> Mapping[Progress, int]:
        """All agencies by status."""
        return {status: sum(item.counts[status] for item in self.by_bloc) for status in Progress}

    @property
    def agencies(self) -> int:
        return sum(self.counts.values())

    def standing(self) -> QuerySet[Participant]:
        """The campaign's agencies, each with `status`, `total` and `until`."""
        annotated = self.campaign.participants.annotate(total=self._total(), until=self._until())
        return annotated.annotate(status=_status(self.now))

    def chosen(self, selection: Selection) -> QuerySet[Participant]:
        """Those asked for, in the order of blocs and of the campaign."""
        rows = self.standing()
        for field, wanted in (("status", selection.status), ("bloc__code", selection.bloc), ("code", selection.agency)):
            rows = rows.filter(**{field: wanted}) if wanted else rows
        rows = participants_named(rows, selection.text) if selection.text.strip() else rows
        return rows.order_by(F("bloc__order").asc(nulls_last=True), "bloc__position", "position")

    def rows(self, participants: QuerySet[Participant]) -> Iterator[Row]:
        """A page of `chosen`; one query more for the papers of extensions."""
        page = list(participants.select_related("bloc", "annex", "submission"))
        papers = _newest_extensions(self.campaign, page)
        return (_row(item, papers.get(item.pk)) for item in page)

    def _total(self) -> Case:
        cases = [When(annex=annex, then=Value(count)) for annex, count in self.totals.items()]
        return Case(*cases, default=Value(0), output_field=IntegerField())

    def _until(self) -> Any:
        own, common = F("submission__deadline"), self.campaign.self_deadline
        return own if common is None else Coalesce(own, Value(common, output_field=DateTimeField()))


def board_of(campaign: Campaign, *, now: datetime | None = None) -> Board:
    return Board(campaign, now or timezone.now())


def _status(now: datetime) -> Case:
    """The statuses in the order in which they are asked; the rest has not logged in."""
    draft = Q(submission=None) | Q(submission__state=SubmissionState.DRAFT)
    # Not correlated: the database looks once who has logged in, then into that set.
    members = Membership.objects.valid().filter(
        agency__isnull=False, role__in=sorted(AGENCY_ROLES), user__last_login__isnull=False
    )
    return Case(
        When(~draft & Q(submission__submitted_at__gt=F("until")), then=Value(Progress.LATE)),
        When(~draft, then=Value(Progress.SUBMITTED)),
        When(until__lt=now, then=Value(Progress.OVERDUE)),
        When(total__gt=0, submission__done__gte=F("total"), then=Value(Progress.READY)),
        When(submission__saved_at__isnull=False, then=Value(Progress.IN_PROGRESS)),
        When(agency__in=members.values("agency"), then=Value(Progress.NOT_STARTED)),
        default=Value(Progress.NOT_LOGGED_IN),
    )


def _every(counts: Mapping[Progress, int]) -> Mapping[Progress, int]:
    return {status: counts.get(status, 0) for status in Progress}


def _newest_extensions(campaign: Campaign, page: Iterable[Participant]) -> Mapping[int, Extension]:
    keys = [item.pk for item in page if getattr(item, "submission", None) and item.submission.deadline]
    found: dict[int, Extension] = {}
    for extension in campaign.extensions.filter(phase=Phase.SELF, participant__in=keys):
        found.setdefault(extension.participant_id, extension)
    return found


def _row(participant: Any, extension: Extension | None) -> Row:
    submission = getattr(participant, "submission", None)
    return Row(
        participant=participant,
        status=Progress(participant.status),
        done=submission.done if submission else 0,
        total=participant.total,
        until=participant.until,
        saved_at=submission.saved_at if submission else None,
        submitted_at=submission.submitted_at if submission and participant.status in _SENT else None,
        reminded_at=submission.reminded_at if submission else None,
        extension=extension,
    )


_SENT = frozenset({Progress.SUBMITTED, Progress.LATE})
