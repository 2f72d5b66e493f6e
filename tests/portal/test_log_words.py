"""The words of the log: every verb that the sources write has some, and no other has."""

from __future__ import annotations

from django.utils import translation

from reports.portal.audit.words import GROUPS, VERBS, name_words, value_words
from reports.selectors.freshness import HARMLESS
from tests.audit.verbs import written


def test_every_verb_of_the_sources_has_words():
    assert written() - set(VERBS) == set()


def test_no_words_are_kept_for_verbs_that_nobody_writes():
    assert set(VERBS) - written() == set()


def test_verbs_that_leave_the_figures_alone_are_verbs_of_the_sources():
    assert HARMLESS - written() == set()


def test_the_filter_offers_groups_that_have_verbs():
    assert set(GROUPS) - {verb.partition(".")[0] for verb in VERBS} == set()


def test_policies_and_deadlines_are_named_as_the_campaign_names_them():
    with translation.override("vi"):
        assert name_words("after.supplement_rate") == "Sau › Tỷ lệ ghi nhận điểm bổ sung"
        assert name_words("round1_deadline") == "Hạn thẩm định lần 1"
        assert name_words("something_else") == "something_else"


def test_states_and_votes_are_said_in_words():
    with translation.override("vi"):
        assert value_words("state", "carried") == "Được thông qua"
        assert value_words("state", "moderation") == "Cần thống nhất điểm"
        assert value_words("choice", "abstain") == "Không có ý kiến"
        assert value_words("state", "unheard_of") == "unheard_of"
