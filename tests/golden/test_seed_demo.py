"""`seed_demo` through a real worker: three campaigns published; again changes nothing (CONTRACT §2)."""

import pytest
from django.apps import apps
from django.core.management import call_command

from reports.models import Publication
from scoring.models import Campaign

pytestmark = pytest.mark.usefixtures("real_processes")


def state():
    """How many rows there are of everything, and what was published."""
    counts = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    published = Publication.objects.order_by("pk").values_list("campaign__code", "decision_number", "run", "digest")
    return counts, list(published)


def test_twice():
    call_command("seed_demo")
    campaigns = Campaign.objects.order_by("code").values_list("code", "phase", "is_reconstructed")
    assert list(campaigns) == [(code, "published", True) for code in ("BK-2023", "KH-2019", "NT-2023")]
    before = state()
    call_command("seed_demo")
    assert state() == before
