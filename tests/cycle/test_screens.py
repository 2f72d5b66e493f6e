"""Every screen answers the person it is for, with one heading and nothing inline (STYLE 16)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pari.accounts.enums import Role
from tests.cycle.house import House, Screen, make_house, screens
from tests.portal.test_pages_are_strict import INLINE

MISSING = "/khong-co/"


@pytest.fixture
def house(db, settings, tmp_path) -> House:
    settings.MEDIA_ROOT, settings.UPLOADS_DIR = tmp_path / "media", tmp_path / "uploads"
    return make_house()


def test_every_screen_answers_and_is_strict(house):
    faults = []
    visitors = {role: house.visitor(role) for role in (None, *Role)}
    for screen in screens(house):
        answer = shown(visitors[screen.role], screen, house)
        html = answer.content.decode()
        seen = (answer.status_code, INLINE.findall(html), html.count("<h1"), html.count("<main "))
        if seen != (404 if screen.address == MISSING else 200, [], 1, 1):
            faults.append((screen.role, screen.address, seen))
    assert faults == []


def shown(client: Client, screen: Screen, house: House):
    if screen.book is None:
        return client.get(screen.address, follow=True)
    file = SimpleUploadedFile("so-lieu.xlsx", screen.book)
    answer = client.post(screen.address, {"authority": house.world.campaign.authority_id, "file": file})
    assert "preview" in answer.templates[0].name, screen.address
    return answer
