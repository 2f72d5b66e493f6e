"""Campaigns with results for the portal's tests, with as many agencies and leaves as asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.core.files.base import ContentFile

from appraisal.models import Mark
from reports.enums import DocumentFormat, DocumentKind, RunState
from reports.models import AgencyResult, BlocResult, Document, IndexRun, LeafResult, Publication
from scoring.core.numbers import mean, plain, round_half_up
from scoring.enums import Phase
from scoring.models import (
    Agency,
    Annex,
    Answer,
    Authority,
    Bloc,
    Campaign,
    CriteriaSet,
    Criterion,
    Participant,
    PublishedIndex,
    Submission,
)

SCALE = "Tốt:85;Khá:75;Trung bình:60;Yếu:0"
CLASSES = ("Tốt", "Khá", "Trung bình", "Yếu")


@dataclass(frozen=True)
class Entry:
    """One agency's figures; `before` maps earlier years to index and class."""

    name: str
    standard: str
    appraised: str
    index: str
    class_name: str
    by_threshold: str = ""
    survey: str = "0"
    before: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    modifiers: tuple[dict[str, str], ...] = ()


def sized(*, agencies: int, leaves: int, code: str = "KT-2024", phase: Phase = Phase.PUBLISHED) -> IndexRun:
    """`agencies` in four blocs with a year of history; every sheet has `leaves` leaves."""
    entries = [
        Entry(
            name=f"Đơn vị số {number}",
            standard="100",
            appraised=(figure := str(95 - number % 40)),
            index=figure,
            class_name=CLASSES[0] if number % 40 <= 10 else CLASSES[1],
            before={2023: (str(94 - number % 37), "Khá")},
        )
        for number in range(agencies)
    ]
    blocs = [(f"k{place}", f"Khối {place}", entries[place::4]) for place in range(4)]
    run = make_run(code=code, name="Kỳ thử", year=2024, authority="UBND tỉnh Thử", blocs=blocs, phase=phase)
    add_leaves(run, leaves)
    return run


def make_run(
    *,
    code: str,
    name: str,
    year: int,
    authority: str,
    blocs: Sequence[tuple[str, str, Sequence[Entry]]],
    phase: Phase = Phase.PUBLISHED,
    scale: str = SCALE,
    mode: str = "percent",
    digits: int = 2,
    overall_mean: str | None = None,
    decision: tuple[str, date] | None = None,
) -> IndexRun:
    """A campaign with a finished run and, when it is public, its publication."""
    campaign = _campaign(
        code=code,
        name=name,
        year=year,
        authority=authority,
        phase=phase,
        scale=scale,
        mode=mode,
        digits=digits,
        decision=decision,
    )
    means = [_mean(entries, digits) for _, _, entries in blocs]
    run = IndexRun.objects.create(
        campaign=campaign,
        state=RunState.DONE,
        computed_at=datetime(year, 12, 25, 9, tzinfo=UTC),
        engine_version="1",
        input_digest=hashlib.sha256(code.encode()).hexdigest(),
        policy={"index_digits": str(digits), "class_scale": scale, "index_mode": mode},
        overall_mean=overall_mean or plain(round_half_up(mean(map(Fraction, means)) or Fraction(0), digits)),
        overall_classes=_counts(entry for _, _, entries in blocs for entry in entries),
    )
    place = 0
    for order, (bloc_code, bloc_name, entries) in enumerate(blocs):
        bloc = Bloc.objects.create(campaign=campaign, code=bloc_code, name=bloc_name, order=order, position=order)
        annex = Annex.objects.create(criteria_set=campaign.criteria_set, code=f"PL-{bloc_code}", position=order)
        BlocResult.objects.create(
            run=run,
            campaign=campaign,
            bloc=bloc,
            agencies=len(entries),
            mean_index=means[order],
            classes=_counts(entries),
        )
        _results(run, bloc, annex, entries, place)
        place += len(entries)
    if phase in (Phase.PUBLISHED, Phase.ARCHIVED):
        number, day = decision or (f"01/QĐ-{code}", date(year, 12, 30))
        Publication.objects.create(
            campaign=campaign, run=run, decision_number=number, decision_date=day, results="{}", digest="0" * 64
        )
    return run


def add_leaves(run: IndexRun, leaves: int) -> None:
    """A tree of one part, areas of ten leaves, and answers and marks for every agency."""
    names = [f"TC{number}" for number in range(leaves)]
    trees = {annex.pk: _tree(annex, names) for annex in run.campaign.criteria_set.annexes.all()}
    participants = list(Participant.objects.filter(campaign=run.campaign))
    submissions = [Submission(campaign=run.campaign, participant=item) for item in participants]
    Submission.objects.bulk_create(submissions)
    Answer.objects.bulk_create(
        Answer(campaign=run.campaign, submission=submission, criterion=leaf, points="1")
        for submission in submissions
        for leaf in trees[submission.participant.annex_id]
    )
    Mark.objects.bulk_create(
        Mark(campaign=run.campaign, participant=item, criterion=leaf, round=1, points="0.75", note="Thiếu tài liệu")
        for item in participants
        for leaf in trees[item.annex_id]
    )
    points = dict.fromkeys(names, "0.75")
    LeafResult.objects.bulk_create(
        LeafResult(run=run, campaign=run.campaign, participant=item, points=points) for item in participants
    )


def add_document(run: IndexRun, file_format: DocumentFormat = DocumentFormat.PDF) -> Document:
    content = b"%PDF-1.7 noi dung"
    return Document.objects.create(
        campaign=run.campaign,
        run=run,
        kind=DocumentKind.INDEX,
        format=file_format,
        file=ContentFile(content, name=f"{run.pk}.{file_format}"),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _campaign(
    *,
    code: str,
    name: str,
    year: int,
    authority: str,
    phase: Phase,
    scale: str,
    mode: str,
    digits: int,
    decision: tuple[str, date] | None,
) -> Campaign:
    owner, _ = Authority.objects.get_or_create(name=authority)
    number, day = decision or ("", None)
    return Campaign.objects.create(
        code=code,
        name=name,
        year=year,
        authority=owner,
        criteria_set=CriteriaSet.objects.create(authority=owner, name=f"Bộ tiêu chí {code}"),
        phase=phase,
        decision_number=number,
        decision_date=day,
        supplement_rate="0.7",
        supplement_scope="score",
        index_mode=mode,
        index_digits=digits,
        index_cap="100",
        overall_mean="blocs",
        classify_on="rounded",
        rank_on="rounded",
        class_scale=scale,
    )


def _results(run: IndexRun, bloc: Bloc, annex: Annex, entries: Sequence[Entry], first: int) -> None:
    ranked = sorted(entries, key=lambda entry: -Decimal(entry.index))
    agencies = Agency.objects.bulk_create(
        Agency(authority=run.campaign.authority, code=_code(bloc, place), name=entry.name)
        for place, entry in enumerate(ranked)
    )
    participants = Participant.objects.bulk_create(
        Participant(
            campaign=run.campaign,
            agency=agency,
            bloc=bloc,
            annex=annex,
            code=agency.code,
            name=agency.name,
            position=first + place,
        )
        for place, agency in enumerate(agencies)
    )
    ranks = _ranks([entry.index for entry in ranked])
    AgencyResult.objects.bulk_create(
        _result(run, participant, entry, rank, first + place)
        for place, (participant, entry, rank) in enumerate(zip(participants, ranked, ranks, strict=True))
    )
    PublishedIndex.objects.bulk_create(
        PublishedIndex(campaign=run.campaign, participant=participant, year=year, index=index, class_name=class_name)
        for participant, entry in zip(participants, ranked, strict=True)
        for year, (index, class_name) in entry.before.items()
    )


def _result(run: IndexRun, participant: Participant, entry: Entry, rank: int, position: int) -> AgencyResult:
    previous, previous_class = entry.before.get(run.campaign.year - 1, (None, ""))
    return AgencyResult(
        run=run,
        campaign=run.campaign,
        participant=participant,
        position=position,
        standard_points=entry.standard,
        self_points=entry.standard,
        round1_points=entry.appraised,
        appraised_points=entry.appraised,
        survey_points=entry.survey,
        bonus_points="0",
        penalty_points="0",
        index=entry.index,
        rank=position + 1,
        rank_in_bloc=rank,
        class_by_threshold=entry.by_threshold or entry.class_name,
        class_name=entry.class_name,
        modifiers=list(entry.modifiers),
        previous_index=previous,
        previous_class=previous_class,
        change=None if previous is None else plain(Decimal(entry.index) - Decimal(previous)),
    )


def _tree(annex: Annex, names: Sequence[str]) -> list[Criterion]:
    def group(code: str, name: str, parent: Criterion | None, position: int) -> Criterion:
        return Criterion.objects.create(
            annex=annex, code=code, name=name, parent=parent, position=position, kind="group", source=""
        )

    part = group("I", "Kết quả thực hiện nhiệm vụ", None, 0)
    areas = [
        group(f"I.{number}", f"Lĩnh vực {number}", part, 1 + number * 11) for number in range(-(-len(names) // 10))
    ]
    return Criterion.objects.bulk_create(
        Criterion(
            annex=annex,
            code=name,
            name=f"Tiêu chí {name}",
            parent=areas[place // 10],
            position=2 + place + place // 10,
            kind="score",
            source="self",
            max_points="1",
            rule={"kind": "manual"},
        )
        for place, name in enumerate(names)
    )


def _code(bloc: Bloc, place: int) -> str:
    return f"{bloc.campaign.code.lower()}-{bloc.code}-{place + 1}"


def _mean(entries: Sequence[Entry], digits: int) -> str:
    return plain(round_half_up(mean(Fraction(entry.index) for entry in entries) or Fraction(0), digits))


def _counts(entries: Iterable[Entry]) -> dict[str, int]:
    found = dict.fromkeys(CLASSES, 0)
    for entry in entries:
        found[entry.class_name] += 1
    return found


def _ranks(indices: Sequence[str]) -> list[int]:
    """Competition ranks of figures that fall."""
    found = [1]
    for place, (higher, lower) in enumerate(pairwise(indices), 2):
        found.append(found[-1] if Decimal(higher) == Decimal(lower) else place)
    return found[: len(indices)]
