"""The one refusal of the core: which rule was broken and what to do about it."""

from __future__ import annotations


class Refused(ValueError):
    """Input that CONTRACT §3–§7 does not allow.

    `rule` and `remedy` are Vietnamese sentences with `%(name)s` places, translated by whoever shows them;
    `params` fills the places.
    """

    def __init__(self, rule: str, remedy: str, **params: object) -> None:
        super().__init__(rule % params)
        self.rule = rule
        self.remedy = remedy
        self.params = params
