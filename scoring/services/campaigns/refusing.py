"""What the core refuses, in the words and the language of the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pari.refusals import Invalid
from scoring.core.errors import Refused


def in_words(refused: Refused) -> Invalid:
    """The refusal of a service for one of the core: the same rule and remedy, translated, as sentences."""
    rule, remedy = (_(text) % refused.params for text in (refused.rule, refused.remedy))
    return Invalid(_sentence(rule), _sentence(remedy))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
