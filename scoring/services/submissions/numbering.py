"""Numbers of receipts: one series for a campaign, whatever is sent."""

from __future__ import annotations

from django.db.models import Max

from scoring.models import Campaign, Receipt


def next_number(campaign: Campaign) -> str:
    """`KH-2025/000123`; give the campaign locked, so that nobody takes the same one."""
    last = Receipt.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"]
    count = int(last.rpartition("/")[2]) if last else 0
    return f"{campaign.code}/{count + 1:06d}"
