"""What is shown of documents: beside one criterion, and on the agency's shelf."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from scoring.enums import ScanState, Stage
from scoring.models import Criterion, EvidenceFile, EvidenceLink, Participant, Submission
from scoring.models.visibility import Visitor
from scoring.selectors.evidence.kinds import EXTENSIONS, Kind, kind_of
from scoring.selectors.register.agencies import folded

OFFERED = 12
SETTLING = timedelta(minutes=1)
_FIRST_NUMBER = re.compile(r"\d{1,5}")


def is_examined(file: EvidenceFile) -> bool:
    """Whether the bytes were looked at since this agency brought them; an earlier look tells of another agency."""
    looked = file.evidence.scanned_at
    return looked is not None and looked >= file.uploaded_at


def shown_state(file: EvidenceFile) -> ScanState:
    if is_examined(file):
        return ScanState(file.evidence.scan)
    return ScanState.PENDING if settings.CLAMAV_URL else ScanState.UNCHECKED


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a shelf as it is shown; `file` comes with its `evidence`."""

    file: EvidenceFile

    @property
    def kind(self) -> Kind | None:
        return kind_of(self.file.evidence.media_type)

    @property
    def state(self) -> ScanState:
        return shown_state(self.file)

    @property
    def is_infected(self) -> bool:
        return self.state == ScanState.INFECTED

    @property
    def state_matters(self) -> bool:
        return self.state != ScanState.UNCHECKED

    @property
    def pages(self) -> int | None:
        return self.file.evidence.pages if is_examined(self.file) else None

    @property
    def lacks_text(self) -> bool:
        """A scan whose words nobody can search."""
        return self._unread and self._is("pdf")

    @property
    def is_locked(self) -> bool:
        """A ZIP with a password."""
        return self._unread and self._is("zip")

    @property
    def is_archive(self) -> bool:
        return self._is("zip") and not self.is_infected

    @property
    def shown_as(self) -> str:
        """`pdf`, `image`, or empty when browsers do not show it."""
        return self.kind.shown if self.kind and not self.is_infected else ""

    @property
    def _unread(self) -> bool:
        return is_examined(self.file) and not self.is_infected and self.file.evidence.has_text is False

    def _is(self, extension: str) -> bool:
        return self.kind is not None and self.kind.extension == extension


@dataclass(frozen=True, slots=True)
class Linked:
    """A document of a criterion; `pages` and `note` are what was typed when that was refused."""

    link: EvidenceLink
    document: Document
    pages: str
    note: str
    is_open: bool = False
    #: Whether this person may describe or unlink it: what was sent with the sheet stays as it was sent.
    may_change: bool = False

    @property
    def is_added(self) -> bool:
        """It came after round 1."""
        return self.link.stage == Stage.SUPPLEMENT

    @property
    def first_page(self) -> str:
        """For the preview to open at."""
        found = _FIRST_NUMBER.search(self.link.pages)
        return found.group() if found else ""


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    participant: Participant
    criterion: Criterion
    documents: Sequence[Linked]
    offered: Sequence[Document]
    on_shelf: int
    search: str
    can_edit: bool
    shown: Linked | None = None
    #: The link whose form was saved just now; forms of other links keep what is being typed in them.
    saved: int | None = None
    accepts: str = ",".join(EXTENSIONS)

    @property
    def is_settling(self) -> bool:
        """Whether what came a moment ago is still to be examined: the page looks again soon."""
        since = timezone.now() - SETTLING
        files = [item.link.file for item in self.documents]
        return any(file.uploaded_at > since and not is_examined(file) for file in files)

    @property
    def largest(self) -> int:
        return int(settings.EVIDENCE_MAX_BYTES)

    @property
    def piece(self) -> int:
        return int(settings.EVIDENCE_CHUNK_BYTES)


def panel_of(
    *,
    participant: Participant,
    criterion: Criterion,
    stage: Stage | None,
    search: str = "",
    shown: int | None = None,
    typed: Mapping[int, tuple[str, str]] | None = None,
    saved: int | None = None,
) -> EvidencePanel:
    """Three queries for whoever may edit, one for readers. `participant` comes with its campaign.

    `stage` is what a new document would belong to, None where nothing may be changed.
    `shown` is the file to preview, `typed` holds pages and note of a link as they were typed,
    `saved` is the link that was just saved.
    """
    documents, can_edit = _documents(participant, criterion, typed or {}, stage), stage is not None
    taken = {item.link.file_id for item in documents}
    offered, count = _offered(participant, search, taken) if can_edit else ([], 0)
    chosen = next((item for item in documents if item.link.file_id == shown and item.document.shown_as), None)
    return EvidencePanel(participant, criterion, documents, offered, count, search, can_edit, chosen, saved)


def _documents(
    participant: Participant, criterion: Criterion, typed: Mapping[int, tuple[str, str]], stage: Stage | None
) -> list[Linked]:
    links = EvidenceLink.objects.filter(answer__submission__participant=participant, answer__criterion=criterion)
    found = []
    for link in links.select_related("file__evidence", "file__uploaded_by").order_by("pk"):
        pages, note = typed.get(link.pk, (link.pages, link.note))
        may_change = link.stage == stage
        found.append(Linked(link, Document(link.file), pages, note, link.pk in typed, may_change))
    return found


def _offered(participant: Participant, search: str, taken: set[int]) -> tuple[list[Document], int]:
    """The newest documents of the agency whose names hold the words and which are not linked here."""
    files = EvidenceFile.objects.filter(agency=participant.agency_id)
    names = [(key, name) for key, name in files.values_list("pk", "name") if key not in taken]
    keys = [key for key, name in names if mentions(search, name)][:OFFERED]
    newest = files.filter(pk__in=keys).select_related("evidence")
    return [Document(file) for file in newest], len(names)


def mentions(search: str, name: str) -> bool:
    known = folded(name)
    return all(word in known for word in folded(search).split())


def shelf_of(*, participant: Participant, user: Visitor, search: str = "") -> QuerySet[EvidenceFile]:
    """The agency's documents that this person may see, newest first, with the uses she may see."""
    visible = EvidenceFile.objects.visible_to(user).filter(agency=participant.agency_id)
    if search:
        names = visible.values_list("pk", "name")
        visible = visible.filter(pk__in=[key for key, name in names if mentions(search, name)])
    uses = EvidenceLink.objects.filter(answer__submission__in=Submission.objects.visible_to(user))
    joined = uses.select_related("campaign", "answer__criterion", "answer__submission__participant")
    return visible.select_related("evidence", "uploaded_by").prefetch_related(
        Prefetch("links", joined.order_by("-campaign__year", "pk"), to_attr="uses")
    )
