"""Vietnamese order of names (CLDR `vi`), for spaces, common marks, digits and Vietnamese letters."""

import unicodedata

MARKS = "_-,;:!?.'\"()/&%+"  # before digits, in CLDR's order as far as names use them
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SHAPES = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn: a letter of its own in Vietnamese


def letters(name):
    """The letters of a name, each with its tone: `ệ` is (`ê`, dot below)."""
    found = []
    for char in unicodedata.normalize("NFD", name):
        if char in SHAPES:
            base, tone = found[-1]
            found[-1] = (unicodedata.normalize("NFC", base + char), tone)
        elif unicodedata.combining(char):
            found[-1] = (found[-1][0], char)
        else:
            found.append((char, ""))
    return found


def primary(char):
    if char.isspace():
        return (0, 0)
    if char in MARKS:
        return (1, MARKS.index(char))
    if char.isdigit():
        return (2, int(char))
    return (3, LETTERS.index(char.lower()))


def key(name):
    """Letters first, then tones, then capitals after small letters."""
    parts = letters(name)
    return (
        [primary(char) for char, _ in parts],
        [TONES.index(tone) for _, tone in parts],
        [char != char.lower() for char, _ in parts],
    )
