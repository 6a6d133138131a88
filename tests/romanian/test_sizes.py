"""The size of a file in both languages."""

import pytest
from django.utils import translation

from protect.romanian.sizes import format_size

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("size", "romanian", "english"),
    [
        (1, "1 octet", "1 byte"), (394, "394 de octeți", "394 bytes"), (16 << 10, "16 KB", "16 KB"),
        (1536, "1,5 KB", "1.5 KB"), ((1 << 20) - 1, "1 MB", "1 MB"), (20 << 20, "20 MB", "20 MB"),
        (5 << 40, "5120 GB", "5120 GB"),
    ],
)  # fmt: skip
def test_a_size_is_said_in_the_language_of_the_page(size: int, romanian: str, english: str) -> None:
    for language, said in (("ro", romanian), ("en", english)):
        with translation.override(language):
            assert format_size(size).replace("\u00a0", " ") == said
