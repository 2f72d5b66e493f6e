from django.urls import path

from appraisal.portal.marking import deeds, views

_CRITERION = "tieu-chi/<code:annex>/<code:criterion>/"
_AGENCY = "co-quan/<code:agency>/"
_LEAF = "<code:agency>/<code:criterion>/"

urlpatterns = [
    path("", views.start, name="marking"),
    path("<code:campaign>/", views.criteria, name="marking-campaign"),
    path("<code:campaign>/co-quan/", views.agencies, name="marking-agencies"),
    path(f"<code:campaign>/{_CRITERION}", views.criterion, name="marking-criterion"),
    path(f"<code:campaign>/{_CRITERION}<code:agency>/", views.leaf, name="marking-criterion-leaf"),
    path(f"<code:campaign>/{_AGENCY}", views.agency, name="marking-agency"),
    path(f"<code:campaign>/{_AGENCY}<code:criterion>/", views.agency_leaf, name="marking-agency-leaf"),
    path(f"<code:campaign>/dong-y/{_CRITERION}", deeds.agree_criterion, name="marking-agree-criterion"),
    path(f"<code:campaign>/dong-y/{_AGENCY}", deeds.agree_agency, name="marking-agree-agency"),
    path(f"<code:campaign>/ghi-nhan/{_LEAF}", views.outcome, name="marking-outcome"),
    path(f"<code:campaign>/lich-su/{_LEAF}", views.history, name="marking-history"),
    path(f"<code:campaign>/giam-tru/{_LEAF}", deeds.propose, name="marking-exemption"),
    path(f"<code:campaign>/giam-tru/{_LEAF}rut/", deeds.withdraw, name="marking-exemption-withdraw"),
]
