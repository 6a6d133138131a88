"""Text fields that refuse an identifier of a person: in forms, in full_clean, and at saving.

At saving only the personal numeric code is refused, whoever wrote the row and however; the
softer kinds are a matter of validation, with words for the person who typed them.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protect.privacy.guard import refused
from protect.romanian.text import clean_text

KIND_NAMES = {
    "cnp": gettext_lazy("a personal numeric code"),
    "iban": gettext_lazy("a bank account"),
    "email": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a telephone number"),
    "identity_card": gettext_lazy("an identity card"),
    "passport": gettext_lazy("a passport"),
    "number_plate": gettext_lazy("a number plate"),
    "birth_date": gettext_lazy("a date of birth"),
}


def check_text(text: str, *, strict: bool) -> None:
    """Raise ValidationError when `text` holds what it may not; the message masks what it found."""
    found = refused(text, strict=strict)
    if found:
        raise ValidationError(
            _("This text holds %(kind)s (%(masked)s). Delete it: the portal keeps no personal data."),
            code=found[0].kind,
            params={"kind": KIND_NAMES[found[0].kind], "masked": found[0].masked},
        )


class GuardedMixin(models.Field):
    """`strict` refuses every kind of identifier, not only the personal numeric code."""

    def __init__(self, *args: Any, strict: bool = False, **kwargs: Any) -> None:
        self.strict = strict
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations see the plain field: guarding is no matter of the table."""
        name, _path, args, kwargs = super().deconstruct()
        plain = "TextField" if isinstance(self, models.TextField) else "CharField"
        return name, f"django.db.models.{plain}", args, kwargs

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_text(value) if isinstance(value, str) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        check_text(str(value or ""), strict=self.strict)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            check_text(value, strict=False)
        return value


class GuardedCharField(GuardedMixin, models.CharField):
    """A short text without identifiers."""


class GuardedTextField(GuardedMixin, models.TextField):
    """A long text without identifiers."""
