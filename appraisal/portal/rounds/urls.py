from django.urls import path

from appraisal.portal.rounds import meetings, views

urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("<code:campaign>/", views.round_page, name="round"),
    path("<code:campaign>/chot/", views.close, name="round-close"),
    path("<code:campaign>/hop/<slug:kind>/", meetings.meeting, name="meeting"),
]
