"""One leaf of one agency as a line of a list: what was claimed, what was marked, what is left to do."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Round, Standing
from appraisal.selectors.assignments.parts import MARKED_SOURCES
from appraisal.selectors.marks.said import said, standing_beside
from appraisal.selectors.marks.words import points_text
from scoring.models import Criterion


class Agency(NamedTuple):
    """An agency's place in the campaign, as far as lists need it; `sent`: it has submitted what it says of itself."""

    pk: int
    code: str
    name: str
    short_name: str
    bloc_name: str
    sent: bool


# A member's list may have every agency of a province, so points and values are understood only where they are looked at.


class Claim(NamedTuple):
    stored_points: str | None
    stored_value: str | None
    scored: str | None
    not_applicable: bool
    to_confirm: bool
    answer: int

    @property
    def points(self) -> Decimal | None:
        return None if self.stored_points is None else Decimal(self.stored_points)

    @property
    def value(self) -> Any:
        return None if self.stored_value is None else json.loads(self.stored_value)


class Marked(NamedTuple):
    stored_points: str | None
    stored_value: str | None
    scored: str | None
    standing: str
    needs_discussion: bool
    version: int

    @property
    def points(self) -> Decimal | None:
        return None if self.stored_points is None else Decimal(self.stored_points)

    @property
    def value(self) -> Any:
        return None if self.stored_value is None else json.loads(self.stored_value)


class Item(NamedTuple):
    """The leaf stands in the agency's letter; `sent`: the agency has sent what it adds."""

    sent: bool


class State(models.TextChoices):
    """What a list says of a line in one word."""

    OPEN = "to_mark", _("Chưa chấm")
    DISCUSS = "discuss", _("Cần thảo luận")
    BELOW = "below", _("Thấp hơn tự chấm")
    DONE = "done", _("Đã chấm")
    NOT_DUE = "not_due", _("Không phải chấm")


class Row(NamedTuple):
    """`links` are the sound documents."""

    agency: Agency
    criterion: Criterion
    round: Round
    claim: Claim | None
    links: int
    first: Marked | None
    second: Marked | None
    item: Item | None

    @property
    def current(self) -> Marked | None:
        """The mark of the round that is going on."""
        return self.second if self.round == Round.SECOND else self.first

    @property
    def is_due(self) -> bool:
        return self.criterion.source in MARKED_SOURCES and (self.round == Round.FIRST or self.item is not None)

    @property
    def is_unmarked(self) -> bool:
        return self.is_due and self.current is None

    @property
    def standing(self) -> Standing | None:
        """Of the latest mark."""
        mark = self.second or self.first
        return None if mark is None else Standing(mark.standing or standing_beside(self.criterion, self.claim, mark))

    @property
    def is_below(self) -> bool:
        return self.standing is Standing.BELOW

    @property
    def needs_discussion(self) -> bool:
        mark = self.second or self.first
        return mark is not None and mark.needs_discussion

    @property
    def lacks_evidence(self) -> bool:
        return self.links == 0 and said(self.claim) is not None

    @property
    def state(self) -> State:
        if self.needs_discussion:
            return State.DISCUSS
        if self.current is None:
            return State.OPEN if self.is_due else State.NOT_DUE
        return State.BELOW if self.is_below else State.DONE

    @property
    def claimed(self) -> str:
        if self.claim and self.claim.not_applicable:
            return "KAD"
        return points_text(self.claim)

    @property
    def first_points(self) -> str:
        return points_text(self.first)

    @property
    def second_points(self) -> str:
        return points_text(self.second)
