"""Reading the fields of a JSON object: every key known, every number exact (CONTRACT §3, §4)."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.core.errors import Refused
from scoring.core.numbers import NotANumber, decimal

LONGEST_NUMBER = 100  # digits; a longer one is an attack or an accident


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or all of them when none is near."""
    options = list(known)
    close = difflib.get_close_matches(word, options, n=1, cutoff=0.5)
    return close[0] if close else ", ".join(options)


def load_object(text: str) -> Mapping[str, Any]:
    """The JSON object in `text`, its numbers as decimals; duplicate keys and NaN are refused."""
    try:
        value = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_duplicates
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("không phải là JSON hợp lệ", 'ghi theo mẫu {"khóa": "giá trị"}') from error
    if not isinstance(value, dict):
        raise Refused("không phải là một đối tượng JSON", 'ghi theo mẫu {"khóa": "giá trị"}')
    return _composed(value) if "\\u" in text else value


def _composed(value: Any) -> Any:
    """Texts written with escapes as the cell's own text is: NFC, without what no database keeps."""
    if isinstance(value, dict):
        return _no_duplicates([(_composed(key), _composed(item)) for key, item in value.items()])
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if isinstance(value, str):
        if any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in value):
            raise Refused("có ký tự không hợp lệ trong JSON", "gõ lại ô này")
        return unicodedata.normalize("NFC", value)
    return value


def _no_constant(name: str) -> None:
    raise NotANumber(name)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refused("khóa “%(key)s” lặp lại trong JSON", "chỉ giữ một khóa", key=key)
        found[key] = value
    return found


class Fields:
    """The fields of one object, taken one by one; `finish` refuses what nobody took."""

    def __init__(self, mapping: Any) -> None:
        if not isinstance(mapping, Mapping):
            raise Refused("phải là một đối tượng JSON", 'ghi theo mẫu {"khóa": "giá trị"}')
        self._left = dict(mapping)
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str) -> Any:
        """The raw value; a missing key is refused."""
        self._known.append(key)
        if key not in self._left:
            raise Refused("thiếu khóa “%(key)s”", "ghi thêm khóa này", key=key)
        return self._left.pop(key)

    def number(self, key: str, default: str | None = None) -> Fraction:
        if default is not None and key not in self._left:
            self._known.append(key)
            return Fraction(default)
        return number(self.take(key), key)

    def count(self, key: str) -> int:
        """A whole number that is not negative."""
        value = self.number(key)
        if value.denominator != 1 or value < 0:
            raise Refused("“%(key)s” phải là số nguyên không âm", "ghi số đếm, ví dụ 3", key=key)
        return int(value)

    def not_negative(self, key: str, default: str | None = None) -> Fraction:
        value = self.number(key, default)
        if value < 0:
            raise Refused("“%(key)s” không được âm", "ghi số từ 0 trở lên", key=key)
        return value

    def positive(self, key: str, default: str | None = None) -> Fraction:
        value = self.number(key, default)
        if value <= 0:
            raise Refused("“%(key)s” phải lớn hơn 0", "ghi số lớn hơn 0", key=key)
        return value

    def text(self, key: str) -> str:
        return word(self.take(key), key)

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        if default is not None and key not in self._left:
            self._known.append(key)
            return default
        given, known = self.text(key), list(options)
        if given not in known:
            raise Refused(
                "“%(key)s” không nhận “%(given)s”", "dùng: %(known)s", key=key, given=given, known=", ".join(known)
            )
        return given

    def optional_text(self, key: str) -> str:
        self._known.append(key)
        value = self._left.pop(key, None)
        return "" if value is None else word(value, key)

    def objects(self, key: str) -> list[Fields]:
        """A list of objects, at least one."""
        items = self.take(key)
        if not isinstance(items, list) or not items:
            raise Refused("“%(key)s” phải là danh sách có ít nhất một mục", "ghi [{…}, {…}]", key=key)
        return [Fields(item) for item in items]

    def finish(self) -> None:
        """Refuse keys that nobody took, naming the nearest known one."""
        for key in self._left:
            raise Refused(
                "không có khóa “%(key)s”",
                "khóa gần nhất: %(nearest)s",
                key=key,
                nearest=nearest(key, self._known) or "không có",
            )


def number(value: Any, key: str) -> Fraction:
    """An exact number out of JSON: a number or its text."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise Refused("“%(key)s” không phải là số", "ghi số, ví dụ “0.96”", key=key)
    try:
        read = decimal(value) if isinstance(value, str) else Decimal(value)
    except NotANumber as error:
        raise Refused("“%(key)s” không phải là số", "ghi số, ví dụ “0.96”", key=key) from error
    if not read.is_finite() or abs(read.adjusted()) > LONGEST_NUMBER or len(read.as_tuple().digits) > LONGEST_NUMBER:
        raise Refused("“%(key)s” quá dài", "ghi số ngắn hơn", key=key)
    return Fraction(read)


def word(value: Any, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused("“%(key)s” phải là chữ", "ghi chữ trong dấu ngoặc kép", key=key)
    return value.strip()


def no_duplicates(words: Iterable[str], key: str) -> None:
    seen: set[str] = set()
    for item in words:
        if item in seen:
            raise Refused("“%(item)s” lặp lại trong “%(key)s”", "chỉ giữ một mục", item=item, key=key)
        seen.add(item)
