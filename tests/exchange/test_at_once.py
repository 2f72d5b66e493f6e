"""Two people at once: whoever is second is told or replaces the campaign wholly; nothing is mixed."""

import contextlib
from functools import partial

import pytest

from appraisal.exchange.importing import import_workbook
from reports.services.compute import compute_run
from reports.services.runs import request_run
from scoring.models import Answer, Campaign, Participant
from tests.oracle.running import computed
from tests.oracle.workbook import write_plain
from tests.together import together
from tests.workbook.base import base, complete

TIMES = 4


def workbook(folder, word):
    """A campaign of the same code whose every text says which file it came from."""
    sheets = base()
    sheets["campaign"][1]["value"] = word
    for row in sheets["agencies"]:
        row["name"] = f"{word} {row['code']}"
    for row in sheets["scores"]:
        row["explanation"] = word
    sheets["agencies"] += [
        {"code": f"{word}{place}", "name": f"{word} {place}", "bloc": "XA", "annex": "PL2"} for place in range(40)
    ]
    return write_plain(folder / f"{word}.xlsx", complete(sheets))


def words_of_the_campaign():
    campaign = Campaign.objects.get()
    names = set(Participant.objects.filter(campaign=campaign).values_list("name", flat=True))
    said = set(Answer.objects.filter(campaign=campaign).values_list("explanation", flat=True))
    return {campaign.name} | {name.split()[0] for name in names} | said, len(names)


@pytest.mark.parametrize("standing", [False, True], ids=["empty", "replacing"])
def test_two_imports_of_one_code(transactional_db, tmp_path, standing):
    first, second = workbook(tmp_path, "sớm"), workbook(tmp_path, "muộn")
    if standing:
        import_workbook(path=first, by=None)
    for _ in range(TIMES):
        outcomes = together(*(partial(import_workbook, path=path, by=None) for path in (first, second)))
        assert None not in outcomes
        words, agencies = words_of_the_campaign()
        assert (len(words), agencies) == (1, 43)
        if not standing:
            Campaign.objects.all().delete()


def test_an_import_during_a_run(transactional_db, tmp_path):
    """The run of a campaign that is replaced under it either ends before or is void; the new one computes."""
    first, second = workbook(tmp_path, "sớm"), workbook(tmp_path, "muộn")
    for _ in range(TIMES):
        import_workbook(path=first, by=None)
        run = request_run(campaign=Campaign.objects.get(), by=None)
        together(partial(swallow, run.pk), partial(import_workbook, path=second, by=None))
        words, agencies = words_of_the_campaign()
        assert (words, agencies) == ({"muộn"}, 43)
        assert computed(Campaign.objects.get()).state == "done"


def swallow(run):
    """A run whose campaign is gone may fail, however it does; nothing of it may stay."""
    with contextlib.suppress(Exception):
        compute_run(run_id=run)


def test_two_workers_on_one_run(transactional_db, tmp_path):
    import_workbook(path=workbook(tmp_path, "sớm"), by=None)
    for _ in range(TIMES):
        run = request_run(campaign=Campaign.objects.get(), by=None)
        together(*[partial(compute_run, run_id=run.pk)] * 2)
        run.refresh_from_db()
        assert run.state == "done"
        assert (run.same_as or run).agencies.count() == 43
