"""The tables of what comes out (DESIGN §3)."""

from reports.models.publications import Bundle, Document, Publication
from reports.models.runs import AgencyResult, BlocResult, CriterionResult, IndexRun, LeafResult

__all__ = [
    "AgencyResult",
    "BlocResult",
    "Bundle",
    "CriterionResult",
    "Document",
    "IndexRun",
    "LeafResult",
    "Publication",
]
