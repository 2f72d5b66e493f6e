"""Who gets what, for every address and method: read it as the project's promise about rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.enums import Phase
from tests.rights import (
    rows_assignments,
    rows_audit,
    rows_checks,
    rows_council,
    rows_marking,
    rows_papers,
    rows_rounds,
    rows_supplement,
)


@dataclass(frozen=True)
class Row:
    """`phase` is where the campaign stands when the address is asked for."""

    method: str
    name: str
    outcomes: str
    phase: Phase = Phase.SELF


_CRITERIA_DEEDS = (
    "annex",
    "annex-remove",
    "crosswalk",
    "node",
    "node-move",
    "node-new",
    "node-remove",
    "ap-dung",
    "het-hieu-luc",
    "them-phu-luc",
    "xoa",
)
#: What a form of ours would send with it, so that the answer is about rights and not about a missing field.
SENT: Mapping[str, Mapping[str, str]] = {
    "scoring:sign": {"key": "one", "revision": "0"},
    "scoring:propose": {"revision": "0"},
    "scoring:campaign-agencies-copy": {"source": "TH-2024"},
    **{f"scoring:criteria-{deed}": {"revision": "0"} for deed in _CRITERIA_DEEDS},
}
_TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Metadata": "filename YS5wZGY="}
HEADERS: Mapping[str, Mapping[str, str]] = {"scoring:evidence-begin": _TUS, "scoring:evidence-upload": _TUS}


# `+` let in, `3` refused, `4` nothing there, `L` sent to sign in. From left to right: anonymous, stranger, officer, head,
# rival, appraiser, secretary, staff, council, observer, foreign, superuser (see `personas.py`).
_TABLE = """
GET    health-live                          ++++++++++++
GET    health-ready                         ++++++++++++
GET    login                                ++++++++++++
POST   login                                ++++++++++++
GET    account_login                        ++++++++++++
POST   account_login                        ++++++++++++
GET    logout                               ++++++++++++
POST   logout                               ++++++++++++
GET    account_logout                       ++++++++++++
POST   account_logout                       ++++++++++++
GET    account:profile                      L+++++++++++
GET    account:session                      L+++++++++++
POST   account:token-make                   L+++++++++++
POST   account:token-drop                   L4+444444444
GET    account:invitation                   ++++++++++++
POST   account:invitation                   ++++++++++++
GET    account:new-password                 ++++++++++++
POST   account:new-password                 ++++++++++++
GET    account_inactive                     ++++++++++++
GET    account_reauthenticate               L+++++++++++
POST   account_reauthenticate               L+++++++++++
GET    account_change_password              L+++++++++++
POST   account_change_password              L+++++++++++
GET    account_set_password                 L+++++++++++
POST   account_set_password                 L+++++++++++
GET    mfa_index                            L+++++++++++
GET    mfa_authenticate                     L+++++++++++
POST   mfa_authenticate                     L+++++++++++
GET    mfa_reauthenticate                   L+++++++++++
POST   mfa_reauthenticate                   L+++++++++++
GET    mfa_activate_totp                    L+++++++++++
POST   mfa_activate_totp                    L+++++++++++
GET    mfa_deactivate_totp                  L44444444444
POST   mfa_deactivate_totp                  L44444444444
GET    mfa_view_recovery_codes              L44444444444
GET    mfa_generate_recovery_codes          L+++++++++++
POST   mfa_generate_recovery_codes          L+++++++++++
GET    socialaccount_login_cancelled        ++++++++++++
GET    socialaccount_login_error            LLLLLLLLLLLL
GET    openid_connect_login                 444444444444
POST   openid_connect_login                 444444444444
GET    openid_connect_callback              444444444444
POST   openid_connect_callback              444444444444
GET    inbox:notices                        L+++++++++++
POST   inbox:read-all                       L+++++++++++
POST   inbox:open                           L4+444444444
GET    set_language                         ++++++++++++
POST   set_language                         ++++++++++++
GET    api:schema                           ++++++++++++
GET    api:docs                             ++++++++++++
GET    api:campaigns                        ++++++++++++
GET    api:campaign                         444444++444+
GET    api:results                          444444444444
GET    api:agency-results                   444444444444
GET    api:comparison                       444444444444
GET    api:criteria                         444444444444
GET    api:reports                          444444444444
GET    api:report-file                      444444444444
GET    api:agency-history                   444444++444+
GET    api:criteria-sets                    ++++++++++++
GET    api:criteria-set                     444444++444+
GET    appraisal:earlier-marks              L44444334343
GET    scoring:home                         L+++++++++++
GET    scoring:people                       L4+++3++33++
GET    scoring:people-invite                L43+33++33++
POST   scoring:people-invite                L43+33++33++
GET    scoring:people-invitations           L43+33++33++
POST   scoring:people-renew                 L43+33++334+
POST   scoring:people-revoke                L43+33++334+
GET    scoring:people-end                   L4++43++334+
POST   scoring:people-end                   L4++43++334+
GET    scoring:people-hand-over             L4++43++334+
POST   scoring:people-hand-over             L4++43++334+
GET    scoring:people-import                L43333++33++
POST   scoring:people-import                L43333++33++
GET    scoring:people-template              L43+33++33++
POST   scoring:people-import-confirm        L43333++33++
GET    scoring:person                       L4++43++334+
POST   scoring:person-password              L43+33++334+
POST   scoring:person-one-step              L43+33++334+
GET    scoring:agencies                     L4+++3++3+++
GET    scoring:agency-add                   L43333++33++
POST   scoring:agency-add                   L43333++33++
GET    scoring:lineage-add                  L43333++33++
POST   scoring:lineage-add                  L43333++33++
GET    scoring:lineage-remove               L43334++434+
POST   scoring:lineage-remove               L43334++434+
GET    scoring:register-import              L43333++33++
POST   scoring:register-import              L43333++33++
POST   scoring:register-import-confirm      L43333++33++
GET    scoring:register-template            L43333++33++
GET    scoring:register-export              L43333++33++
GET    scoring:agency                       L4++44++4+4+
GET    scoring:agency-correct               L43344++434+
POST   scoring:agency-correct               L43344++434+
GET    scoring:agency-end                   L43344++434+
POST   scoring:agency-end                   L43344++434+
GET    scoring:criteria-sets                L4++++++++++
GET    scoring:criteria-set-new             L43333++33++
POST   scoring:criteria-set-new             L43333++33++
GET    scoring:criteria-set                 L4++++++++4+
GET    scoring:criteria-decision            L44444++444+
POST   scoring:criteria-decision            L44444++444+
GET    scoring:criteria-printed             L4++++++++4+
GET    scoring:criteria-export              L4++++++++4+
GET    scoring:criteria-import              L44444++444+
POST   scoring:criteria-import              L44444++444+
POST   scoring:criteria-import-confirm      L44444++444+
GET    scoring:criteria-changes             L44444++444+
GET    scoring:criteria-crosswalk           L44444++444+
POST   scoring:criteria-crosswalk           L44444++444+
GET    scoring:criteria-annex               L44444++444+
POST   scoring:criteria-annex               L44444++444+
POST   scoring:criteria-annex-remove        L44444++444+
GET    scoring:criteria-node-new            L44444++444+
POST   scoring:criteria-node-new            L44444++444+
GET    scoring:criteria-node                L44444++444+
POST   scoring:criteria-node                L44444++444+
POST   scoring:criteria-node-move           L44444++444+
POST   scoring:criteria-node-remove         L44444++444+
POST   scoring:criteria-ap-dung             L44444++444+
POST   scoring:criteria-het-hieu-luc        L44444++444+
POST   scoring:criteria-phien-ban-moi       L44444++444+
POST   scoring:criteria-xoa                 L44444++444+
POST   scoring:criteria-them-phu-luc        L44444++444+
GET    scoring:campaigns                    L33333++33++
GET    scoring:campaign-new                 L33333++33++
POST   scoring:campaign-new                 L33333++33++
GET    scoring:campaign                     L43333++334+
GET    scoring:calendar                     L43333++334+
POST   scoring:calendar                     L43333++334+
GET    scoring:policies                     L43333++334+
POST   scoring:policies                     L43333++334+
GET    scoring:campaign-blocs               L43333++334+
POST   scoring:campaign-blocs               L43333++334+
POST   scoring:campaign-bloc-remove         L43333++334+
GET    scoring:campaign-agencies            L43333++334+
POST   scoring:campaign-agencies            L43333++334+
GET    scoring:campaign-agencies-add        L43333++334+
POST   scoring:campaign-agencies-add        L43333++334+
POST   scoring:campaign-agencies-remove     L43333++334+
GET    scoring:campaign-agencies-copy       L43333++334+
POST   scoring:campaign-agencies-copy       L43333++334+
GET    scoring:extensions                   L43333++334+
GET    scoring:extension                    L43333++334+
POST   scoring:extension                    L43333++334+
GET    scoring:campaign-open                L43333++334+
POST   scoring:campaign-open                L43333++334+
GET    scoring:campaign-close-self          L43333++334+
POST   scoring:campaign-close-self          L43333++334+
GET    scoring:boards                       L33333++3+++
GET    scoring:board                        L43333++3+4+
POST   scoring:board-remind                 L43333++334+
GET    scoring:board-csv                    L43333++3+4+
GET    scoring:board-xlsx                   L43333++3+4+
GET    scoring:workspace                    L4++44++4+4+
POST   scoring:carry-over                   L4++44334343
GET    scoring:criterion                    L4++44++4+4+
POST   scoring:save-answer                  L4++44334343
GET    scoring:verify                       L+++++++++++
GET    scoring:submit                       L4++44++4+4+
POST   scoring:propose                      L4+344334343
POST   scoring:sign                         L4++44334343
GET    scoring:withdraw                     L4++44334343
POST   scoring:withdraw                     L4++44334343
GET    scoring:reopen                       L43344++434+
POST   scoring:reopen                       L43344++434+
GET    scoring:offline                      L4++44334343
POST   scoring:offline                      L4++44334343
GET    scoring:offline-file                 L4++44334343
POST   scoring:offline-take                 L4++44334343
GET    scoring:receipts                     L4++44++4+4+
GET    scoring:receipt                      L4++44++4+4+
GET    scoring:receipt-file                 L4++44++4+4+
GET    scoring:receipt-changes              L4++44++4+4+
GET    scoring:evidence-panel               L4++44++4+4+
POST   scoring:evidence-add                 L4++44334343
POST   scoring:evidence-link                L4++44334343
POST   scoring:evidence-begin               L4++44334343
HEAD   scoring:evidence-upload              L4+444444444
PATCH  scoring:evidence-upload              L4+444444444
DELETE scoring:evidence-upload              L4+444444444
POST   scoring:evidence-annotate            L4++44334343
POST   scoring:evidence-unlink              L4++44334343
GET    scoring:evidence-shelf               L4++44++4+4+
POST   scoring:evidence-discard             L4++44334343
GET    scoring:evidence-file                L4++44++4+4+
GET    scoring:evidence-view                L4++44++4+4+
GET    scoring:evidence-listing             L4++44++4+4+
GET    portal:campaigns                     ++++++++++++
GET    portal:results                       444444++444+
GET    portal:export                        444444444444
GET    portal:document                      444444444444
GET    portal:agency                        444444444444
"""

#: The addresses of the appraisal, each table asked for in a phase of its own.
TABLES: tuple[Any, ...] = (
    rows_assignments,
    rows_marking,
    rows_checks,
    rows_rounds,
    rows_supplement,
    rows_council,
    rows_papers,
    rows_audit,
)
SENT = {**SENT, **{name: given for table in TABLES for name, given in table.SENT.items()}}


def _rows(text: str, phase: Phase) -> list[Row]:
    return [Row(*line.split(), phase=phase) for line in text.strip().splitlines()]


ROWS = (
    *_rows(_TABLE, Phase.SELF),
    *(row for table in TABLES for row in _rows(table.TABLE, table.PHASE)),
)
