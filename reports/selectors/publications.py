"""All that was published of a campaign, each as it was frozen, and what a correction changed (DESIGN §7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reports.models import IndexRun, Publication
from scoring.models import Campaign

KEPT = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """An agency's line in a snapshot; texts as they stand there."""

    name: str
    index: str | None
    class_name: str | None
    rank: int | None
    rank_in_bloc: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """An agency whose figures two snapshots give differently; None where one of them does not have it."""

    code: str
    name: str
    before: Figures | None
    after: Figures | None


@dataclass(frozen=True, slots=True)
class Issue:
    """One publication; `number` counts from the first, `differences` are from the one before."""

    number: int
    publication: Publication
    is_in_force: bool
    differences: tuple[Difference, ...] = ()


def issues_of(campaign: Campaign) -> list[Issue]:
    """The newest first. Snapshots never change, so their figures are kept once they were read."""
    found = list(Publication.objects.filter(campaign=campaign).defer("results").select_related("run").order_by("pk"))
    earlier: list[Publication | None] = [None, *found]
    issues = [
        Issue(number, item, item is found[-1], differences(before, item) if before else ())
        for number, (before, item) in enumerate(zip(earlier[:-1], found, strict=True), 1)
    ]
    return issues[::-1]


def of_run(campaign: Campaign, run: IndexRun) -> tuple[Publication | None, Publication | None]:
    """What published these results, and the publication before it that they correct; one query."""
    found = list(Publication.objects.filter(campaign=campaign).defer("results").order_by("pk"))
    place = next((place for place in reversed(range(len(found))) if found[place].run_id == run.pk), None)
    if place is None:
        return None, None
    return found[place], found[place - 1] if place else None


def differences(before: Publication, after: Publication) -> tuple[Difference, ...]:
    """In the order of the later snapshot, then what only the earlier one has."""
    old, new = figures_of(before), figures_of(after)
    codes: Sequence[str] = [*new, *(code for code in old if code not in new)]
    return tuple(
        Difference(code, (new.get(code) or old[code]).name, old.get(code), new.get(code))
        for code in codes
        if old.get(code) != new.get(code)
    )


def figures_of(publication: Publication) -> Mapping[str, Figures]:
    """Of every agency by code, in the order of the table."""
    return _figures(publication.pk, publication.digest)


@lru_cache(maxsize=KEPT)
def _figures(key: int, digest: str) -> Mapping[str, Figures]:
    """The digest names the content, so what is kept can never be old."""
    text = Publication.objects.values_list("results", flat=True).get(pk=key, digest=digest)
    return {
        row["code"]: Figures(row["name"], row["index"], row["class"], row["rank"], row["rank_in_bloc"])
        for row in json.loads(text)["agencies"]
    }
