"""A document reaches those who may see it, with headers that keep it harmless (DESIGN §12)."""

import pytest
from django.urls import reverse

from pari.accounts.enums import Role
from scoring.enums import Phase
from scoring.models import Authority, Campaign, EvidenceFile
from scoring.services.evidence import linking as evidence
from tests.cycle.evidence import files
from tests.cycle.evidence.conftest import Sending
from tests.cycle.world import join

PDF = files.pdf("Bao cao", pages=2)


def address(name: str, file: EvidenceFile) -> str:
    return reverse(f"scoring:evidence-{name}", args=[file.pk])


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def status(client, url: str) -> int:
    response = client.get(url)
    if response.streaming:
        body(response)
    return response.status_code


def directives(response) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


@pytest.fixture
def file(send) -> EvidenceFile:
    return send.file(PDF, "Báo cáo “quý 4”.pdf")


def test_downloaded(client, officer, file):
    client.force_login(officer)
    response = client.get(address("file", file))
    assert body(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20%E2%80%9Cqu%C3%BD%204%E2%80%9D.pdf"
    )
    assert response["Cache-Control"] == "private, no-cache"
    assert directives(response) == {"default-src 'none'", "frame-ancestors 'self'", "sandbox"}
    assert response["X-Frame-Options"] == "DENY"


def test_shown_in_this_sites_pages_only(client, officer, file):
    client.force_login(officer)
    response = client.get(address("view", file))
    assert body(response) == PDF
    assert response["Content-Disposition"].startswith("inline;")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert {"default-src 'none'", "script-src 'none'", "frame-ancestors 'self'"} <= directives(response)


def test_an_image_is_shown_in_a_sandbox(client, officer, send):
    client.force_login(officer)
    response = client.get(address("view", send.file(files.PNG, "anh.png")))
    assert (response["Content-Type"], body(response)) == ("image/png", files.PNG)
    assert directives(response) == {"default-src 'none'", "frame-ancestors 'self'", "sandbox"}


@pytest.mark.parametrize(("name", "content"), [("a.docx", files.docx()), ("a.zip", files.archive({"a.txt": "a"}))])
def test_what_browsers_do_not_draw_is_not_shown(client, officer, send, name, content):
    client.force_login(officer)
    file = send.file(content, name)
    assert status(client, address("view", file)) == 404
    assert status(client, address("file", file)) == 200


def test_a_part_of_it(client, officer, file):
    client.force_login(officer)
    response = client.get(address("view", file), headers={"Range": "bytes=5-9"})
    assert (response.status_code, body(response)) == (206, PDF[5:10])
    assert response["Content-Range"] == f"bytes 5-9/{len(PDF)}"
    assert body(client.get(address("view", file), headers={"Range": "bytes=-4"})) == PDF[-4:]
    assert body(client.get(address("view", file), headers={"Range": "bytes=10-"})) == PDF[10:]
    assert client.get(address("view", file), headers={"Range": "bytes=99999-"}).status_code == 416


def test_not_sent_again_when_it_is_there(client, officer, file):
    client.force_login(officer)
    first = client.get(address("file", file))
    body(first)
    etag = first["ETag"]
    assert client.get(address("file", file), headers={"If-None-Match": etag}).status_code == 304


def test_lost_bytes_are_not_found(client, officer, file, settings):
    client.force_login(officer)
    for path in settings.MEDIA_ROOT.rglob("*/*/*"):
        path.unlink()
    assert status(client, address("file", file)) == 404


@pytest.mark.parametrize("name", ["file", "view", "listing"])
def test_strangers_find_nothing(client, world, other, user, file, send, name):
    """Another agency's officer, somebody without a role, members of the team who oversee nothing, nobody at all."""
    archive = send.file(files.archive({"a.txt": "a"}), "a.zip")
    wanted = address(name, archive if name == "listing" else file)
    assert status(client, wanted) == 302
    for stranger in (other, user, world.person(Role.APPRAISER), world.person(Role.COUNCIL)):
        client.force_login(stranger)
        assert status(client, wanted) == 404
    client.force_login(send.by)
    assert status(client, wanted) == 200


def test_those_who_oversee_see_what_is_linked(client, world, send, file, officer):
    unlinked = send.link(files.PNG, "nhap.png")
    evidence.unlink(link=unlinked.pk, by=officer)
    client.force_login(world.person(Role.SECRETARY))
    assert status(client, address("file", file)) == 200
    assert status(client, address("file", unlinked.file)) == 404
    client.force_login(officer)
    assert status(client, address("file", unlinked.file)) == 200


def test_a_secretary_of_another_authority_finds_nothing(client, world, file):
    stranger = world.person(Role.OFFICER, username="khac")
    stranger.memberships.all().delete()
    join(stranger, Role.SECRETARY, Authority.objects.create(name="UBND tỉnh khác"))
    client.force_login(stranger)
    assert status(client, address("file", file)) == 404


def test_the_same_bytes_of_another_agency_are_not_a_way_in(client, world, officer, other, file):
    theirs = Sending(world, other).file(PDF, place=1)
    assert theirs.evidence_id == file.evidence_id
    client.force_login(other)
    assert status(client, address("file", theirs)) == 200
    assert status(client, address("file", file)) == 404


def test_who_left_the_agency_sees_no_more(client, officer, file):
    client.force_login(officer)
    officer.memberships.all().delete()
    assert status(client, address("file", file)) == 404


def test_it_outlives_the_phase(client, officer, file):
    Campaign.objects.update(phase=Phase.ARCHIVED)
    client.force_login(officer)
    assert status(client, address("file", file)) == 200


def test_what_is_inside_a_zip(client, officer, send):
    client.force_login(officer)
    parts = {"Kế hoạch/<b>một</b>.txt": "a", "hai.pdf": PDF}
    page = client.get(address("listing", send.file(files.archive(parts), "ho-so.zip"))).content.decode()
    assert "Kế hoạch/&lt;b&gt;một&lt;/b&gt;.txt" in page
    assert "hai.pdf" in page
    assert status(client, address("listing", send.file(PDF))) == 404
