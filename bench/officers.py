"""A campaign in its self-assessment with an officer for each agency, signed in: who plays in `bench.load`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.ready import with_django


@dataclass(frozen=True, slots=True)
class Officer:
    """Enough to act for one agency over HTTP: her session and the leaves with points or a fraction to give."""

    session: str
    user: int
    campaign: str
    agency: str
    leaves: tuple[tuple[str, str, str], ...]  # code, kind of rule, maximum


def build(code: str, agencies: int, leaves: int, officers: int, target: Path) -> None:
    """Write the campaign with a claim for every leaf, and the sessions of the first officers to `target`.

    The last one is the secretary's, who looks at the board.
    """
    with_django()
    from django.db import connection, transaction

    with transaction.atomic():
        _write_campaign(code, agencies, leaves)
        played = _write_officers(code, officers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    target.write_text(json.dumps(played))


def read(path: Path) -> list[Officer]:
    rows = json.loads(path.read_text())
    return [Officer(*row[:4], tuple(tuple(leaf) for leaf in row[4])) for row in rows]


def _write_campaign(code: str, agencies: int, leaves: int) -> None:
    from django.db.models import Count, OuterRef, Subquery
    from django.db.models.functions import Coalesce
    from django.utils import timezone

    from appraisal.exchange.scores import write_scores
    from bench.synthetic import synthetic_setup
    from scoring.enums import Phase
    from scoring.models import Answer, Campaign, Submission
    from scoring.services.setup import write_setup

    setup = synthetic_setup(code, agencies, leaves)
    for _ in write_scores(write_setup(setup), _claims(setup)):
        pass
    until = timezone.now() + timedelta(days=3)
    Campaign.objects.filter(code=code).update(phase=Phase.SELF, self_deadline=until, opened_at=timezone.now())
    Answer.objects.filter(campaign__code=code).update(is_complete=True, explanation="Có báo cáo kèm theo.")
    counted = Answer.objects.filter(submission=OuterRef("pk")).order_by().values("submission").annotate(n=Count("pk"))
    done = Coalesce(Subquery(counted.values("n")), 0)
    Submission.objects.filter(campaign__code=code).update(done=done, opened_at=timezone.now())


def _claims(setup: Any) -> Iterator[Any]:
    from bench.synthetic import synthetic_scores
    from scoring.workbook.records import NOTHING

    for row in synthetic_scores(setup):
        yield row._replace(round1=NOTHING, round1_note="", round2=NOTHING, round2_note="")


def _write_officers(code: str, officers: int) -> list[Any]:
    from scoring.models import Campaign, Criterion, Participant

    campaign = Campaign.objects.get(code=code)
    places = list(Participant.objects.filter(campaign=campaign).order_by("position").values_list("agency", "code"))
    leaves = [
        [leaf.code, leaf.rule["kind"], leaf.max_points and str(leaf.max_points)]
        for leaf in Criterion.objects.filter(annex__criteria_set=campaign.criteria_set, rule__isnull=False)
    ]
    users = _write_users(campaign, [agency for agency, _ in places])
    played = zip(users[:officers], places, strict=False)
    secretary = [_session(users[-1]), users[-1].pk, code, "", []]
    return [*([_session(user), user.pk, code, agency, leaves] for user, (_, agency) in played), secretary]


def _write_users(campaign: Any, agencies: list[int]) -> list[Any]:
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from pari.accounts.enums import Role
    from pari.accounts.models import Membership, User

    password, today = make_password(None), timezone.localdate()
    users = User.objects.bulk_create(
        (User(username=f"{campaign.code}-{number}", password=password) for number in range(len(agencies) + 1)), 1000
    )
    Membership.objects.create(user=users[-1], role=Role.SECRETARY, authority_id=campaign.authority_id, valid_from=today)
    Membership.objects.bulk_create(
        (
            Membership(
                user=user, role=Role.OFFICER, authority_id=campaign.authority_id, agency_id=agency, valid_from=today
            )
            for user, agency in zip(users, agencies, strict=False)
        ),
        1000,
    )
    return users


def _session(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)
