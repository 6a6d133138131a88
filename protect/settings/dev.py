"""A machine of one's own: local secrets, mail in files, one-click sign-in to the demonstration."""

import os

from protect.settings.base import *  # noqa: F403
from protect.settings.base import VAR_DIR
from protect.settings.secrets import local_secret

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or local_secret(VAR_DIR, "secret_key")
AUDIT_KEY = os.environ.get("AUDIT_KEY") or local_secret(VAR_DIR, "audit_key")
MFA_KEY = os.environ.get("MFA_KEY") or local_secret(VAR_DIR, "mfa_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SOCKET_ORIGINS = ALLOWED_HOSTS  # any port
DEMO_SIGN_IN = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
