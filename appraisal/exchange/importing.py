"""Import a campaign workbook: all of it, or nothing and every fault (CONTRACT §2, §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from appraisal.exchange.scores import write_scores
from appraisal.models import Exemption, Mark, Ruling
from pari.accounts.models import User
from pari.audit.services import record
from scoring.core.errors import Refused
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Answer, Campaign, CriteriaSet
from scoring.services.bulk import delete_rows
from scoring.services.collection import no_cycle_search
from scoring.services.setup import write_setup
from scoring.workbook.faults import WorkbookRefused
from scoring.workbook.reader import OpenCampaign, open_campaign
from scoring.workbook.records import ScoreRecord

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What the workbook held; `written` is False after a dry run."""

    code: str
    agencies: int
    scores: int
    written: bool


def import_workbook(
    *, path: Path, by: User | None, dry_run: bool = False, progress: Progress | None = None
) -> Imported:
    """Read the file and put the campaign in place of one with the same code, in one transaction.

    Raises `WorkbookRefused` with all faults; then, and after a dry run, nothing was written.
    `progress` is called with the score rows taken so far and the rows of the sheet.
    """
    with no_cycle_search():
        return _import(open_campaign(path), by, progress or _silent, dry_run=dry_run)


def _import(book: OpenCampaign, by: User | None, tell: Progress, *, dry_run: bool) -> Imported:
    if dry_run or book.faults:
        return _read_only(book, tell)
    try:
        with transaction.atomic():
            list(Campaign.objects.select_for_update().filter(code=book.setup.campaign.code))
            return _write(book, by, tell)
    except IntegrityError as error:
        if Campaign.objects.filter(code=book.setup.campaign.code).exists():
            refused = Refused("kỳ đánh giá vừa được người khác nhập", "xem lại rồi nhập lần nữa")
            raise _refused(book, refused) from error
        raise


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _read_only(book: OpenCampaign, tell: Progress) -> Imported:
    _refuse_if_published(book)
    taken = 0
    for taken, _ in enumerate(book.scores, 1):
        if taken % 5000 == 0:
            tell(taken, book.rows)
    if book.faults:
        raise WorkbookRefused(book.faults)
    return Imported(book.setup.campaign.code, len(book.setup.agencies), taken, written=False)


def _write(book: OpenCampaign, by: User | None, tell: Progress) -> Imported:
    _refuse_if_published(book)
    if book.faults:
        raise WorkbookRefused(book.faults)
    replaced = _remove(book.setup.campaign.code)
    written, taken = write_setup(book.setup), 0
    for taken in write_scores(written, _until_fault(book)):
        tell(taken, book.rows)
    if book.faults:
        for _ in book.scores:  # the rest is still to be checked: all faults at once
            pass
        raise WorkbookRefused(book.faults)
    _settle_phase(written.campaign)
    code, agencies = written.campaign.code, len(book.setup.agencies)
    details = {"agencies": agencies, "scores": taken, "replaced": replaced}
    record(chain=code, verb="campaign.imported", by=by, subject=code, details=details)
    return Imported(code, agencies, taken, written=True)


def _until_fault(book: OpenCampaign) -> Iterator[ScoreRecord]:
    for row in book.scores:
        if book.faults:
            return
        yield row


def _refuse_if_published(book: OpenCampaign) -> None:
    """Note the fault; a published campaign is never replaced."""
    code = book.setup.campaign.code
    if Campaign.objects.filter(code=code, phase__in=PUBLIC_PHASES).exists():
        book.faults.add("campaign!1", code, Refused("kỳ đánh giá đã công bố, không thay được", "dùng mã khác"))


def _refused(book: OpenCampaign, refused: Refused) -> WorkbookRefused:
    book.faults.add("campaign!1", book.setup.campaign.code, refused)
    return WorkbookRefused(book.faults)


def _remove(code: str) -> bool:
    """Delete the campaign of this code, the tables by leaf first, without loading them.

    Its criteria set goes too when a workbook brought it: one issued by a decision stays, and so does one that
    another version amends.
    """
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        return False
    for model in (Mark, Exemption, Ruling, Answer):
        delete_rows(model.objects.filter(campaign=campaign))
    criteria_set = campaign.criteria_set_id
    campaign.delete()
    brought = CriteriaSet.objects.filter(pk=criteria_set, campaigns__isnull=True, amended_by__isnull=True)
    brought.filter(decision_number="", version=1).delete()
    return True


def _settle_phase(campaign: Campaign) -> None:
    """As far as the workbook's figures go: marks are for the council to see, claims for the appraisers."""
    if Mark.objects.filter(campaign=campaign).exists():
        campaign.phase = Phase.COUNCIL
    elif Answer.objects.filter(campaign=campaign).exists():
        campaign.phase = Phase.SELF
    campaign.save(update_fields=["phase"])
