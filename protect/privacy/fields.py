"""Text fields that refuse an identifier of a person: in forms, in full_clean, and at saving.

At saving only the personal numeric code is refused, whoever wrote the row and however; the
softer kinds are a matter of validation, with words for the person who typed them.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protect.privacy.guard import refused
from protect.romanian.text import clean_text

LINE_END = re.compile(r"\s*[\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
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
        plain = next(base for base in type(self).__mro__ if base.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{plain.__name__}", args, kwargs

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        value = clean_text(value)
        # A name goes into subjects and headings: whatever ends a line in it is a space.
        return value if isinstance(self, models.TextField) else LINE_END.sub(" ", value)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        check_text(str(value or ""), strict=self.strict)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            check_text(value, strict=False)
        return value


class GuardedCharField(GuardedMixin, models.CharField):
    """A short text without identifiers, in one line."""


class GuardedSlugField(GuardedMixin, models.SlugField):
    """A code that somebody chooses."""


class GuardedEmailField(GuardedMixin, models.EmailField):
    """An e-mail address, of which no part is a personal numeric code."""


class GuardedURLField(GuardedMixin, models.URLField):
    """A web address, of which no part is a personal numeric code."""


class GuardedPhoneField(GuardedCharField):
    """A telephone number as people write it: nothing else, and no personal numeric code."""

    default_validators = [
        RegexValidator(
            r"^\+?[\d ()/.,-]{3,}$",
            gettext_lazy("Write a telephone number: digits, spaces, a plus before them."),
        )
    ]


class GuardedTextField(GuardedMixin, models.TextField):
    """A long text without identifiers."""
