from django.urls import path, register_converter

from pari.codes import OfficialCode
from reports.portal import views

register_converter(OfficialCode, "code")

app_name = "portal"

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("ket-qua/<code:code>/", views.results, name="results"),
    path("ket-qua/<code:code>/tai-ve/<slug:file_format>/", views.export, name="export"),
    path("ket-qua/<code:code>/van-ban/<int:pk>/", views.document, name="document"),
    path("ket-qua/<code:code>/<code:agency>/", views.agency, name="agency"),
]
