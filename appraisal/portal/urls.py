from django.urls import include, path

from appraisal.portal import views

app_name = "appraisal"

urlpatterns = [
    path("phan-cong/", include("appraisal.portal.assignments.urls")),
    path("tham-dinh/", include("appraisal.portal.marking.urls")),
    path("cham-cheo/", include("appraisal.portal.checks.urls")),
    path("dieu-hanh/", include("appraisal.portal.rounds.urls")),
    path("y-kien/", include("appraisal.portal.replies.urls")),
    path(
        "tu-danh-gia/<code:campaign>/<code:agency>/<code:criterion>/diem-lan-truoc/",
        views.earlier_marks,
        name="earlier-marks",
    ),
]
