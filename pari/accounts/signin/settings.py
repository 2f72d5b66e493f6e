"""Settings of signing in that do not depend on the environment."""

AUTH_USER_MODEL = "accounts.User"
# The user name is compared letter by letter: what the lock-out counts and what opens an account are the same.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "scoring:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "pari.accounts.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "pari.accounts.signin.forms.LoginForm",
    "reauthenticate": "pari.accounts.signin.forms.ReauthenticateForm",
    "change_password": "pari.accounts.signin.forms.ChangePasswordForm",
    "set_password": "pari.accounts.signin.forms.SetPasswordForm",
}
MFA_ADAPTER = "pari.accounts.signin.adapters.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "pari.accounts.signin.forms.CodeForm",
    "reauthenticate": "pari.accounts.signin.forms.CodeAgainForm",
    "activate_totp": "pari.accounts.signin.forms.ActivateForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "PARI"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "pari.accounts.signin.adapters.IdentityAdapter"
# A link, not a form: the policy's `form-action` lets no form lead away from here.
SOCIALACCOUNT_LOGIN_ON_GET = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
