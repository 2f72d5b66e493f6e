"""Files in pieces: begun, broken off, resumed, given up; as a tus client does it."""

import base64
import io
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from pari.accounts.enums import Role
from pari.refusals import Overtaken
from scoring.enums import Phase
from scoring.models import Answer, Campaign, EvidenceLink, Upload
from scoring.services.evidence import uploads
from tests.cycle.evidence import files
from tests.together import together

PDF = files.pdf("Bao cao ket qua cai cach hanh chinh", pages=3)


class Tus:
    def __init__(self, client, world, *, place: int = 0, kind: str = "manual"):
        self.client = client
        self.begin_url = reverse(
            "scoring:evidence-begin", args=[world.campaign.code, world.participants[place].code, world.leaf(kind).code]
        )

    def begin(self, size: int, name: str = "báo cáo.pdf", **headers):
        told = base64.b64encode(name.encode()).decode()
        every = {"Tus-Resumable": "1.0.0", "Accept": "application/json"}
        every |= {"Upload-Length": str(size), "Upload-Metadata": f"filename {told},filetype YQ=="}
        return self.client.post(self.begin_url, headers=every | headers)

    def patch(self, url: str, offset: int, content: bytes, **headers):
        every = {"Tus-Resumable": "1.0.0", "Accept": "application/json", "Upload-Offset": str(offset)}
        every["Content-Type"] = "application/offset+octet-stream"
        return self.client.patch(url, content, headers=every | headers)

    def head(self, url: str):
        return self.client.head(url, headers={"Tus-Resumable": "1.0.0"})

    def delete(self, url: str):
        return self.client.delete(url, headers={"Tus-Resumable": "1.0.0"})


@pytest.fixture
def tus(client, world, officer) -> Tus:
    client.force_login(officer)
    return Tus(client, world)


def test_a_file_comes_in_pieces(tus, world, officer):
    begun = tus.begin(len(PDF))
    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")
    url = begun["Location"]
    first = tus.patch(url, 0, PDF[:100])
    assert (first.status_code, first["Upload-Offset"], first["Tus-Resumable"]) == (204, "100", "1.0.0")
    asked = tus.head(url)
    assert (asked["Upload-Offset"], asked["Upload-Length"], asked["Cache-Control"]) == (
        "100",
        str(len(PDF)),
        "no-store",
    )
    assert tus.patch(url, 100, PDF[100:]).status_code == 204
    link = EvidenceLink.objects.get()
    assert (link.file.name, link.file.evidence.size, link.linked_by) == ("báo cáo.pdf", len(PDF), officer)
    assert link.answer.criterion == world.leaf("manual")
    assert tus.head(url).status_code == 404
    assert not Upload.objects.exists()


def test_it_goes_on_where_the_line_broke(tus, settings):
    url = tus.begin(len(PDF))["Location"]
    broken = tus.client.generic(
        "PATCH",
        url,
        b"",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
        **{
            "CONTENT_TYPE": "application/offset+octet-stream",
            "wsgi.input": io.BytesIO(PDF[:250]),
            "CONTENT_LENGTH": "1000",
        },
    )
    assert (broken.status_code, broken["Upload-Offset"]) == (204, "250")
    assert tus.patch(url, 250, PDF[250:]).status_code == 204
    assert EvidenceLink.objects.get().file.evidence.size == len(PDF)


def test_another_offset_is_told_the_true_one(tus):
    url = tus.begin(len(PDF))["Location"]
    tus.patch(url, 0, PDF[:100])
    again = tus.patch(url, 0, PDF[:100])
    assert (again.status_code, again["Upload-Offset"]) == (409, "100")
    assert again.json()["title"] == "Phần này của tệp đã được nhận."
    ahead = tus.patch(url, 200, PDF[200:300])
    assert (ahead.status_code, ahead["Upload-Offset"]) == (409, "100")


def test_what_a_dead_process_wrote_without_its_row_is_written_over(tus, settings):
    url = tus.begin(len(PDF))["Location"]
    tus.patch(url, 0, PDF[:100])
    with (settings.UPLOADS_DIR / str(Upload.objects.get().pk)).open("ab") as file:
        file.write(b"x" * 5000)
    tus.patch(url, 100, PDF[100:])
    assert EvidenceLink.objects.get().file.evidence.size == len(PDF)


def test_more_than_declared_is_refused(tus):
    url = tus.begin(200)["Location"]
    assert tus.patch(url, 0, PDF).status_code == 400
    assert tus.head(url)["Upload-Offset"] == "0"


def test_a_request_carries_so_much(tus, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 100)
    url = tus.begin(len(PDF))["Location"]
    assert tus.patch(url, 0, PDF[:101]).status_code == 413
    assert tus.patch(url, 0, PDF[:100]).status_code == 204


@pytest.mark.parametrize(
    ("size", "name", "title"),
    [
        (2 * 1024**3, "a.pdf", "“a.pdf” lớn 2,0 GB, mỗi tệp tối đa 100,0 MB."),
        (0, "a.pdf", "“a.pdf” là tệp rỗng."),
        (10, "a.exe", "“a.exe”: loại tệp này không được nhận."),
    ],
)
def test_what_cannot_be_taken_is_refused_at_once(tus, size, name, title):
    refused = tus.begin(size, name)
    assert refused.status_code == 400
    assert refused.json()["title"].replace("\xa0", " ") == title
    assert not Upload.objects.exists()


def test_a_wrong_content_is_refused_at_the_end_and_removed(tus, settings):
    content = files.EXECUTABLE
    url = tus.begin(len(content), "hoa-don.pdf")["Location"]
    refused = tus.patch(url, 0, content)
    assert (refused.status_code, refused.json()["title"]) == (400, "Nội dung không phải là tệp .pdf.")
    assert tus.head(url).status_code == 404
    assert list(settings.UPLOADS_DIR.iterdir()) == []


def test_the_last_piece_may_be_empty(tus):
    """All bytes came, and the process died before it took the file."""
    url = tus.begin(len(PDF))["Location"]
    uploads.append(upload=Upload.objects.get().pk, offset=0, content=PDF)
    assert tus.head(url)["Upload-Offset"] == str(len(PDF))
    assert tus.patch(url, len(PDF), b"").status_code == 204
    assert EvidenceLink.objects.count() == 1


def test_taking_it_twice_makes_one_document(tus, world, officer):
    tus.begin(len(PDF))
    upload = Upload.objects.get()
    uploads.append(upload=upload.pk, offset=0, content=PDF)
    uploads.finish(upload=upload.pk)
    with pytest.raises(Upload.DoesNotExist):
        uploads.finish(upload=upload.pk)
    assert EvidenceLink.objects.count() == 1


def test_giving_up(tus, settings):
    url = tus.begin(len(PDF))["Location"]
    tus.patch(url, 0, PDF[:100])
    assert tus.delete(url).status_code == 204
    assert tus.head(url).status_code == 404
    assert list(settings.UPLOADS_DIR.iterdir()) == []


def test_what_nobody_goes_on_with_expires(tus, settings):
    tus.begin(len(PDF))
    upload = Upload.objects.get()
    uploads.append(upload=upload.pk, offset=0, content=PDF[:10])
    assert uploads.expire(now=timezone.now() + timedelta(hours=23)) == 0
    assert uploads.expire(now=timezone.now() + timedelta(hours=25)) == 1
    assert list(settings.UPLOADS_DIR.iterdir()) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Tus-Resumable": "0.2"}, 412), ({"Upload-Length": "-1"}, 400), ({"Upload-Length": ""}, 400)],
)
def test_the_protocol_is_kept(tus, headers, status):
    assert tus.begin(10, **headers).status_code == status


def test_a_piece_names_its_type(tus):
    url = tus.begin(10)["Location"]
    assert tus.patch(url, 0, b"x", **{"Content-Type": "application/json"}).status_code == 415


def test_abilities(tus):
    told = tus.client.options(tus.begin_url)
    assert (told.status_code, told["Tus-Version"], told["Tus-Max-Size"]) == (204, "1.0.0", str(100 * 1024**2))


def test_a_stranger_finds_no_upload_and_cannot_begin_one(tus, client, world, other):
    url = tus.begin(len(PDF))["Location"]
    client.force_login(other)
    assert tus.patch(url, 0, PDF).status_code == 404
    assert tus.head(url).status_code == 404
    assert tus.delete(url).status_code == 404
    assert tus.begin(len(PDF)).status_code == 404
    assert Upload.objects.get().received == 0


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.OBSERVER])
def test_those_who_oversee_may_not_add(tus, client, world, role):
    client.force_login(world.person(role))
    assert tus.begin(len(PDF)).status_code == 403


def test_a_colleague_does_not_go_on_with_it(tus, client, world):
    url = tus.begin(len(PDF))["Location"]
    client.force_login(world.person(Role.HEAD))
    assert tus.patch(url, 0, PDF).status_code == 404


def test_an_expired_session_is_told_to_a_script(tus, client):
    url = tus.begin(len(PDF))["Location"]
    client.logout()
    assert tus.patch(url, 0, PDF).status_code == 401


def test_the_token_against_forgery_is_asked_for(tus, world, officer):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert Tus(strict, world).begin(len(PDF)).status_code == 403


def test_after_the_phase_nothing_begins(tus):
    Campaign.objects.update(phase=Phase.ROUND1)
    assert tus.begin(len(PDF)).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_the_same_piece_add_it_once(world, officer):
    upload = uploads.begin(
        submission=world.submission().pk, criterion=world.leaf("manual"), name="a.pdf", size=len(PDF), by=officer
    )
    outcomes = together(*[partial(uploads.append, upload=upload.pk, offset=0, content=PDF[:500])] * 4)
    refused = [item for item in outcomes if isinstance(item, Overtaken)]
    assert (len(refused), len(outcomes)) == (3, 4)
    assert Upload.objects.get().received == 500


def test_required_evidence_completes_an_answer(tus, world):
    leaf = world.leaf("manual")
    leaf.evidence = "required"
    leaf.save()
    Answer.objects.create(campaign=world.campaign, submission=world.submission(), criterion=leaf, points="1")
    url = tus.begin(len(PDF))["Location"]
    tus.patch(url, 0, PDF)
    assert world.submission().done == 1
    assert Answer.objects.get().is_complete
