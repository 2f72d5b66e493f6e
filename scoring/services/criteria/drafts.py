"""Criteria sets from draft to retirement; in force, a set does not change any more (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.audit.services import SYSTEM_CHAIN, record
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.core.criteria_check import NodeFault, node_faults
from scoring.enums import CriteriaSetState
from scoring.models import Annex, Authority, CriteriaSet, Criterion
from scoring.selectors.criteria.trees import AnnexRows, annexes_of, is_free, set_faults
from scoring.services.criteria.texts import line

LONGEST_NAME, LONGEST_NUMBER = 300, 100


class Unfinished(NotNow):
    """A set that cannot come into force yet; `faults` and `missing` are all that stands against it."""

    def __init__(self, faults: Sequence[NodeFault], missing: Sequence[str]) -> None:
        super().__init__(
            _("Bộ tiêu chí chưa áp dụng được: còn %(count)d chỗ phải sửa.") % {"count": len(faults) + len(missing)},
            _("Sửa hết các chỗ được liệt kê rồi áp dụng lại."),
        )
        self.faults, self.missing = tuple(faults), tuple(missing)


def open_draft(*, criteria_set: int, revision: int, by: User) -> CriteriaSet:
    """The draft, locked until the caller's transaction ends; the one door to every change of it.

    `revision` is the one that the editor saw. Raises `NotAllowed`, `NotNow` or `Overtaken`.
    """
    found = lock_set(criteria_set=criteria_set, by=by)
    check_draft(found)
    check_revision(found, revision)
    return found


def lock_set(*, criteria_set: int, by: User) -> CriteriaSet:
    """The set in whatever state, locked, for somebody who runs its authority's cycle; else `NotAllowed`."""
    found = CriteriaSet.objects.select_for_update(of=("self",)).select_related("authority").get(pk=criteria_set)
    if not by.has_role(RUNNING_ROLES, authority=found.authority_id):
        raise NotAllowed(
            _("Chỉ bộ phận thư ký và công chức Nội vụ của cơ quan chủ trì được sửa bộ tiêu chí."),
            _("Đề nghị họ sửa giúp."),
        )
    return found


def check_draft(criteria_set: CriteriaSet) -> None:
    if not is_free(criteria_set):
        raise NotNow(
            _("Bộ tiêu chí này đã được áp dụng, không sửa được nữa."), _("Lập phiên bản mới rồi sửa ở phiên bản đó.")
        )


def check_revision(criteria_set: CriteriaSet, revision: int) -> None:
    if criteria_set.revision != revision:
        raise Overtaken(
            _("Có người vừa sửa bộ tiêu chí này; thay đổi của bạn chưa được ghi."),
            _("Tải lại trang để xem bản mới rồi sửa lại."),
        )


def note_change(*, criteria_set: CriteriaSet, verb: str, by: User, **details: Any) -> None:
    """One more revision and one event; the last step of every change."""
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(revision=F("revision") + 1)
    criteria_set.revision += 1
    subject = f"criteria_set:{criteria_set.pk}"
    record(chain=SYSTEM_CHAIN, verb=f"criteria.{verb}", by=by, subject=subject, details=details)


@dataclass(frozen=True, slots=True)
class SetWords:
    """What a set is called and the decision that issues it."""

    name: str
    decision_number: str = ""
    decision_date: date | None = None
    issuer: str = ""


def write_words(draft: CriteriaSet, words: SetWords) -> None:
    """Check and store them; belongs in the caller's transaction."""
    name, number, issuer = line(words.name), line(words.decision_number), line(words.issuer)
    if not name:
        raise Invalid(_("Thiếu tên bộ tiêu chí."), _("Ghi như trong quyết định."))
    if max(len(name), len(issuer)) > LONGEST_NAME or len(number) > LONGEST_NUMBER:
        raise Invalid(_("Tên, số quyết định hoặc cơ quan ban hành quá dài."), _("Rút ngắn lại."))
    draft.name, draft.decision_number, draft.decision_date, draft.issuer = name, number, words.decision_date, issuer
    draft.save()


@transaction.atomic
def create_set(*, authority: Authority, words: SetWords, by: User) -> CriteriaSet:
    """An empty draft."""
    if not by.has_role(RUNNING_ROLES, authority=authority.pk):
        raise NotAllowed(_("Bạn không lập được bộ tiêu chí của cơ quan chủ trì này."))
    created = CriteriaSet(authority=authority)
    write_words(created, words)
    note_change(criteria_set=created, verb="created", by=by, name=created.name)
    return created


@transaction.atomic
def change_set(*, criteria_set: int, revision: int, words: SetWords, by: User) -> CriteriaSet:
    """Name and decision of a draft."""
    draft = open_draft(criteria_set=criteria_set, revision=revision, by=by)
    write_words(draft, words)
    note_change(criteria_set=draft, verb="changed", by=by, name=draft.name, decision=draft.decision_number)
    return draft


@transaction.atomic
def add_annex(*, criteria_set: int, revision: int, code: str, name: str, by: User) -> Annex:
    draft = open_draft(criteria_set=criteria_set, revision=revision, by=by)
    last = draft.annexes.order_by("-position").values_list("position", flat=True).first()
    code, name = _annex_words(draft, code, name)
    annex = Annex.objects.create(criteria_set=draft, code=code, name=name, position=0 if last is None else last + 1)
    note_change(criteria_set=draft, verb="annex-added", by=by, annex=annex.code)
    return annex


@transaction.atomic
def change_annex(*, annex: Annex, revision: int, code: str, name: str, by: User) -> Annex:
    draft = open_draft(criteria_set=annex.criteria_set_id, revision=revision, by=by)
    before, (annex.code, annex.name) = annex.code, _annex_words(draft, code, name, but=annex)
    annex.save(update_fields=["code", "name"])
    note_change(criteria_set=draft, verb="annex-changed", by=by, annex=annex.code, before=before)
    return annex


@transaction.atomic
def remove_annex(*, annex: Annex, revision: int, by: User) -> None:
    """The annex with its whole tree."""
    draft = open_draft(criteria_set=annex.criteria_set_id, revision=revision, by=by)
    count = annex.criteria.count()
    annex.delete()
    note_change(criteria_set=draft, verb="annex-removed", by=by, annex=annex.code, criteria=count)


def _annex_words(draft: CriteriaSet, code: str, name: str, but: Annex | None = None) -> tuple[str, str]:
    code, name = line(code), line(name)
    if not code or len(code) > LONGEST_NUMBER or len(name) > LONGEST_NAME:
        raise Invalid(_("Mã phụ lục phải có và không quá 100 ký tự, tên không quá 300."), _("Ghi mã, ví dụ PL1."))
    if draft.annexes.filter(code=code).exclude(pk=but.pk if but else 0).exists():
        raise Invalid(_("Đã có phụ lục mang mã “%(code)s”.") % {"code": code}, _("Dùng mã khác."))
    return code, name


@transaction.atomic
def activate(*, criteria_set: int, revision: int, by: User) -> CriteriaSet:
    """Into force: from now on it does not change. Raises `Unfinished` with everything that stands against it."""
    draft = open_draft(criteria_set=criteria_set, revision=revision, by=by)
    check_finished(draft, annexes_of(draft))
    CriteriaSet.objects.filter(pk=draft.pk).update(state=CriteriaSetState.ACTIVE)
    draft.state = CriteriaSetState.ACTIVE
    note_change(criteria_set=draft, verb="activated", by=by, version=draft.version, decision=draft.decision_number)
    return draft


def check_finished(draft: CriteriaSet, annexes: Sequence[AnnexRows]) -> None:
    faults = [fault for annex in annexes for node in annex.nodes for fault in node_faults(node)]
    faults += set_faults(annexes)
    missing = what_is_missing(draft, annexes)
    if faults or missing:
        raise Unfinished(faults, missing)


def what_is_missing(draft: CriteriaSet, annexes: Sequence[AnnexRows]) -> list[str]:
    missing = []
    if not draft.decision_number:
        missing.append(_("Chưa ghi số quyết định ban hành."))
    if not draft.decision_date:
        missing.append(_("Chưa ghi ngày quyết định."))
    if not annexes:
        missing.append(_("Chưa có phụ lục nào."))
    empty = (annex.annex.code for annex in annexes if not annex.rows)
    missing += [_("Phụ lục “%(code)s” chưa có tiêu chí nào.") % {"code": code} for code in empty]
    return missing


@transaction.atomic
def retire(*, criteria_set: int, revision: int, by: User) -> CriteriaSet:
    """Out of force: campaigns that score by it go on doing so, new ones do not take it."""
    found = lock_set(criteria_set=criteria_set, by=by)
    if found.state != CriteriaSetState.ACTIVE:
        raise NotNow(_("Chỉ bộ tiêu chí đang áp dụng mới cho hết hiệu lực được."))
    check_revision(found, revision)
    CriteriaSet.objects.filter(pk=found.pk).update(state=CriteriaSetState.RETIRED)
    found.state = CriteriaSetState.RETIRED
    note_change(criteria_set=found, verb="retired", by=by)
    return found


@transaction.atomic
def delete_draft(*, criteria_set: int, revision: int, by: User) -> None:
    draft = open_draft(criteria_set=criteria_set, revision=revision, by=by)
    note_change(criteria_set=draft, verb="deleted", by=by, name=draft.name, criteria=_size(draft))
    draft.delete()


def _size(criteria_set: CriteriaSet) -> int:
    return Criterion.objects.filter(annex__criteria_set=criteria_set).count()
