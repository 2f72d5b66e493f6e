"""A workbook through the program, in this process: import, run, results."""

from appraisal.exchange.importing import import_workbook
from reports.selectors.results import results_document
from reports.services.compute import compute_run
from reports.services.runs import request_run
from scoring.models import Campaign

NOT_OF_CONTENT = ("run", "engine_version", "input_digest", "computed_at", "policy")


def run_of(path):
    """Import the file and compute its campaign; the run in force."""
    imported = import_workbook(path=path, by=None)
    return computed(Campaign.objects.get(code=imported.code))


def computed(campaign):
    return compute_run(run_id=request_run(campaign=campaign, by=None).pk)


def comparable(document):
    """The results object without what every run has of its own; the order of `missing` has no meaning."""
    kept = {key: value for key, value in document.items() if key not in NOT_OF_CONTENT}
    kept["missing"] = sorted(kept["missing"], key=lambda item: (item["agency"], item["criterion"]))
    return kept


def results_of(path):
    return comparable(results_document(run_of(path)))
