"""The addresses of version 1."""

from django.urls import path, re_path, register_converter

from pari.api.views import SchemaView, UnknownView, ViewerView
from pari.codes import OfficialCode
from reports.api.campaigns import CampaignsView, CampaignView
from reports.api.comparison import ComparisonView
from reports.api.criteria import CriteriaView
from reports.api.criteria_sets import CriteriaSetsView, CriteriaSetView
from reports.api.documents import DocumentFileView, DocumentsView
from reports.api.history import AgencyHistoryView
from reports.api.results import AgencyResultsView, ResultsView

register_converter(OfficialCode, "official_code")

app_name = "api"

_CAMPAIGN = "campaigns/<official_code:code>/"

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", ViewerView.as_view(), name="docs"),
    path("campaigns/", CampaignsView.as_view(), name="campaigns"),
    path(_CAMPAIGN, CampaignView.as_view(), name="campaign"),
    path(f"{_CAMPAIGN}results/", ResultsView.as_view(), name="results"),
    path(f"{_CAMPAIGN}results/<official_code:agency>/", AgencyResultsView.as_view(), name="agency-results"),
    path(f"{_CAMPAIGN}comparison/", ComparisonView.as_view(), name="comparison"),
    path(f"{_CAMPAIGN}criteria/", CriteriaView.as_view(), name="criteria"),
    path(f"{_CAMPAIGN}reports/", DocumentsView.as_view(), name="reports"),
    path(f"{_CAMPAIGN}reports/<int:document_id>/", DocumentFileView.as_view(), name="report-file"),
    path("agencies/<official_code:code>/history/", AgencyHistoryView.as_view(), name="agency-history"),
    path("criteria-sets/", CriteriaSetsView.as_view(), name="criteria-sets"),
    path("criteria-sets/<int:set_id>/", CriteriaSetView.as_view(), name="criteria-set"),
    re_path(r"[\s\S]*\Z", UnknownView.as_view()),
]
