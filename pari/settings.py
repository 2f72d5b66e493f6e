"""Settings of every set-up: the defaults are the embedded one, the environment makes it production."""

from pathlib import Path
from typing import Any

import bootstrap_wrapper
import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pari.accounts.signin.settings import *  # noqa: F403 settings by standing here
from pari.api.settings import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 settings by standing here
from pari.installation import make_folder, secret_key
from pari.logs import logging_at

# Lets annotations such as `ModelAdmin[User]` stand where Django itself has no subscript.
django_stubs_ext.monkeypatch()

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = make_folder(Path(env.str("PARI_DATA_DIR", default="") or BASE_DIR / "var").resolve())
REPORTS_DIR = DATA_DIR / "reports"

# --- Who may reach it ------------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

HTTPS = env.bool("HTTPS", default=False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# No inline script or style anywhere (STYLE 16); `data:` is for the icons inside Bootstrap's style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- What it is made of ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "pari",
    "pari.audit",
    "pari.accounts",
    "pari.inbox",
    "pari.ui",
    "scoring",
    "appraisal",
    "reports",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "pari.static.StaticFilesConfig",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pari.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pari.refusing.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pari.accounts.signin.middleware.RequireTwoSteps",
]

ROOT_URLCONF = "pari.urls"
WSGI_APPLICATION = "pari.wsgi.application"
FORM_RENDERER = "pari.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pari.shell.shell",
            ],
        },
    },
]

# --- Where it keeps things -------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """Return DATABASE_URL's configuration; SQLite gets what several writing processes need.

    Immediate transactions take the write lock at their start, so that waiting works
    (a read that turns into a write cannot wait in SQLite: it fails at once).
    """
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'pari.sqlite3'}"
    database: dict[str, Any] = env.db_url_config(url)
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536",
        }
    else:
        database["CONN_MAX_AGE"] = env.int("DATABASE_KEEP_SECONDS", default=60)
        database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or "filesystem://localhost/"
BROKER_DIR = make_folder(DATA_DIR / "broker")
BROKER_IS_FOLDER = CELERY_BROKER_URL.startswith("filesystem:")

_redis_url = env.str("REDIS_URL", default="") or (CELERY_BROKER_URL if CELERY_BROKER_URL.startswith("redis") else "")
CACHES = {
    "default": {"BACKEND": "pari.cache.SharedRedisCache", "LOCATION": _redis_url, "KEY_PREFIX": "pari"}
    if _redis_url
    # Shared by the web processes of this machine, so that a lock-out counts what all of them saw.
    else {
        "BACKEND": "pari.cache.FolderCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/tep/"
# Documents that prove answers: files on their way are in a folder that all web processes share.
UPLOADS_DIR = DATA_DIR / "uploads"
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=100 * 1024**2)
EVIDENCE_TOTAL_BYTES = env.int("EVIDENCE_TOTAL_BYTES", default=5 * 1024**3)
EVIDENCE_CHUNK_BYTES = env.int("EVIDENCE_CHUNK_BYTES", default=2 * 1024**2)
CLAMAV_URL = env.str("CLAMAV_URL", default="")
STATIC_ROOT = Path(env.str("STATIC_ROOT", default="") or DATA_DIR / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    *([BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []),
    ("bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
]
STORAGES = {
    "default": {"BACKEND": env.str("MEDIA_STORAGE", default="django.core.files.storage.FileSystemStorage")},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "pari.static.Storage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- What runs in the background -------------------------------------------------------------------------------------

# The longest task is a run over a whole province's campaign; a redelivery must wait until it is surely over.
CELERY_TASK_SOFT_TIME_LIMIT = 2 * 3600
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + 60
if BROKER_IS_FOLDER:
    CELERY_BROKER_TRANSPORT = "pari.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(make_folder(BROKER_DIR / "queue")),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(make_folder(BROKER_DIR / "control")),
        "polling_interval": 0.2,
    }
    # Answers to remote control would pile up in the folder for workers that were killed.
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_TASK_TIME_LIMIT + 3600}
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="") or "pari"
# Tasks are idempotent and their outcome is a row (STYLE 14): do them again rather than lose one, keep no result.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BEAT_SCHEDULE_FILENAME = str(BROKER_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "expire-uploads": {"task": "scoring.expire_uploads", "schedule": 3600},
    "examine-waiting": {"task": "scoring.examine_waiting", "schedule": 600},
}

# --- Who signs in ----------------------------------------------------------------------------------------------------

# Failures of one user name lock it. A whole office often shares one address, so that limit only stops machines.
_lockout = env.str("LOGIN_LOCKOUT", default="") or "5/15m"
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": f"100/m/ip,{_lockout}/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
# Roles (`pari.accounts.enums.Role`) that must sign in with two steps; `superuser` stands for administrators.
REQUIRE_TOTP_FOR = frozenset(filter(None, env.list("REQUIRE_TOTP_FOR", default=[])))


def _identity_providers() -> dict[str, Any]:
    """The one OpenID Connect server people may sign in through, when there is one."""
    server = env.str("OIDC_SERVER_URL", default="")
    if not server:
        return {}
    app = {
        "provider_id": "sso",
        "name": env.str("OIDC_NAME", default="") or "SSO",
        "client_id": env.str("OIDC_CLIENT_ID", default=""),
        "secret": env.str("OIDC_CLIENT_SECRET", default=""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


SOCIALACCOUNT_PROVIDERS = _identity_providers()

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- Mail and log ----------------------------------------------------------------------------------------------------

_mail = env.email_url_config(env.str("EMAIL_URL", default="") or "dummymail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
MAIL_IS_SET_UP = not EMAIL_BACKEND.endswith("dummy.EmailBackend")
EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "pari@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOG_LEVEL = env.str("LOG_LEVEL", default="") or "INFO"
LOGGING = logging_at(LOG_LEVEL)
