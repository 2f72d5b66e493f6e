"""What the commands share: find a campaign, find its results, write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from reports.models import IndexRun
from reports.selectors.runs import run_to_show
from scoring.models import Campaign


def find_campaign(code: str) -> Campaign:
    campaign = Campaign.objects.select_related("authority").filter(code=code).first()
    if campaign is None:
        raise CommandError(_("không có kỳ đánh giá %(code)s") % {"code": code})
    return campaign


def find_run(campaign: Campaign) -> IndexRun:
    """The run whose results count."""
    run = run_to_show(campaign)
    if run is None:
        told = {"code": campaign.code}
        raise CommandError(_("%(code)s chưa có kết quả; chạy compute_index %(code)s trước") % told)
    return run


def write_whole(path: Path, content: bytes) -> None:
    """Put the file in its place once it is complete; nothing half-written is ever seen under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
