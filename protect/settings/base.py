"""What every installation shares. Safe by default: nothing here opens a door.

Read from the environment: SECRET_KEY, DATABASE_URL, REDIS_URL, ALLOWED_HOSTS, AUDIT_KEY,
TRUSTED_PROXIES, EMAIL_URL, SITE_URL, EXIT_URL (docs/operations.md explains each).
"""

import os
from collections.abc import Mapping
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

DEBUG = False
ALLOWED_HOSTS: list[str] = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "django_tables2",
    "django_htmx",
    "channels",
    "protect",
    "protect.romanian",
    "protect.privacy",
    "protect.audit",
    "protect.search",
    "protect.files",
    "protect.accounts",
    "protect.notices",
    "members",
    "beneficiaries",
    "services",
    "workgroups",
    "protect.chapter",
    "protect.public",
    "protect.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "protect.public.middleware.CompressPublicPages",
    "csp.middleware.CSPMiddleware",
    "protect.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "protect.accounts.middleware.SecondFactorMiddleware",
    "protect.accounts.middleware.PrivatePagesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "members.middleware.ActingMiddleware",
]

ROOT_URLCONF = "protect.urls"
ASGI_APPLICATION = "protect.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "protect.public.context.portal",
            ],
            "builtins": ["protect.romanian.templatetags.romanian"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON;"
    ),
}


def database() -> dict:
    """The database of DATABASE_URL, or the embedded SQLite file, each with its tuning."""
    address = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'protect.sqlite3'}"
    config = dict(dj_database_url.parse(address))
    if str(config["ENGINE"]).endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
    return config


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
else:
    # The database cache keeps rate limits across restarts and processes.
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "protect.accounts.layers.OneProcessLayer"}}

# Languages: Romanian first.
LANGUAGE_CODE = "ro"
LANGUAGES = [("ro", _("Romanian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Bucharest"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["protect.romanian.formats"]

# Pages, files, headers.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "built"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def bucket_storage(environment: Mapping[str, str]) -> dict:
    """S3 or what speaks like it; private, never by an address of its own."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": environment["FILES_BUCKET"],
            "endpoint_url": environment.get("FILES_ENDPOINT") or None,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }


if os.environ.get("FILES_BUCKET"):
    STORAGES["default"] = bucket_storage(os.environ)
FILES_MOST = int(os.environ.get("FILES_MOST", str(20 << 20)))  # bytes of one upload
# An internal location of the proxy, which can only hand out what lies on this machine.
FILES_PROXY_PREFIX = "" if os.environ.get("FILES_BUCKET") else os.environ.get("FILES_PROXY_PREFIX", "")
CLAMAV = os.environ.get("CLAMAV", "")  # tcp://host:3310 or unix:///path; switched on, it fails closed
# age public keys, comma-separated: with them the server writes backups that it can't read.
BACKUP_RECIPIENTS = [key for key in os.environ.get("BACKUP_RECIPIENTS", "").split(",") if key]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
# Limits of a session, in seconds (protect.accounts.sessions).
SESSION_LIFETIME = 60 * 60 * 24
SESSION_IDLE = 60 * 60 * 8
SESSION_IDLE_PRIVILEGED = int(os.environ.get("SESSION_IDLE_PRIVILEGED", str(60 * 60 * 4)))
SOCKET_ORIGINS = [SITE_URL]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "protect.public.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# People: sign-in by e-mail, by invitation only.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: no anonymous object permissions, so no such row
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "protect.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"signup": "protect.accounts.forms.InvitedSignupForm"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[ProTECT] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# A whole NGO office shares one address: the address is limited loosely. Limited tightly is the account as it
# is tried from one place (`key`): a stranger elsewhere locks nobody out. `login_account`: all places.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key,30/d/key",
    "login_account": "300/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
MFA_ADAPTER = "protect.accounts.adapters.EncryptedMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "ProTECT"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TRUST_ENABLED = False
USERSESSIONS_TRACK_ACTIVITY = True
USERSESSIONS_ADAPTER = "protect.accounts.adapters.SessionsAdapter"
REPORTER_SECOND_FACTOR_DAYS = 14

# One-click sign-in to the demonstration's people; only `dev` and `test` may switch it on.
DEMO_SIGN_IN = False

# Where the exit control leads: a page that everybody might look at, of another site.
EXIT_URL = os.environ.get("EXIT_URL", "https://www.meteoromania.ro/")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "465"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_SSL = True
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "ProTECT <no-reply@localhost>")
SECRETARIAT_EMAIL = os.environ.get("SECRETARIAT_EMAIL", "secretariat@example.org")

# The API: requests a minute of one token; refused tokens a minute from one address (0: no limit).
API_REQUESTS_A_MINUTE = 240
API_REFUSALS_A_MINUTE = 30

DJANGO_TABLES2_TEMPLATE = "tables/table.html"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
