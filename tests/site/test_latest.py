"""The newest totals on the first page: only what was published, a withheld number in words."""

import datetime

import pytest
from django.utils import timezone

from services.models import Release, ReleasedFigure
from services.releases.policy import ReleasePolicy
from tests.world import World

pytestmark = pytest.mark.django_db


def release(world: World) -> Release:
    made = Release.objects.create(
        scope="2025", year=2025, number=1, policy=ReleasePolicy().as_data(), audit={}, owed=2, verified=2,
        content_digest="x", digest="x", cut_at=timezone.now() - datetime.timedelta(days=1),
    )  # fmt: skip
    for position, (code, status, value) in enumerate(
        [("residential", "primary", None), ("informed", "published", 78_970)]
    ):
        cell = world.cell(code)
        ReleasedFigure.objects.create(
            release=made, version=world.form.lines.get(version__indicator__code=code).version,
            block=cell.block, cell=cell, key="", position=position, value=value, status=status,
        )  # fmt: skip
    return made


def test_only_what_was_published_is_said_and_what_was_withheld_in_words(world: World, client) -> None:  # type: ignore[no-untyped-def]
    release(world)
    assert "78.970" not in client.get("/").content.decode()
    Release.objects.update(published_at=timezone.now())
    html = client.get("/").content.decode()
    assert "78.970" in html and "[c] un număr mic, nepublicat" in html


def test_the_first_page_asks_few_questions(world: World, client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    release(world)
    Release.objects.update(published_at=timezone.now())
    with django_assert_max_num_queries(5):
        client.get("/")
