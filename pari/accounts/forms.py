"""Forms of the account's own pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

_PLAIN = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "autocomplete": "username"}
_NEW = {"autocomplete": "new-password"}


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Tên gợi nhớ"), max_length=100, help_text=_("Ví dụ: kho dữ liệu của Văn phòng."))
    days = forms.IntegerField(label=_("Số ngày hiệu lực"), min_value=1, max_value=730, initial=365)


class AccountForm(forms.Form):
    """A new account, from an invitation."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Chữ, số và các dấu @ . + - _; viết hoa khác viết thường."),
    )
    password1 = forms.CharField(label=_("Mật khẩu"), strip=False, widget=forms.PasswordInput(attrs=_NEW))
    password2 = forms.CharField(label=_("Mật khẩu, nhập lại"), strip=False, widget=forms.PasswordInput(attrs=_NEW))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password1") != given.get("password2"):
            self.add_error("password2", _("Hai lần nhập mật khẩu không giống nhau."))
        return given


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Django's, in our words."""

    error_messages = {"password_mismatch": _("Hai lần nhập mật khẩu mới không giống nhau.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Mật khẩu mới")
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())
        self.fields["new_password2"].label = _("Mật khẩu mới, nhập lại")
        self.fields["new_password2"].help_text = ""
