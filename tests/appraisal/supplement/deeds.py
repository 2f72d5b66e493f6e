"""Short ways to do what the tests of the supplement do."""

from dataclasses import dataclass
from functools import partial

from pari.accounts.models import User
from scoring.models import Criterion, Participant, Receipt, Submission, Supplement, SupplementItem
from scoring.services.supplements.additions import save_addition
from scoring.services.supplements.sending import send_supplement, take_back_supplement
from tests.appraisal.world import Team


@dataclass(frozen=True)
class Window:
    team: Team
    officer: User
    head: User

    @property
    def first(self) -> Participant:
        return self.team.participants[0]

    @property
    def submission(self) -> Submission:
        return self.first.submission

    @property
    def supplement(self) -> Supplement:
        return Supplement.objects.get(participant=self.first)

    @property
    def leaf(self) -> Criterion:
        return self.team.leaves()[0]

    @property
    def item(self) -> SupplementItem:
        return SupplementItem.objects.get(supplement=self.supplement, criterion=self.leaf)

    @property
    def address(self) -> str:
        return f"/bo-sung/{self.team.campaign.code}/{self.first.code}/"

    @property
    def receipt(self) -> Receipt | None:
        found = Receipt.objects.filter(submission=self.submission, stage="supplement", ended_at=None)
        return found.first()

    def add(self, content="Gửi thêm báo cáo số 15", version=0, key="k1", by=None, leaf=None, **more):
        return save_addition(
            participant=self.first.pk,
            criterion=leaf or self.leaf,
            content=content,
            base_version=version,
            key=key,
            by=by or self.officer,
            **more,
        )

    def sending(self, by=None, key="gui", revision=None):
        seen = self.supplement.revision if revision is None else revision
        return partial(send_supplement, participant=self.first.pk, key=key, seen_revision=seen, by=by or self.head)

    def taking_back(self, by=None, number=None):
        shown = self.receipt.number if number is None and self.receipt else number or ""
        return partial(take_back_supplement, participant=self.first.pk, receipt=shown, by=by or self.head)
