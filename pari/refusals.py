"""Three different answers to a deed that is not done: you may not, not now, someone was faster (STYLE 8)."""

from __future__ import annotations

from django.utils.functional import Promise

Words = str | Promise


class Refusal(Exception):
    """A deed that was not done. `message` says what and why, `remedy` what to do; both for the person's eyes."""

    status = 400

    def __init__(self, message: Words, remedy: Words = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class Invalid(Refusal):
    """What was given cannot be right."""


class NotAllowed(Refusal):
    """This person may not do it, whenever."""

    status = 403


class NotNow(Refusal):
    """The state of things does not allow it now."""

    status = 409


class Overtaken(Refusal):
    """Somebody else was faster; look again, then decide."""

    status = 409
