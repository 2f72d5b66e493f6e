from django.urls import include, path

app_name = "scoring"

urlpatterns = [
    path("cong-viec/", include("scoring.portal.home.urls")),
    path("nguoi-dung/", include("scoring.portal.people.urls")),
    path("co-quan/", include("scoring.portal.register.urls")),
    path("bo-tieu-chi/", include("scoring.portal.criteria.urls")),
    path("ky-danh-gia/", include("scoring.portal.setup.urls")),
    path("tien-do/", include("scoring.portal.board.urls")),
    path("tu-danh-gia/", include("scoring.portal.workspace.urls")),
    path("nop-ho-so/", include("scoring.portal.submit.urls")),
    path("bo-sung/", include("scoring.portal.supplement.urls")),
    path("tai-lieu/", include("scoring.portal.evidence.urls")),
]
