"""The tables of who is scored on what, and what they say of themselves (DESIGN §3)."""

from scoring.models.campaigns import Bloc, Campaign, Extension, Modifier, Participant
from scoring.models.criteria import Annex, CriteriaSet, Criterion, Crosswalk
from scoring.models.evidence import Evidence, EvidenceFile, EvidenceLink, Upload
from scoring.models.figures import IndicatorValue, PublishedBlocMean, PublishedIndex, SurveyScore
from scoring.models.register import Agency, Authority, Lineage
from scoring.models.submissions import Answer, Receipt, Submission
from scoring.models.supplements import Supplement, SupplementItem

__all__ = [
    "Agency",
    "Annex",
    "Answer",
    "Authority",
    "Bloc",
    "Campaign",
    "CriteriaSet",
    "Criterion",
    "Crosswalk",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "Extension",
    "IndicatorValue",
    "Lineage",
    "Modifier",
    "Participant",
    "PublishedBlocMean",
    "PublishedIndex",
    "Receipt",
    "Submission",
    "Supplement",
    "SupplementItem",
    "SurveyScore",
    "Upload",
]
