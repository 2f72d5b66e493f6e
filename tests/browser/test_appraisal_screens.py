"""Every screen of the appraisal, as each person sees it in each phase: accessible, quiet, narrow and light enough."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import resolve

from tests.appraisal.house import make_house
from tests.appraisal.screens import PHASES, screens
from tests.browser.deeds import carry_over
from tests.browser.test_screens import DESK, PHONE, Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("phase", PHASES)
def test_every_screen_can_be_shown(transactional_db, contexts, live_server, settings, tmp_path, phase):
    """One visit for each person, in which all is asked of a page: it is what takes the time.

    A page that was seen before, by somebody else or with other content, is asked on the phone only.
    """
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    house, faults, weights, known = make_house(phase), [], {}, set()
    all_screens = screens(house)
    for role in dict.fromkeys(screen.role for screen in all_screens):
        context = contexts()
        if role is not None:
            carry_over(house.visitor(role), context, live_server)
        watch = Watch(context.new_page(), weights)
        for screen in [screen for screen in all_screens if screen.role == role]:
            watch.page.set_viewport_size(DESK)
            watch.go(screen, live_server.url)
            name = resolve(screen.address.partition("?")[0]).view_name
            sizes = (PHONE,) if name in known else (DESK, PHONE)
            faults += [(role, screen.address, fault) for fault in watch.faults(sizes)]
            known.add(name)
        watch.page.close()
    assert faults == []
