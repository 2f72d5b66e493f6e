"""Compute an index run and store its results (DESIGN §3, CONTRACT §4–§8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pari.audit.chain import JSON
from pari.audit.models import ChainHead
from pari.audit.services import record
from reports.enums import RunState
from reports.models import CriterionResult, IndexRun, LeafResult
from reports.services.digest import campaign_digest, policy_rows
from reports.services.gather import ScoredAgency, ScoredBloc, score_blocs
from reports.services.storing import store_agencies, store_bloc, store_summaries
from scoring.core.conclude import ENGINE_VERSION, Conclusion, conclude
from scoring.models import Bloc, Campaign
from scoring.selectors.campaigns.policies import modifiers_of, policy_of, trees_of
from scoring.services.bulk import delete_rows
from scoring.services.collection import no_cycle_search


class TakenOver(Exception):
    """Another worker took this very run after this one, or finished it."""


def compute_run(*, run_id: int) -> IndexRun:
    """Compute the run and return the one that holds its results: itself, or an earlier one of the same digest.

    Starting again after a killed worker is safe: what the dead one left is cleared, and until the last
    step the results in force stay as they are.
    """
    run = _started(run_id)
    if run.state != RunState.RUNNING:
        return run.same_as or run
    try:
        with no_cycle_search():
            return _computed(run)
    except TakenOver:
        return IndexRun.objects.get(pk=run_id)
    except Exception as error:
        _note_failure(run, error)
        raise


def _started(run_id: int) -> IndexRun:
    """Take the job: a queued run, or one whose worker died and whose message came again."""
    open_states = [RunState.QUEUED, RunState.RUNNING]
    with transaction.atomic():
        taken = IndexRun.objects.filter(pk=run_id, state__in=open_states)
        now, seen = timezone.now(), _log_of(run_id)
        if taken.update(state=RunState.RUNNING, started_at=now, seen_event=seen, progress=0, error=""):
            _clear(run_id)
        return IndexRun.objects.select_related("campaign__authority", "same_as").get(pk=run_id)


def _log_of(run_id: int) -> Coalesce:
    """Where the log of the run's campaign stands: who wrote to it has committed, and what she wrote will be read."""
    codes = Campaign.objects.filter(index_runs=run_id).values("code")
    head = ChainHead.objects.filter(chain__in=codes).values("sequence")
    return Coalesce(Subquery(head[:1]), 0)


def _held(run: IndexRun) -> QuerySet[IndexRun]:
    """The job as long as it is this worker's: a later start puts its own time."""
    return IndexRun.objects.filter(pk=run.pk, state=RunState.RUNNING, started_at=run.started_at)


def _change(run: IndexRun, **fields: Any) -> None:
    """Change the job, first in a transaction: it is locked then, and nothing is stored that another worker cleared.

    The campaign is locked before the job, as an import does that replaces both: they wait, they never block each other.
    """
    Campaign.objects.select_for_update(no_key=True).filter(pk=run.campaign_id).values_list("pk").first()
    if not _held(run).update(**fields):
        raise TakenOver(run.pk)


def _note_failure(run: IndexRun, error: Exception) -> None:
    """Say what went wrong, and clear the blocs stored so far: nobody will ever read them."""
    with transaction.atomic():
        if _held(run).update(state=RunState.FAILED, error=repr(error)):
            _clear(run.pk)


def _clear(run_id: int) -> None:
    for model in (LeafResult, CriterionResult):
        delete_rows(model.objects.filter(run=run_id))


def _computed(run: IndexRun) -> IndexRun:
    campaign = run.campaign
    policy, trees = policy_of(campaign), trees_of(campaign.criteria_set_id)
    IndexRun.objects.filter(pk=run.pk).update(total=campaign.participants.count())
    agencies: list[ScoredAgency] = []
    blocs: list[Bloc] = []
    for scored in score_blocs(campaign, trees, policy):
        blocs.append(scored.bloc)
        agencies.extend(_without_leaves(scored.agencies))
        _store_bloc(run, scored, len(agencies))
    concluded = conclude(
        [item.scored for item in agencies],
        blocs=[bloc.code for bloc in blocs],
        year=campaign.year,
        policy=policy,
        modifiers=modifiers_of(campaign),
    )
    digest = campaign_digest(campaign, trees.values(), {item.scored.code: item.digest for item in agencies})
    return _finished(run, digest, concluded, {item.scored.code: item for item in agencies}, blocs)


def _without_leaves(agencies: Iterable[ScoredAgency]) -> Iterator[ScoredAgency]:
    """Once a bloc is stored its leaves are let go: memory grows with the largest bloc, not the campaign."""
    return (ScoredAgency(item.participant, item.scored, item.digest, "", item.missing) for item in agencies)


def _store_bloc(run: IndexRun, scored: ScoredBloc, progress: int) -> None:
    with transaction.atomic():
        _change(run, progress=progress)
        store_bloc(run, scored)


def _finished(
    run: IndexRun, digest: str, concluded: Conclusion, agencies: Mapping[str, ScoredAgency], blocs: list[Bloc]
) -> IndexRun:
    """Store the results and put the run in force, all in one step; the same digest keeps the earlier run."""
    earlier = find_run(run.campaign, digest)
    if earlier is None:
        try:
            with transaction.atomic():
                return _stored(run, digest, concluded, agencies, blocs)
        except IntegrityError:
            earlier = find_run(run.campaign, digest)
            if earlier is None:
                raise
    return _same_as(run, earlier)


def find_run(campaign: Campaign, digest: str) -> IndexRun | None:
    """The finished run of this content by this version of the arithmetic."""
    finished = IndexRun.objects.filter(campaign=campaign, state=RunState.DONE, same_as__isnull=True)
    return finished.filter(input_digest=digest, engine_version=ENGINE_VERSION).first()


def _same_as(run: IndexRun, earlier: IndexRun) -> IndexRun:
    with transaction.atomic():
        _change(
            run,
            state=RunState.DONE,
            same_as=earlier,
            computed_at=timezone.now(),
            input_digest=earlier.input_digest,
            engine_version=ENGINE_VERSION,
        )
        _clear(run.pk)
    return earlier


def _stored(
    run: IndexRun, digest: str, concluded: Conclusion, agencies: Mapping[str, ScoredAgency], blocs: list[Bloc]
) -> IndexRun:
    _change(
        run,
        state=RunState.DONE,
        computed_at=timezone.now(),
        progress=len(agencies),
        engine_version=ENGINE_VERSION,
        input_digest=digest,
        policy=policy_rows(run.campaign),
        overall_mean=concluded.overall.mean,
        overall_classes=dict(concluded.overall.classes),
    )
    store_agencies(run, concluded, agencies)
    store_summaries(run, concluded, blocs)
    details: dict[str, JSON] = {"run": run.pk, "digest": digest, "engine": ENGINE_VERSION, "agencies": len(agencies)}
    record(chain=run.campaign.code, verb="index.computed", by=run.requested_by, subject=str(run.pk), details=details)
    run.refresh_from_db()
    return run
