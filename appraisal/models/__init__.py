"""The tables of what the team and the council say (DESIGN §3)."""

from appraisal.models.assignments import Assignment, Expertise
from appraisal.models.checks import CheckSample, CrossCheck
from appraisal.models.council import Attendance, Motion, Vote
from appraisal.models.marks import Exemption, Mark, MarkVersion, Ruling
from appraisal.models.meetings import Meeting, Reply

__all__ = [
    "Assignment",
    "Attendance",
    "CheckSample",
    "CrossCheck",
    "Exemption",
    "Expertise",
    "Mark",
    "MarkVersion",
    "Meeting",
    "Motion",
    "Reply",
    "Ruling",
    "Vote",
]
