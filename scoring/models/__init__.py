"""The tables of who is scored on what, and what they say of themselves (DESIGN §3)."""

from scoring.models.campaigns import Bloc, Campaign, Modifier, Participant
from scoring.models.criteria import Annex, CriteriaSet, Criterion
from scoring.models.figures import IndicatorValue, PublishedBlocMean, PublishedIndex, SurveyScore
from scoring.models.register import Agency, Authority, Lineage
from scoring.models.submissions import Answer, Submission

__all__ = [
    "Agency",
    "Annex",
    "Answer",
    "Authority",
    "Bloc",
    "Campaign",
    "CriteriaSet",
    "Criterion",
    "IndicatorValue",
    "Lineage",
    "Modifier",
    "Participant",
    "PublishedBlocMean",
    "PublishedIndex",
    "Submission",
    "SurveyScore",
]
