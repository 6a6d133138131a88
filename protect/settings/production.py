"""A public installation. What is missing stops the start, in words."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

from protect.settings.base import *  # noqa: F403
from protect.settings.base import ALLOWED_HOSTS


def required(name: str) -> str:
    """The environment variable `name`, or a start that stops and says what to set."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: see docs/operations.md.")
    return value


SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = [k for k in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if k]
AUDIT_KEY = required("AUDIT_KEY")
MFA_KEY = required("MFA_KEY")
if not ALLOWED_HOSTS:
    required("ALLOWED_HOSTS")
SITE_URL = required("SITE_URL").rstrip("/")
if not re.fullmatch(r"https://[^/\s?#]+", SITE_URL):
    raise ImproperlyConfigured("SITE_URL must be https:// and the host's name: see docs/operations.md.")
CSRF_TRUSTED_ORIGINS = SOCKET_ORIGINS = [SITE_URL]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
