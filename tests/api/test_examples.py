"""The examples of docs/api.md, run as they stand there against a server."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from beneficiaries.models import Count, Report
from protect.accounts.models import User
from protect.api.actions import make_token
from tests.world import World

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def surroundings(transactional_db: None, live_server, world: World) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """What the examples read from the environment."""
    world.period()
    User.objects.filter(pk=world.coordinator.pk).update(is_demo=True)
    _token, secret = make_token(
        world.coordinator, world.organisation, "exemplu", days=30, write=True, submit=True
    )
    return {**os.environ, "PROTECT_URL": live_server.url, "PROTECT_TOKEN": secret, "PERIOD": "2025"}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_example_in_curl(surroundings: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", example("sh")],
        env=surroundings,
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert b"Answer this line" in done.stdout
    assert (Count.objects.get().served, Count.objects.get().qualifier) == (1200, "about")


def test_the_example_in_python(surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", example("python")],
        env=surroundings,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.decode().strip() == Report.objects.get().reference == "PT-2025-001"
