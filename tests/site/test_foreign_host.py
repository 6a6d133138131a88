"""Scanners of the whole internet ask for hosts that are not ours."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/home/", "/gaseste/", "/missing/", "/api/v1/me", "/healthz"]
)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "a b", "<x>"])
def test_a_foreign_host_is_refused_in_words_and_breaks_nothing(db, address: str, host: str) -> None:  # type: ignore[no-untyped-def]
    answer = Client(raise_request_exception=True).get(address, headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_the_foot_of_a_printed_page_names_our_own_host(db, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = "https://portal.example"
    assert "portal.example/contact/" in Client().get("/contact/").content.decode()
