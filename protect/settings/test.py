"""The test suite: fast hashing, mail in memory, limits off except where a test turns them on."""

import os

if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = "sqlite://:memory:"

from protect.settings.base import *  # noqa: F403
from protect.settings.base import DATABASES, VAR_DIR

SECRET_KEY = "test"
AUDIT_KEY = "test-audit"
MFA_KEY = "test-mfa"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SOCKET_ORIGINS = ALLOWED_HOSTS  # any port
DEMO_SIGN_IN = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
API_REQUESTS_A_MINUTE = API_REFUSALS_A_MINUTE = 0
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of the live server need connections of their own. The name outside
    # tests may not say ":memory:" either, or pytest-django hands one connection to every thread.
    DATABASES["default"]["NAME"] = os.environ.get(
        "TEST_DATABASE_FILE", str(VAR_DIR / "outside-tests.sqlite3")
    )
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"test-{os.getpid()}.sqlite3")}
    VAR_DIR.mkdir(exist_ok=True)
else:
    # Nobody keeps a test database: its emptying between tests need not wait for the disk.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
