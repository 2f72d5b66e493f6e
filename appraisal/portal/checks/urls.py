from django.urls import path

from appraisal.portal.checks import lead, marking, moderation, views

urlpatterns = [
    path("", views.checks, name="checks"),
    path("<code:campaign>/", views.queue, name="check-queue"),
    path("<code:campaign>/cham/<int:pk>/", marking.mark, name="check-mark"),
    path("<code:campaign>/theo-doi/", lead.overview, name="check-lead"),
    path("<code:campaign>/chon-mau/", lead.draw, name="check-draw"),
    path("<code:campaign>/yeu-cau/", lead.request_one, name="check-request"),
    path("<code:campaign>/giao-lai/<int:pk>/", lead.hand_on, name="check-hand-on"),
    path("<code:campaign>/thong-ke/", lead.statistics, name="check-statistics"),
    path("<code:campaign>/thong-nhat/", moderation.listed, name="check-moderation"),
    path("<code:campaign>/thong-nhat/<int:pk>/", moderation.decide, name="check-moderate"),
]
