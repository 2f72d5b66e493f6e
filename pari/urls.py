"""All addresses: each app's own list, under its place."""

from allauth.account.views import logout
from django.contrib import admin
from django.urls import include, path, register_converter

from pari import health
from pari.accounts.signin.views import SignIn, admin_sign_in
from pari.codes import OfficialCode

register_converter(OfficialCode, "code")
admin.site.site_header = admin.site.site_title = "PARI"

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    # Each by the project's name and by the one that django-allauth asks for.
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("dang-nhap/", SignIn.as_view(), name="account_login"),
    path("dang-xuat/", logout, name="logout"),
    path("dang-xuat/", logout, name="account_logout"),
    path("tai-khoan/", include("pari.accounts.urls")),
    path("tai-khoan/", include("pari.accounts.signin.urls")),
    path("hop-thu/", include("pari.inbox.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("quan-tri/login/", admin_sign_in),
    path("quan-tri/", admin.site.urls),
    path("api/v1/", include("reports.api.urls")),
    path("", include("appraisal.portal.urls")),
    path("", include("scoring.portal.urls")),
    path("", include("reports.portal.urls")),
]
