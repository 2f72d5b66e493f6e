"""Short ways to do what the tests of submitting do."""

import uuid

from scoring.models import Answer, EvidenceFile, EvidenceLink, Receipt, Submission
from scoring.models import Evidence as EvidenceBytes
from scoring.services.submissions.submitting import submit


def fill(world, place=0):
    """Every leaf of the agency answered with half of its points; as many rows as leaves, no services."""
    submission = world.submission(place)
    leaves = world.annex.criteria.filter(source="self")
    Answer.objects.bulk_create(
        Answer(
            campaign=world.campaign,
            submission=submission,
            criterion=leaf,
            points=leaf.max_points / 2,
            explanation=f"Theo báo cáo số {leaf.position}/BC",
            is_complete=True,
        )
        for leaf in leaves
    )
    Submission.objects.filter(pk=submission.pk).update(done=leaves.count(), revision=leaves.count())


def sent(world, by, *, place=0, key=None):
    """Submit what is there now."""
    submission = world.submission(place)
    return submit(submission=submission.pk, key=key or uuid.uuid4().hex, seen_revision=submission.revision, by=by)


def attach(world, leaf, name="Kế hoạch 12.pdf", pages="3-5"):
    answer = Answer.objects.get(submission=world.submission(), criterion=leaf)
    stored, _ = EvidenceBytes.objects.get_or_create(sha256="a" * 64, size=2048, media_type="application/pdf")
    file, _ = EvidenceFile.objects.get_or_create(agency=world.first.agency, evidence=stored, name=name)
    return EvidenceLink.objects.create(campaign=world.campaign, answer=answer, file=file, pages=pages)


def in_force(world):
    return Receipt.objects.filter(submission=world.submission(), ended_at=None)
