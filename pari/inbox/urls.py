from django.urls import path

from pari.inbox import pages

app_name = "inbox"

urlpatterns = [
    path("", pages.notices, name="notices"),
    path("doc-het/", pages.read_all, name="read-all"),
    path("<int:pk>/", pages.open_notice, name="open"),
]
