"""Vietnamese order of names: the CLDR `vi` tailoring of letters, then tones, then case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER = {letter: place for place, letter in enumerate(_LETTERS)}
_SIGNS = "_-‐‑‒–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$"  # the order of CLDR's root, which `vi` keeps
_SIGN_ORDER = {sign: place for place, sign in enumerate(_SIGNS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng
_SHAPES = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve and horn belong to the letter

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=50_000)
def vietnamese_key(text: str) -> SortKey:
    """A key that sorts text as a Vietnamese reader expects: đ after d, ă and â after a, tones last."""
    letters, tones, cases = list[tuple[int, int]](), list[int](), list[int]()
    for char in _composed_letters(text):
        base, tone = char[0], char[1]
        letters.append(_primary(base.lower()))
        tones.append(tone)
        cases.append(int(base != base.lower()))
    return tuple(letters), tuple(tones), tuple(cases)


def _composed_letters(text: str) -> list[tuple[str, int]]:
    """Letters with their shape marks joined and their tone apart."""
    found: list[tuple[str, int]] = []
    for char in unicodedata.normalize("NFD", text):
        if char in _TONES and found:
            found[-1] = (found[-1][0], _TONES[char])
        elif char in _SHAPES and found:
            found[-1] = (unicodedata.normalize("NFC", found[-1][0] + char), found[-1][1])
        elif not unicodedata.combining(char):
            found.append((char, 0))
    return found


def _primary(letter: str) -> tuple[int, int]:
    """Spaces, then signs, then digits, then letters; other scripts last."""
    if letter in _LETTER_ORDER:
        return 3, _LETTER_ORDER[letter]
    if letter.isspace():
        return 0, 0
    if letter.isdigit():
        return 2, int(unicodedata.digit(letter, 0))
    if letter.isalpha():
        return 4, ord(letter)
    return 1, _SIGN_ORDER.get(letter, ord(letter))
