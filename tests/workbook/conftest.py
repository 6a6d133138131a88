"""Reading in this process, where a test is not about the child itself: a new Python takes half a second."""

from collections.abc import Iterator

import pytest

from beneficiaries.workbook import importing
from beneficiaries.workbook.reading import read


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`@pytest.mark.usefixtures("in_a_child")` leaves the real child in place."""
    if "in_a_child" not in request.fixturenames:
        monkeypatch.setattr(importing, "call", lambda _function, content, _limits=None: read(content))
    yield


@pytest.fixture
def in_a_child() -> None:
    """The file is read by a child process, as it is in the portal."""
