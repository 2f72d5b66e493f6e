from django.urls import path

from reports.portal.papers import views, views_agencies

urlpatterns = [
    path("", views.campaigns, name="papers-campaigns"),
    path("<code:campaign>/", views.papers, name="papers"),
    path("<code:campaign>/tinh-lai/", views.compute, name="papers-compute"),
    path("<code:campaign>/tat-ca/<slug:kind>/<slug:file_format>/", views_agencies.every, name="papers-zip"),
    path("<code:campaign>/goi/<slug:kind>/<slug:file_format>/", views_agencies.bundle, name="papers-bundle"),
    path("<code:campaign>/goi/<int:pk>/", views_agencies.bundle_file, name="papers-bundle-file"),
    path("<code:campaign>/co-quan/<code:agency>/", views_agencies.agency, name="agency-papers"),
    path(
        "<code:campaign>/co-quan/<code:agency>/<slug:kind>/<slug:file_format>/",
        views_agencies.paper,
        name="agency-paper",
    ),
    path("<code:campaign>/<slug:kind>/<slug:file_format>/", views.paper, name="paper"),
    path("<code:campaign>/<slug:kind>/<int:number>/<slug:file_format>/", views.paper, name="paper-numbered"),
]
