from django.urls import path

from reports.portal.council import motions, results, sittings, views

MEETING = "<code:campaign>/<int:number>/"
MOTION = f"{MEETING}noi-dung/<code:key>/"

urlpatterns = [
    path("", views.council, name="council"),
    path("<code:campaign>/", views.meetings, name="council-meetings"),
    path("<code:campaign>/mo-phien/", views.open_next, name="council-open"),
    path("<code:campaign>/ket-qua/", results.results, name="council-results"),
    path(MEETING, views.agenda, name="council-agenda"),
    path(f"{MEETING}lap-chuong-trinh/", views.build, name="council-build"),
    path(f"{MEETING}tinh-lai/", views.compute, name="council-compute"),
    path(f"{MEETING}them/", motions.add, name="council-add"),
    path(f"{MEETING}co-mat/", sittings.attendance, name="council-attendance"),
    path(f"{MEETING}bien-ban/", sittings.minutes, name="council-minutes"),
    path(f"{MEETING}ket-thuc/", sittings.close, name="council-close"),
    path(MOTION, motions.motion, name="council-motion"),
    path(f"{MOTION}xem-truoc/", motions.preview, name="council-preview"),
    path(f"{MOTION}phieu/", motions.vote, name="council-vote"),
    path(f"{MOTION}quyet-dinh/", motions.decision, name="council-decide"),
    path(f"{MOTION}de-nghi/", motions.amend, name="council-amend"),
    path(f"{MOTION}rut/", motions.withdraw, name="council-withdraw"),
]
