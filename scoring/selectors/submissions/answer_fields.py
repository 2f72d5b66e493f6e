"""The fields of an answer that are saved one by one, each with its own version (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from scoring.core.criteria import Leaf
from scoring.models import Answer
from scoring.selectors.submissions.claims import typed_of


class Field(StrEnum):
    CLAIM = "claim"
    EXPLANATION = "explanation"
    NOT_APPLICABLE = "not_applicable"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Edit:
    """The last change of one field; `recent` are the keys of the changes before it."""

    version: int = 0
    key: str = ""
    by: int | None = None
    at: str = ""
    recent: tuple[str, ...] = field(default=())

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.at) if self.at else None


NEVER = Edit()
RECENT = 8
"""Keys remembered of a field: more than one person's computer can have on its way at once."""


def edit_of(answer: Answer | None, of: str) -> Edit:
    return edit_from(answer.edits.get(of) if answer else None)


def edit_from(known: Mapping[str, Any] | None) -> Edit:
    """As it was written by `edited`."""
    if not known:
        return NEVER
    return Edit(
        int(known["version"]),
        known.get("key", ""),
        known.get("by"),
        known.get("at", ""),
        tuple(known.get("recent", ())),
    )


def edited(before: Edit, *, key: str, by: int, at: datetime) -> dict[str, Any]:
    """The next entry of `Answer.edits` for a field."""
    recent = [key for key in (before.key, *before.recent) if key][: RECENT - 1]
    return {"version": before.version + 1, "key": key, "by": by, "at": at.isoformat(), "recent": recent}


def _explanation(leaf: Leaf, answer: Answer) -> str:
    return answer.explanation


def _confirmed(leaf: Leaf, answer: Answer) -> bool:
    return not answer.to_confirm


def _not_applicable(leaf: Leaf, answer: Answer) -> dict[str, Any]:
    return {"flag": answer.not_applicable, "reason": answer.not_applicable_reason}


_CONTENTS: Mapping[Field, Callable[[Leaf, Answer], Any]] = {
    Field.CLAIM: typed_of,
    Field.EXPLANATION: _explanation,
    Field.NOT_APPLICABLE: _not_applicable,
    Field.CONFIRM: _confirmed,
}


def blank_answer(**given: Any) -> Answer:
    """An answer that is not stored yet and says nothing; columns that the database fills are filled here too."""
    return Answer(not_applicable_reason="", **given)


_NOTHING = blank_answer()


def content_of(of: Field, leaf: Leaf, answer: Answer | None) -> Any:
    """What stands in the field, in the form in which it is sent to be saved."""
    return _CONTENTS[of](leaf, answer or _NOTHING)
