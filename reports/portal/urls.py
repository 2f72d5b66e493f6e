from django.urls import include, path

from reports.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("hoi-dong/", include("reports.portal.council.urls")),
    path("van-ban/", include("reports.portal.papers.urls")),
    path("cong-bo/", include("reports.portal.decision.urls")),
    path("nhat-ky/", include("reports.portal.audit.urls")),
    path("ket-qua/<code:code>/", views.results, name="results"),
    path("ket-qua/<code:code>/tai-ve/<slug:file_format>/", views.export, name="export"),
    path("ket-qua/<code:code>/van-ban/<int:pk>/", views.document, name="document"),
    path("ket-qua/<code:code>/<code:agency>/", views.agency, name="agency"),
]
