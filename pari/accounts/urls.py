from django.urls import path

from pari.accounts import pages

app_name = "account"

urlpatterns = [
    path("", pages.profile, name="profile"),
    path("phien/", pages.session, name="session"),
    path("khoa-api/", pages.make_token, name="token-make"),
    path("khoa-api/<int:pk>/thu-hoi/", pages.drop_token, name="token-drop"),
    path("loi-moi/<str:token>/", pages.invitation, name="invitation"),
    path("mat-khau-moi/<str:mark>/<str:token>/", pages.NewPassword.as_view(), name="new-password"),
]
