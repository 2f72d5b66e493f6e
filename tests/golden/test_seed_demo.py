"""`seed_demo` through a real worker: three campaigns published, two in their appraisal, one open; again changes nothing
(CONTRACT §2).
"""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from appraisal.enums import MotionOrigin, MotionState
from appraisal.models import Assignment, CrossCheck, Mark, Motion
from fixtures.demo.nhatrang_2025 import CITY, PROVINCE
from pari.accounts.enums import Role
from pari.accounts.models import Membership, User
from pari.audit.selectors import verify
from reports.management.demo_accounts import ACCOUNTS, demo_passwords, make_accounts
from reports.models import Publication
from reports.selectors.freshness import freshness_of
from scoring.models import Agency, Answer, Campaign, Lineage, Participant
from scoring.selectors.register.lineage import origins
from scoring.selectors.submissions.earlier import earlier_participant
from scoring.services.submissions.carrying import carry_over

pytestmark = pytest.mark.usefixtures("real_processes")


def state():
    """How many rows there are of everything, and what was published."""
    counts = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    published = Publication.objects.order_by("pk").values_list("campaign__code", "decision_number", "run", "digest")
    return counts, list(published)


def test_twice(client):
    call_command("seed_demo")
    campaigns = Campaign.objects.order_by("code").values_list("code", "phase", "is_reconstructed")
    assert list(campaigns) == [
        ("BK-2023", "published", True),
        ("KH-2019", "published", True),
        ("KH-2024", "round2", True),
        ("KH-2025", "self", True),
        ("NT-2023", "published", True),
        ("NT-2024", "council", True),
    ]
    check_open_campaign(client)
    check_carry_over()
    check_appraised(client)
    check_lineage()
    check_accounts(client)
    check_log()
    before = state()
    call_command("seed_demo")
    make_accounts()
    assert state() == before


def check_open_campaign(client):
    """It takes answers, some agencies have begun, and the public sees nothing of it."""
    campaign = Campaign.objects.get(code="KH-2025")
    assert campaign.self_deadline > campaign.opened_at
    assert campaign.participants.filter(agency__participations__campaign__code="KH-2019").count() == 12
    done = list(campaign.submissions.order_by("-done").values_list("done", flat=True))
    assert (len(done), done[0] > 20, done[-1]) == (16, True, 0)
    for address in ("/ket-qua/KH-2025/", "/api/v1/campaigns/KH-2025/"):
        assert client.get(address).status_code == 404
    assert "KH-2025" not in client.get("/").content.decode()


def check_carry_over():
    """What KH-2025 offers again are the answers of 2019: KH-2024 is not published."""
    participant = Participant.objects.select_related("campaign").get(campaign__code="KH-2025", code="kh-so-noi-vu")
    assert earlier_participant(participant).campaign.code == "KH-2019"
    officer = User.objects.get(username="sonoivu")
    with transaction.atomic():
        assert carry_over(submission=participant.submission.pk, by=officer) > 30
        assert set(Answer.objects.filter(to_confirm=True).values_list("origin__campaign__code", flat=True)) == {
            "KH-2019"
        }
        transaction.set_rollback(True)


def check_appraised(client):
    """Everybody has something to do, and the public sees nothing of it."""
    kh, nt = Campaign.objects.get(code="KH-2024"), Campaign.objects.get(code="NT-2024")
    assert (kh.participants.count(), nt.participants.count()) == (14, 19)
    for username in ("thamdinh", "thamdinh2", "thamdinh3"):
        hers = Assignment.objects.filter(campaign=kh, appraiser__username=username, due2__gt=F("done2"))
        assert hers.exists(), username
    assert set(kh.supplements.values_list("state", flat=True)) == {"open", "sent"}
    checks = CrossCheck.objects.filter(campaign=kh, round=2)
    assert set(checks.values_list("state", flat=True)) == {"open", "moderation"}
    assert checks.filter(appraiser__username="thamdinh", marked_at=None).exists()
    assert Mark.objects.filter(campaign=kh, needs_discussion=True).exists()
    motions = Motion.objects.filter(campaign=nt)
    assert set(motions.values_list("origin", flat=True)) == set(MotionOrigin.values)
    assert motions.filter(state=MotionState.OPEN).count() == 11
    assert freshness_of(nt).is_current
    for code in ("KH-2024", "NT-2024"):
        for address in (f"/ket-qua/{code}/", f"/api/v1/campaigns/{code}/"):
            assert client.get(address).status_code == 404
        assert code not in client.get("/").content.decode()


def check_log():
    """Both chains are whole."""
    for code in ("KH-2024", "NT-2024"):
        assert verify(chain=code) is None


def check_lineage():
    """27 communes of 2023 ended; the wards came of 22 agencies and cannot be compared."""
    wards = Agency.objects.filter(code__in=["p-nha-trang", "p-bac-nha-trang", "p-tay-nha-trang", "p-nam-nha-trang"])
    assert Lineage.objects.filter(successor__in=wards).count() == 22
    communes = Agency.objects.filter(participations__campaign__code="NT-2023", participations__bloc__code="xa-phuong")
    assert communes.filter(valid_to__isnull=False).count() == communes.count() == 27
    found = origins([ward.pk for ward in wards.order_by("code")], year=2025, since=2023)
    assert [item.reason for item in found.breaks.values()] == [
        "sáp nhập từ 6 đơn vị ngày 01/7/2025",
        "sáp nhập từ 5 đơn vị ngày 01/7/2025",
        "sáp nhập từ 5 đơn vị ngày 01/7/2025",
        "sáp nhập từ 6 đơn vị ngày 01/7/2025",
    ]


def check_accounts(client):
    """One for every role, with a password that works and is not changed by a second run."""
    make_accounts()
    passwords = demo_passwords()
    held = Membership.objects.filter(user__username__in=passwords)
    assert set(held.values_list("role", flat=True)) == set(Role)
    conflicts = Participant.objects.in_conflict_with(User.objects.get(username="thamdinh3"))
    assert set(conflicts.values_list("code", flat=True)) == {"kh-so-khcn"}
    recused = Participant.objects.in_conflict_with(User.objects.get(username="hoidong3"))
    assert set(recused.values_list("code", flat=True)) == {"nt-p-tckh"}
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert (user.check_password(passwords[account.username]), user.is_superuser) == (True, account.role is None)
    assert set(User.objects.filter(is_staff=True).values_list("username", flat=True)) == {"quantri", "noivu"}
    assert demo_passwords() == passwords
    check_upgrade(passwords)


def check_upgrade(passwords):
    """Accounts of an earlier version get the roles that they never had; one that was ended stays ended."""
    secretary = User.objects.get(username="thuky")
    held = Membership.objects.filter(user=secretary)
    held.filter(authority__name=CITY).delete()
    held.filter(authority__name=PROVINCE).update(valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    make_accounts()
    assert set(held.values_list("authority__name", "valid_to")) == {(PROVINCE, date(2025, 12, 31)), (CITY, None)}
    held.update(valid_from=date(2025, 1, 1), valid_to=None)
