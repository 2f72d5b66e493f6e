"""Of django-allauth only what this project uses: nobody signs up or changes an e-mail here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

urlpatterns = [
    path("da-ngung/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("hai-buoc/", mfa.index, name="mfa_index"),
    path("hai-buoc/nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-buoc/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-buoc/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-buoc/ma-du-phong/tao/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("lien-ket/huy/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("lien-ket/loi/", identity.login_error, name="socialaccount_login_error"),
    path("lien-ket/<str:provider_id>/", openid.login, name="openid_connect_login"),
    path("lien-ket/<str:provider_id>/tro-lai/", openid.callback, name="openid_connect_callback"),
]
