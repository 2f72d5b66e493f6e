"""The lines of a list that are looked at, read with all that they show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, QuerySet

from appraisal.enums import Round
from appraisal.models import Mark
from appraisal.selectors.marks.lines import Lines
from appraisal.selectors.marks.rows import Agency, Claim, Item, Marked, Row
from scoring.enums import SubmissionState
from scoring.models import Answer, Criterion, EvidenceLink, Participant, SupplementItem

#: More lines than this are not named one by one to the database.
FEW = 500
_Cell = tuple[int, int]
_Places = QuerySet[Any, Any] | list[int]


def rows_at(lines: Lines, keys: Collection[int]) -> Mapping[int, Row]:
    """Lines by their places' keys; five queries, six in the second round."""
    if not keys:
        return {}
    places = _places(lines, keys)
    agencies, leaves = _agencies(lines, places), _leaves(lines, places)
    answers = _answers(lines, places)
    claims, links, marks = _claims(answers), _links(answers), _marks(lines, places)
    items = _items(lines, places) if lines.round == Round.SECOND else {}

    def row(agency: Agency, leaf: Criterion) -> Row:
        cell = (agency.pk, leaf.pk)
        claim = claims.get(cell)
        first, second = marks.get((*cell, Round.FIRST.value)), marks.get((*cell, Round.SECOND.value))
        found = links.get(claim.answer, 0) if claim else 0
        return Row(agency, leaf, lines.round, claim, found, first, second, items.get(cell))

    found = [row(agency, leaf) for agency in agencies for leaf in leaves]
    return {item.agency.pk if lines.participant is None else item.criterion.pk: item for item in found}


def claims_at(lines: Lines, keys: Collection[int]) -> Mapping[int, Claim]:
    """What was claimed, by the places' keys; one query."""
    claims = _claims(_answers(lines, _places(lines, keys))) if keys else {}
    return {agency if lines.participant is None else leaf: claim for (agency, leaf), claim in claims.items()}


def _places(lines: Lines, keys: Collection[int]) -> _Places:
    return lines.places.order_by().values("pk") if len(keys) > FEW else list(keys)


def _agencies(lines: Lines, places: _Places) -> Sequence[Agency]:
    keys = places if lines.participant is None else [lines.participant.pk]
    columns = ("pk", "code", "name", "short_name", "bloc__name", "submission__state")
    rows = Participant.objects.filter(pk__in=keys).order_by().values_list(*columns)
    drafts = (None, SubmissionState.DRAFT.value)
    return [Agency._make((*names, state not in drafts)) for *names, state in rows]


def _leaves(lines: Lines, places: _Places) -> Sequence[Criterion]:
    if lines.criterion is not None:
        return [lines.criterion]
    return list(Criterion.objects.filter(pk__in=places).order_by().select_related("annex"))


def _of(lines: Lines, places: _Places, agency: str) -> dict[str, Any]:
    """The filter of the lines' contents."""
    if lines.participant is None:
        return {f"{agency}participant__in": places, "criterion": lines.criterion}
    return {f"{agency}participant": lines.participant, "criterion__in": places}


def _answers(lines: Lines, places: _Places) -> QuerySet[Answer]:
    return Answer.objects.filter(**_of(lines, places, "submission__")).order_by()


def _claims(answers: QuerySet[Answer]) -> Mapping[_Cell, Claim]:
    columns = ("submission__participant", "criterion", *_stored(), "scored", "not_applicable", "to_confirm", "pk")
    return {row[:2]: Claim._make(row[2:]) for row in answers.values_list(*columns)}


def _links(answers: QuerySet[Answer]) -> Mapping[int, int]:
    """Sound documents by answer."""
    links = EvidenceLink.objects.sound().filter(answer__in=answers.values("pk")).order_by()
    return dict(links.values_list("answer").annotate(number=Count("pk")))


def _marks(lines: Lines, places: _Places) -> Mapping[tuple[int, int, int], Marked]:
    columns = ("participant", "criterion", "round", *_stored(), "scored", "standing", "needs_discussion", "version")
    marks = Mark.objects.filter(**_of(lines, places, "")).order_by()
    return {row[:3]: Marked._make(row[3:]) for row in marks.values_list(*columns)}


def _items(lines: Lines, places: _Places) -> Mapping[_Cell, Item]:
    items = SupplementItem.objects.filter(**_of(lines, places, "supplement__")).order_by()
    rows = items.values_list("supplement__participant", "criterion", "supplement__sent_at")
    return {(who, leaf): Item(sent is not None) for who, leaf, sent in rows}


def _stored() -> list[Any]:
    """Points and value as they are stored: they are understood only where they are looked at."""
    return [ExpressionWrapper(F(name), output_field=models.TextField()) for name in ("points", "value")]
