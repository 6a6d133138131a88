"""Lists stand in the order of the alphabet, on both databases."""

import datetime
import random

import pytest

from members.models import Organisation
from protect.romanian.text import sort_key

NAMES = [
    "Zâmbet",
    "Ăla",
    "Abac",
    "ADPARE",
    "AIDRom",
    "Abolishion",
    "Ânt",
    "Înalt",
    "Ion",
    "Sat",
    "Șapte",
    "Târg",
    "Țară",
    "Tzar",
    "liberatED",
    "LOGS",
]


@pytest.mark.django_db
def test_organisations_stand_in_the_order_of_the_alphabet() -> None:
    shuffled = random.Random(1).sample(NAMES, len(NAMES))
    for place, name in enumerate(shuffled):
        Organisation.objects.create(slug=f"o{place}", name=name, joined_on=datetime.date(2020, 1, 1))
    assert [organisation.name for organisation in Organisation.objects.all()] == sorted(NAMES, key=sort_key)
