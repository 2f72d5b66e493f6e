"""A person with a browser that knows no scripts: opens pages, fills in the forms that she finds there, sends them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from pari.accounts.models import User


class Visitor:
    """What is sent is what the page's form holds, hidden parts too, with the given fields changed."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)
        self.address, self.page = "", html.fromstring("<html></html>")

    def open(self, name: str, *args: Any, query: str = "") -> Visitor:
        self.address = reverse(name, args=args) + query
        self._take(self.client.get(self.address))
        return self

    def send(self, holding: str, *, press: tuple[str, str] | None = None, at: int = 0, **fields: Any) -> Visitor:
        """Send the form (the `at`-th such one) that has a field, or an address, of this name.

        `press` is the button's name and value. A field given as None is left out; a list is sent as it is. Keys that
        are no names in Python are given with `_` for `-`.
        """
        found = [form for form in self.page.forms if holding in form.fields or holding in (form.action or "")]
        form = found[at]
        sent: dict[str, Any] = {}
        for key, value in form.form_values():
            sent.setdefault(key, []).append(value)
        names = {key: key if key in form.fields else key.replace("_", "-") for key in fields}
        sent |= {names[key]: value for key, value in fields.items()}
        if press:
            sent[press[0]] = press[1]
        sent = {key: value for key, value in sent.items() if value is not None}
        address = form.action or self.address
        self.address = address
        answer = self.client.post(address, sent)
        if answer.status_code == 302:  # it was taken; where it leads is looked at when somebody looks
            self.address = answer.headers["Location"]
        else:
            self._take(answer)
        return self

    def _take(self, answer: Any) -> None:
        self.page = html.fromstring(answer.content.decode())
        assert answer.status_code == 200, (answer.status_code, self.address, self._complaints())

    def _complaints(self) -> str:
        told = self.page.xpath("//*[@role='alert' or self::h1 or contains(@class, 'notice')]")
        return " | ".join(" ".join(node.text_content().split()) for node in told)
