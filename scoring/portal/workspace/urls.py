from django.urls import path

from scoring.portal.workspace import saving, views

_AGENCY = "<code:campaign>/<code:agency>/"
_CRITERION = _AGENCY + "<code:criterion>/"

urlpatterns = [
    path(_AGENCY, views.workspace, name="workspace"),
    path(_AGENCY + "lay-lai-nam-truoc/", views.carry_over, name="carry-over"),
    path(_CRITERION, views.criterion, name="criterion"),
    path(_CRITERION + "luu", saving.save, name="save-answer"),
]
