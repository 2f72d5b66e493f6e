"""The fixed words of the workbook, the database and the API (CONTRACT §3); the value is the code."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """A word that is written as it stands."""


class Kind(Code):
    GROUP = "group"
    SCORE = "score"
    BONUS = "bonus"
    PENALTY = "penalty"


class Source(Code):
    SELF = "self"
    SURVEY = "survey"
    INDICATOR = "indicator"
    APPRAISER = "appraiser"


class Basis(Code):
    SUPPLEMENT = "supplement"
    CORRECTION = "correction"


class SupplementScope(Code):
    SCORE = "score"
    ALL = "all"


class IndexMode(Code):
    PERCENT = "percent"
    POINTS = "points"


class OverallMean(Code):
    BLOCS = "blocs"
    AGENCIES = "agencies"


class On(Code):
    """What classes and ranks are read from: the published figure or the one before rounding."""

    ROUNDED = "rounded"
    RAW = "raw"


class Trend(Code):
    UP = "up"
    DOWN = "down"
    DOWN_UP = "down_up"
    UP_DOWN = "up_down"
    FLAT = "flat"
    MIXED = "mixed"


class Language(Code):
    VIETNAMESE = "vi"
    ENGLISH = "en"
