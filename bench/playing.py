"""Requests of many officers over a few connections, each answer timed and remembered."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import cycle, islice
from random import Random
from urllib.parse import urlencode

from bench.officers import Officer
from scoring.core.numbers import plain, round_half_up

CSRF = "b" * 32
HIDDEN = re.compile(r'<input type="hidden" name="(key|revision)" value="([^"]+)"')
#: What each officer's page knows of a field, from one play to the next.
VERSIONS: dict[tuple[str, str, str], int] = {}


@dataclass(frozen=True, slots=True)
class Site:
    host: str
    port: int


@dataclass(slots=True)
class Turn:
    """One thing that one officer does; `act` returns what was wrong, or None."""

    kind: str
    act: Callable[[Connection], str | None]
    officer: Officer


@dataclass(slots=True)
class Answered:
    """What came back: seconds by kind, faults, and the points that were acknowledged last for each leaf."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    acknowledged: dict[tuple[str, str, str], str] = field(default_factory=dict)
    took: float = 0.0

    @property
    def count(self) -> int:
        return len(self.seconds)

    @property
    def per_second(self) -> float:
        return self.count / self.took

    def percentile(self, share: int) -> float:
        ordered = sorted(seconds for _, seconds in self.seconds)
        return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]

    def by_kind(self) -> dict[str, Answered]:
        kinds = dict.fromkeys(kind for kind, _ in self.seconds)
        return {
            kind: Answered([item for item in self.seconds if item[0] == kind], self.errors, took=self.took)
            for kind in kinds
        }


class Connection:
    """One kept-open connection, on which many officers speak in turn."""

    def __init__(self, site: Site, answered: Answered) -> None:
        self.http = http.client.HTTPConnection(site.host, site.port, timeout=60)
        self.answered = answered

    def get(self, path: str, officer: Officer) -> tuple[int, bytes]:
        return self._ask("GET", path, officer, None, {})

    def post(self, path: str, officer: Officer, form: dict[str, str]) -> tuple[int, bytes]:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF}
        return self._ask("POST", path, officer, urlencode(form), kind)

    def post_json(self, path: str, officer: Officer, body: dict[str, object]) -> tuple[int, bytes]:
        kind = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": CSRF}
        return self._ask("POST", path, officer, json.dumps(body), kind)

    def _ask(
        self, method: str, path: str, officer: Officer, body: str | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        cookies = {"Cookie": f"sessionid={officer.session}; csrftoken={CSRF}"}
        try:
            self.http.request(method, path, body, {**cookies, **headers})
            response = self.http.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
            self.http.close()  # an idle connection that the server has closed; the key makes a repetition harmless
            self.http.request(method, path, body, {**cookies, **headers})
            response = self.http.getresponse()
        return response.status, response.read()


def mixed(*parts: Iterable[Turn]) -> list[Turn]:
    """All turns in a drawn order that keeps each officer's own: her saves come before her submission."""
    waiting: dict[str, deque[Turn]] = {}
    for turn in (turn for part in parts for turn in part):
        waiting.setdefault(turn.officer.session, deque()).append(turn)
    order = [session for session, turns in waiting.items() for _ in turns]
    Random(2025).shuffle(order)
    return [waiting[session].popleft() for session in order]


def play(site: Site, turns: Iterable[Turn], clients: int) -> Answered:
    """Let `clients` connections work through the turns; an officer's own turns stay in order on one of them."""
    answered, shares = Answered(), [list[Turn]() for _ in range(clients)]
    place: dict[str, int] = {}
    for turn in turns:
        shares[place.setdefault(turn.officer.session, len(place) % clients)].append(turn)
    threads = [threading.Thread(target=_work, args=(Connection(site, answered), share)) for share in shares]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answered.took = time.perf_counter() - started
    return answered


def _work(connection: Connection, turns: list[Turn]) -> None:
    for turn in turns:
        started = time.perf_counter()
        fault = turn.act(connection)
        connection.answered.seconds.append((turn.kind, time.perf_counter() - started))
        if fault:
            connection.answered.errors.append(f"{turn.kind} {turn.officer.agency}: {fault}")


def saves(people: list[Officer], count: int) -> list[Turn]:
    """Points for one leaf after the other, officer by officer; each leaf is saved again and again in the end."""
    return [
        Turn("saves", _save(officer, number), officer) for number, officer in enumerate(islice(cycle(people), count))
    ]


def _save(officer: Officer, number: int) -> Callable[[Connection], str | None]:
    leaves = [leaf for leaf in officer.leaves if leaf[1] == "manual"]
    code, _, maximum = leaves[number * 7 % len(leaves)]
    points = plain(round_half_up(Fraction(maximum) * (number % 97) / 97, 4)).replace(".", ",")
    path = f"/tu-danh-gia/{officer.campaign}/{officer.agency}/{code}/luu"

    def act(connection: Connection) -> str | None:
        place = (officer.campaign, officer.agency, code)
        body = {
            "user": officer.user,
            "field": "claim",
            "content": {"points": points},
            "version": VERSIONS.get(place, 0),
            "key": uuid.uuid4().hex,
        }
        status, answer = connection.post_json(path, officer, body)
        if status != 200:
            return f"{status} {answer[:200]!r}"
        connection.answered.acknowledged[place] = points
        VERSIONS[place] = json.loads(answer)["version"]
        return None

    return act


def submissions(people: list[Officer]) -> list[Turn]:
    """Each officer looks at the summary and signs, twice with the same key: one receipt."""
    return [Turn("submissions", _submit(officer), officer) for officer in people]


def _submit(officer: Officer) -> Callable[[Connection], str | None]:
    path = f"/nop-ho-so/{officer.campaign}/{officer.agency}/"

    def act(connection: Connection) -> str | None:
        status, page = connection.get(path, officer)
        form = dict(HIDDEN.findall(page.decode()))
        if status != 200 or "key" not in form:
            return f"{status}, nothing to sign"
        answers = [connection.post(f"{path}ky/", officer, form) for _ in range(2)]
        statuses = [status for status, _ in answers]
        return None if statuses == [302, 302] else f"signing answered {statuses}: {_words(answers[0][1])}"

    return act


def views(officer: Officer, path: str, count: int) -> list[Turn]:
    """The same page again and again."""

    def act(connection: Connection) -> str | None:
        status, _ = connection.get(path, officer)
        return None if status == 200 else str(status)

    return [Turn("views", act, officer)] * count


def _words(page: bytes) -> str:
    """What a page of ours says in its first notice."""
    found = re.search(r'role="alert"[^>]*>(.*?)</div>', page.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split())[:300] if found else ""
