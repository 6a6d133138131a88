"""No text field stores a personal numeric code, whoever writes it and however."""

import random

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from beneficiaries.models import Report
from members.models import Organisation
from protect.privacy.exempt import EXEMPT
from protect.privacy.fields import GuardedMixin
from tests.privacy.codes import made_up_cnp

ROOMS = {"protect", "members", "beneficiaries", "services", "workgroups"}
OURS = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS}
TEXT = (models.CharField, models.TextField, models.JSONField)


def text_fields() -> list[tuple[str, models.Field]]:
    """Every field of ours that can hold a text."""
    return [
        (f"{model._meta.label}.{field.name}", field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if isinstance(field, TEXT) and not isinstance(field, GuardedMixin) and not field.choices
    ]


def test_every_text_field_is_guarded_or_says_why_not() -> None:
    assert [name for name, _field in text_fields() if name not in EXEMPT] == []


def test_no_exemption_outlives_its_field() -> None:
    names = {name for name, _field in text_fields()}
    assert [name for name in EXEMPT if name not in names] == []


@pytest.mark.django_db
def test_saving_without_validation_is_refused_all_the_same() -> None:
    code = made_up_cnp(random.Random(1))
    with pytest.raises(ValidationError) as refusal:
        Organisation.objects.create(slug="x", name=f"Asociația {code}", joined_on="2020-01-01")
    assert code not in str(refusal.value)


def test_a_return_refuses_telephone_and_e_mail_too() -> None:
    field = Report._meta.get_field("comment")
    for text in ("Sunați la 0722 123 456", "cineva@exemplu.ro"):
        with pytest.raises(ValidationError):
            field.clean(text, None)
    assert field.clean("Doi oameni au plecat în iunie.", None)


def test_cedillas_are_mended_on_the_way_in() -> None:
    assert Report._meta.get_field("comment").clean("aşa", None) == "așa"
