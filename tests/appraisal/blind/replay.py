"""Everything that a person can ask for, and what she is answered, without what differs in every answer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from pari.accounts.models import User
from reports.documents.papers.registry import PAPERS, About
from tests.appraisal.blind.scene import ABOVE, BELOW, CODE, LATER, OTHER, OWN, Scene
from tests.rights.addresses import addresses
from tests.rights.table import HEADERS, ROWS, SENT

FORM = "application/x-www-form-urlencoded"
#: What tells of an appraisal, or could.
NEAR = (
    "api:",
    "appraisal:",
    "inbox:",
    "portal:",
    *(f"scoring:{name}" for name in ("home", "board", "workspace", "criterion", "receipt", "supplement", "submit")),
    *(f"scoring:{name}" for name in ("evidence-panel", "evidence-shelf")),
)
#: Papers of what the agency sent, and what says how the API is to be read: one person's asking will do.
SLOW = ("api:schema", "api:docs", "scoring:receipt-file", "scoring:supplement-receipt-file")
#: Asked for by a program with a key, too: the rest of the API opens by the same door.
BOTH_WAYS = ("api:campaigns", "api:campaign", "api:results", "api:agency-history")
#: Signing in and one's own account know of no campaign, and are full of random keys.
APART = ("account", "mfa", "social", "openid", "login", "logout", "set_language", "health")
#: What lists are narrowed by and searched for; what a page does not know narrows nothing.
QUERIES: Mapping[str, tuple[str, ...]] = {
    "appraisal:marking-agencies": ("tim=thử", "tim=CQ1"),
    "appraisal:marking-criterion": (
        "loc=chua-cham",
        "loc=thap-hon",
        "loc=thao-luan",
        "loc=bo-sung",
        "tim=CQ1",
        "khoi=k1",
    ),
    "appraisal:marking-agency": ("loc=chua-cham", "loc=thap-hon", "loc=thao-luan", "tim=1.1"),
    "appraisal:check-lead": ("trang-thai=moderation",),
    "appraisal:assignments": ("tim=CQ1", "khoi=k1"),
    "appraisal:replies": ("chi=thap-hon",),
    "scoring:board": ("tim=CQ1", "khoi=k1", "trang-thai=submitted", "co-quan=CQ1"),
    "scoring:supplements": ("trang-thai=sent",),
    "scoring:workspace": ("dang=ban-in",),
    "scoring:evidence-shelf": ("tim=báo",),
    "scoring:agencies": ("tim=CQ1",),
    "scoring:people": ("tim=thử",),
    "scoring:campaign-agencies": ("tim=CQ1",),
    "portal:council-agenda": (
        "tim=thử",
        "tim=CQ1",
        "trang-thai=open",
        "trang-thai=carried",
        "ly-do=contested",
        "trang=2",
    ),
    "portal:council-preview": ("diem=1",),
    "portal:papers": ("tim=CQ1",),
    "portal:audit": ("coquan=CQ1", "tim=CQ1", "nhom=mark", "kiem-tra=1"),
    "portal:audit-csv": ("coquan=CQ1",),
    "portal:campaigns": ("tim=TH",),
    "portal:results": ("tim=CQ1", "khoi=k1", "xep-loai=Tốt"),
    "portal:agency": ("xem=mat-diem",),
    "api:campaigns": ("agency=CQ1", "year=2025"),
    "api:results": ("bloc=k1",),
    "api:agency-history": ("class=Tốt",),
}
#: Asked of the next year's campaign, too: there this one's marks would be last year's.
LOOKING_BACK = {"appraisal:earlier-marks", "scoring:workspace", "scoring:criterion", "scoring:home"}
_RANDOM = re.compile(
    rb'(name="(?:csrfmiddlewaretoken|key)"[^>]* value="|nonce="|nonce-|csrftoken[^;]*|"X-CSRFToken": ?"|/ID ?\[)[^"\]\';>]*'
)
_PAPER_DATES = re.compile(rb"/(?:CreationDate|ModDate) ?\([^)]*\)")
_HEADERS = ("Content-Type", "Content-Disposition", "Location", "ETag", "Last-Modified", "Allow", "HX-Trigger")


class Asked(NamedTuple):
    method: str
    name: str
    address: str
    by_token: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.address}{' by token' if self.by_token else ''}"


class Answered(NamedTuple):
    status: int
    headers: tuple[tuple[str, str], ...]
    content: tuple[bytes, ...]


#: What a request read: statements with their parameters.
Reads = list[tuple[str, Any]]
#: What a statement gives as long as nothing is changed.
Given = dict[tuple[str, str], list[Any]]


def requests_of(scene: Scene) -> list[Asked]:
    """Every address of the site by every method that the table of rights knows of it."""
    known = addresses()
    methods = sorted({(row.name, row.method) for row in ROWS if not row.name.startswith(APART)})
    return list(
        dict.fromkeys(
            Asked(method, name, f"{reverse(name, kwargs=arguments)}{query}")
            for name, method in methods
            for arguments in _arguments(scene, name, known[name])
            for query in ("", *(f"?{item}" for item in QUERIES.get(name, ()) if method == "GET"))
        )
    )


def dealt(asked: list[Asked], place: int, places: int) -> list[Asked]:
    """Everybody reads what tells of an appraisal; the rest is dealt out, so that somebody asks for each of it."""
    near = [item for item in asked if item.method == "GET" and item.name.startswith(NEAR) and item.name not in SLOW]
    return near + [item for item in asked if item not in near][place::places]


def _arguments(scene: Scene, name: str, wanted: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What stands for the parts: the agency in question and another one, each with its own things."""
    codes = (OWN, OTHER, ABOVE, BELOW) if "key" in wanted else (OWN, OTHER)
    for kind in _kinds(name, wanted):
        for campaign in (CODE, LATER) if name in LOOKING_BACK else (CODE,):
            for code in codes:
                given = {
                    **scene.places[""],
                    "campaign": campaign,
                    "code": code if name == "api:agency-history" else campaign,
                    "agency": code,
                    **_place(scene, name),
                    **_place(scene, name, f"@{code}"),
                    **_number(scene, name, code),
                    **kind,
                }
                yield {key: given[key] for key in wanted}


def _place(scene: Scene, name: str, suffix: str = "") -> Mapping[str, Any]:
    known = [key for key in scene.places if key.endswith(suffix) and name.startswith(key.removesuffix(suffix))]
    known = [key for key in known if key and ("@" in key) == bool(suffix)]
    return scene.places[max(known, key=len)] if known else {}


def _number(scene: Scene, name: str, code: str) -> Mapping[str, Any]:
    is_receipt = "receipt" in name
    return {"number": f"{CODE}/00000{int(code[-1])}"} if is_receipt else {}


def _kinds(name: str, wanted: Mapping[str, Any]) -> list[dict[str, str]]:
    if "kind" in wanted and "file_format" in wanted:
        about = {About.AGENCY} if name.startswith(("portal:agency", "portal:papers")) else set(About) - {About.AGENCY}
        return [{"kind": kind, "file_format": "docx"} for kind, paper in PAPERS.items() if paper.about in about]
    if "kind" in wanted:
        return [{"kind": kind} for kind in ("round1", "round2")]
    return [{"file_format": form} for form in ("csv", "json", "xlsx")] if "file_format" in wanted else [{}]


class Reader:
    """A person who asks, and asks again: an answer whose every read gives the same rows as before is the same."""

    def __init__(self, person: User, token: str) -> None:
        self.token = token
        self.client = Client()
        self.client.force_login(person)
        self.session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        self.known: dict[Asked, tuple[Answered, Reads, list[Any]]] = {}

    def ask(self, asked: list[Asked]) -> None:
        given: Given = {}
        for item in asked:
            for way in (item, item._replace(by_token=True)) if item.name in BOTH_WAYS else (item,):
                answer, reads = self._answer(way)
                self.known[way] = answer, reads, rows_of(reads, given)

    def told(self) -> list[str]:
        """What is answered otherwise now."""
        given: Given = {}
        return [str(asked) for asked, known in self.known.items() if self._differs(asked, *known, given)]

    def _differs(self, asked: Asked, answer: Answered, reads: Reads, rows: list[Any], given: Given) -> bool:
        is_alike = asked.method == "GET" and rows_of(reads, given) == rows
        return not is_alike and self._answer(asked)[0] != answer

    def _answer(self, asked: Asked) -> tuple[Answered, Reads]:
        client = Client(headers={"Authorization": f"Bearer {self.token}"}) if asked.by_token else self.client
        if not asked.by_token:
            client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.session})
        return ask(client, asked)


def rows_of(reads: Reads, given: Given) -> list[Any]:
    """Each statement is run once while nothing changes: most requests read who asks, and what surrounds a page."""
    with connection.cursor() as cursor:
        for sql, params in reads:
            if (sql, repr(params)) not in given:
                given[sql, repr(params)] = _rows(cursor, sql, params)
    return [given[sql, repr(params)] for sql, params in reads]


def _rows(cursor: Any, sql: str, params: Any) -> list[Any]:
    cursor.execute(sql, params)
    return list(cursor.fetchall())


def ask(client: Client, asked: Asked) -> tuple[Answered, Reads]:
    """What it did is undone."""
    sent = urlencode(SENT.get(asked.name, {})) if asked.method != "GET" else ""
    reads: Reads = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            reads.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        response = client.generic(asked.method, asked.address, sent, content_type=FORM, headers=HEADERS.get(asked.name))
        answered = _answered(response)
        transaction.set_rollback(True)
    return answered, reads


def _answered(response: Any) -> Answered:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = tuple((name, response.headers[name]) for name in _HEADERS if name in response.headers)
    return Answered(response.status_code, headers, tuple(_parts(content)))


def _parts(content: bytes) -> Iterator[bytes]:
    """A page as it is; of a packed file its members without their times."""
    if not content.startswith(b"PK\x03\x04"):
        yield _PAPER_DATES.sub(b"", _RANDOM.sub(rb"\1", content))
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name != "docProps/core.xml":
                yield name.encode()
                yield from _parts(packed.read(name))
