"""Who may have which paper: strangers find nothing, a conflict of interest closes all of a campaign's until it is
published, and before its phase a paper does not exist for anybody.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from pari.accounts.enums import AGENCY_ROLES, RUNNING_ROLES
from pari.refusals import NotNow
from reports.documents.papers.registry import PAPERS, About, PaperKind, has_reached
from scoring.enums import Phase
from scoring.models import Campaign, Participant
from scoring.portal.access import campaign_of_team, participant_seen, signed_in
from scoring.selectors.campaigns.impartiality import check_impartial
from scoring.selectors.supplements.speakers import sits_on_the_team


def campaign_of_papers(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for those who run it and have no conflict in it."""
    campaign = campaign_of_team(request, code, RUNNING_ROLES)
    check_impartial(campaign, signed_in(request))
    return campaign


def kind_or_404(kind: str, file_format: str, *abouts: About) -> PaperKind:
    """A kind of one of these sorts that has the format."""
    found = PAPERS.get(kind)
    if found is None or found.about not in abouts or file_format not in found.formats:
        raise Http404
    return found


def refuse_before(campaign: Campaign, since: Phase, said: object = "") -> None:
    if not has_reached(campaign, since):
        raise NotNow(
            str(said) or _("Chưa có văn bản này."),
            _("Văn bản có từ giai đoạn %(phase)s.") % {"phase": since.label},
        )


def participant_of_papers(request: HttpRequest, campaign: str, agency: str) -> tuple[Participant, bool]:
    """The agency, and whether the person acts for it; the rest must run the campaign.

    Who acts for it and sits on the team as well learns nothing of its marks before the publication.
    """
    user, seen = signed_in(request), participant_seen(request, campaign, agency)
    if Participant.objects.answered_by(user, AGENCY_ROLES).filter(pk=seen.pk).exists():
        if sits_on_the_team(user, seen.campaign):
            check_impartial(seen.campaign, user)
        return seen, True
    if not user.has_role(RUNNING_ROLES, authority=seen.campaign.authority_id):
        raise PermissionDenied
    check_impartial(seen.campaign, user)
    return seen, False
