"""The language of an answer: what `Accept-Language` asks for, Vietnamese otherwise."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header


def wanted_language(header: str) -> str:
    """The first language of the header that the project speaks, by its primary tag."""
    spoken = dict(settings.LANGUAGES)
    for wanted, _ in parse_accept_lang_header(header.lower()):
        primary = wanted.partition("-")[0]
        if primary in spoken:
            return primary
    return settings.LANGUAGE_CODE
