"""What an agency said, edit by edit; what that makes together; and what the database holds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from playwright.sync_api import Page

from scoring.models import Answer, EvidenceLink
from tests.cycle.world import World


@dataclass(frozen=True)
class Claim:
    """How the input of one kind of rule is filled in, the points shown then, and what is to be stored."""

    fill: Callable[[Page], object]
    shown: str
    value: Mapping[str, Any] | None
    points: str

    @property
    def stored(self) -> dict[str, Any]:
        return {"value": self.value, "points": self.points}


CLAIMS = {
    "manual": Claim(lambda page: page.fill("#o-points", "1,5"), "1,50", None, "1.5"),
    "yes_no": Claim(lambda page: page.check("[name=answer][value=yes]"), "1,00", {"answer": True}, "1"),
    "levels": Claim(lambda page: page.check("[name=label] >> nth=1"), "0,75", {"label": "Trễ dưới 15 ngày"}, "3/4"),
    "checklist": Claim(
        lambda page: [page.check(f"[name=items][value={code}]") for code in "ac"], "1,50", {"items": ["a", "c"]}, "3/2"
    ),
    "ratio": Claim(
        lambda page: [page.fill("#o-numerator", "44"), page.fill("#o-denominator", "46")],
        "1,91",
        {"numerator": "44", "denominator": "46"},
        "44/23",
    ),
    "rescaled": Claim(lambda page: page.fill("#o-x", "80,5"), "1,83", {"x": "80.5"}, "183/100"),
    "bands": Claim(
        lambda page: [page.fill("#o-numerator", "1"), page.fill("#o-denominator", "2")],
        "1,00",
        {"numerator": "1", "denominator": "2"},
        "1",
    ),
    "threshold": Claim(lambda page: page.fill("#o-x", "0,95"), "1,00", {"x": "0.95"}, "1"),
    "per_violation": Claim(lambda page: page.fill("#o-count", "3"), "0,50", {"count": "3"}, "1/2"),
    "per_unit": Claim(lambda page: page.fill("#o-count", "3"), "0,75", {"count": "3"}, "3/4"),
    "steps": Claim(lambda page: page.fill("#o-x", "0,73"), "1,40", {"x": "0.73"}, "7/5"),
    "compound": Claim(
        lambda page: [page.fill("#o-input-0", "0,96"), page.fill("#o-input-1", "5")],
        "1,00",
        {"inputs": {"Tỷ lệ đúng hạn": "0.96", "Số hồ sơ trễ": "5"}},
        "1",
    ),
    "convert": Claim(lambda page: page.fill("#o-x", "87,2"), "4,36", {"x": "87.2"}, "109/25"),
}
NO_MORE = Claim(lambda page: page.check("[name=answer][value=no]"), "0,00", {"answer": False}, "0")


@dataclass(frozen=True)
class Edit:
    """One thing that somebody said of one criterion: a claim, a piece of the explanation, a document…"""

    criterion: str
    says: Mapping[str, Any]

    def add_to(self, answers: dict[str, dict[str, Any]]) -> None:
        nothing = {"value": None, "points": None, "explanation": "", "not_applicable": None, "evidence": []}
        told = answers.setdefault(self.criterion, nothing)
        for name, content in self.says.items():
            told[name] = told[name] + content if name in ("explanation", "evidence") else content

    def stands_in(self, answers: Mapping[str, Mapping[str, Any]]) -> bool:
        return all(_holds(answers.get(self.criterion, {}).get(name), content) for name, content in self.says.items())


def _holds(found: Any, content: Any) -> bool:
    if isinstance(found, list):
        return all(item in found for item in content)
    return content in found if isinstance(found, str) and isinstance(content, str) else found == content


def in_one_order(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Documents by their names: several travel at once, and which arrives first is left to chance."""
    return {
        code: {**told, "evidence": sorted(told["evidence"], key=itemgetter("name"))} for code, told in answers.items()
    }


def in_the_database(world: World) -> dict[str, dict[str, Any]]:
    """Read from the tables themselves, not by the way that freezes."""
    answers = Answer.objects.filter(submission=world.submission()).select_related("criterion")
    return in_one_order({answer.criterion.code: dict(_told(answer)) for answer in answers})


def _told(answer: Answer) -> Iterator[tuple[str, Any]]:
    yield "value", answer.value
    yield "points", answer.scored if answer.value else str(answer.points)
    yield "explanation", answer.explanation
    yield "not_applicable", answer.not_applicable_reason if answer.not_applicable else None
    links = EvidenceLink.objects.filter(answer=answer).select_related("file__evidence")
    yield "evidence", [_document(link) for link in links]


def _document(link: EvidenceLink) -> dict[str, str]:
    stored = link.file.evidence
    told = {"name": link.file.name, "sha256": stored.sha256, "size": str(stored.size)}
    return {**told, "pages": link.pages, "note": link.note}
