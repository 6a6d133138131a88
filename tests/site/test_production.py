"""A public installation says what it lacks, and does not start."""

import os
import subprocess
import sys

import pytest

WHOLE = {
    "SECRET_KEY": "a",
    "AUDIT_KEY": "b",
    "MFA_KEY": "c",
    "ALLOWED_HOSTS": "portal.example",
    "SITE_URL": "https://portal.example",
}
ASK = "import protect.settings.production as s; print(s.SITE_URL, s.CSRF_TRUSTED_ORIGINS, s.SOCKET_ORIGINS)"


def started(**changed: str) -> subprocess.CompletedProcess[str]:
    """What the settings of production say in an environment of their own."""
    environment = {"PATH": os.environ["PATH"], **WHOLE, **changed}
    return subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_missing_is_named(name: str) -> None:
    assert f"Set {name} in the environment" in started(**{name: ""}).stderr


@pytest.mark.parametrize(
    "url", ["http://portal.example", "portal.example", "https://", "https://a.example/x"]
)
def test_the_address_of_the_portal_is_https_and_a_host(url: str) -> None:
    assert "SITE_URL must be https://" in started(SITE_URL=url).stderr


def test_forms_and_sockets_are_taken_from_it_alone() -> None:
    origins = "['https://portal.example']"
    assert (
        started(SITE_URL="https://portal.example/").stdout == f"https://portal.example {origins} {origins}\n"
    )
