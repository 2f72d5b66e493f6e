"""allauth's forms in this project's words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

_NO_KEYBOARD_HELP = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
_CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
_REQUIRED = {"required": _("Ô này bắt buộc phải nhập.")}


def _say(field: forms.Field, label: Any, **attributes: str) -> None:
    field.label, field.help_text = label, ""
    field.error_messages.update(_REQUIRED)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class LoginForm(account.LoginForm):
    """With `username` for the name of its first field in the page, as password managers and programs expect."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Tên đăng nhập"), autofocus="autofocus", **_NO_KEYBOARD_HELP)
        _say(self.fields["password"], _("Mật khẩu"))

    def add_prefix(self, field_name: str) -> str:
        return str(super().add_prefix("username" if field_name == "login" else field_name))


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Mật khẩu"), autofocus="autofocus")


class _NewPassword(forms.Form):
    """Two fields for a new password, in our words."""

    def _say_new(self) -> None:
        _say(self.fields["password1"], _("Mật khẩu mới"))
        _say(self.fields["password2"], _("Mật khẩu mới, nhập lại"))
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> Any:
        given = forms.Form.clean(self) or {}
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới không giống nhau."))
        return given


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Mật khẩu đang dùng"))
        self._say_new()


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say_new()


class CodeForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã trên ứng dụng xác thực, hoặc một mã dự phòng"), autofocus="autofocus", **_CODE)


class CodeAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã trên ứng dụng xác thực, hoặc một mã dự phòng"), autofocus="autofocus", **_CODE)


class ActivateForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã 6 chữ số trên ứng dụng"), inputmode="numeric", **_CODE)
