"""Every screen of the appraisal answers the person it is for, with one heading and nothing inline (STYLE 16)."""

import pytest

from pari.accounts.enums import Role
from tests.appraisal.house import make_house
from tests.appraisal.screens import PHASES, refused, screens
from tests.portal.test_pages_are_strict import INLINE


@pytest.mark.parametrize("phase", PHASES)
def test_every_screen_answers_and_is_strict(db, settings, tmp_path, phase):
    settings.MEDIA_ROOT = tmp_path / "media"
    house = make_house(phase)
    visitors = {role: house.visitor(role) for role in (None, *Role)}
    faults = []
    for role, address, _book in screens(house):
        answer = visitors[role].get(address, follow=True)
        html = answer.content.decode()
        seen = (answer.status_code, INLINE.findall(html), html.count("<h1"), html.count("<main "))
        if seen != (200, [], 1, 1):
            faults.append((role, address, seen))
    assert faults == []
    if phase != PHASES[-1]:
        role, address, _book = refused(house)
        assert visitors[role].get(address).status_code == 403
