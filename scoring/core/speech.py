"""Numbers and short sentences for people, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.core.enums import Language
from scoring.core.numbers import plain, round_half_up


@dataclass(frozen=True, slots=True)
class Speech:
    """How one language says a number; `say` picks the sentence written for it."""

    language: Language

    def say(self, *, vi: str, en: str) -> str:
        return vi if self.language is Language.VIETNAMESE else en

    def number(self, value: Fraction) -> str:
        """As many decimals as it needs, four at the most."""
        return self._mark(plain(round_half_up(value, 4)))

    def points(self, value: Fraction) -> str:
        """Two decimals: `1,91`; more only where the figure itself has them, as 0,125."""
        return self._mark(_at_least_two(value))

    def percent(self, value: Fraction) -> str:
        return f"{self._mark(plain(round_half_up(value * 100, 2)))}%"

    def _mark(self, text: str) -> str:
        return text.replace(".", ",") if self.language is Language.VIETNAMESE else text


def _at_least_two(value: Fraction) -> str:
    exact_at = next((digits for digits in (2, 3, 4) if (value * 10**digits).denominator == 1), 2)
    return format(round_half_up(value, exact_at), "f")


VIETNAMESE = Speech(Language.VIETNAMESE)
ENGLISH = Speech(Language.ENGLISH)
SPEECH = {Language.VIETNAMESE: VIETNAMESE, Language.ENGLISH: ENGLISH}
