"""Forms of the staff pages."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.ro import cui

from members.actions.services import check_offer
from members.counties import COUNTY_CHOICES
from members.models import (
    Application,
    ApplicationReference,
    Audience,
    KeyFigure,
    Language,
    Organisation,
    ProfileRevision,
    Role,
    ServiceOffer,
)
from members.named_member import MOST_IN_A_LIST, NamedMember
from members.profile_fields import (
    FIGURES,
    PLAIN,
    TEXT_NAMES,
    Value,
    Values,
    figure_name,
    label_of,
    model_field,
)
from protect.romanian.numbers import NotACount, format_number, parse_count

HINTS = {
    "summary": _("What somebody reads in the list of organisations."),
    "mission": _("Why the organisation exists."),
    "vision": _("What the world looks like when your work is done."),
    "activity": _("No address of a place where people sleep, no name of a person you helped."),
    "programmes": _("One on each line."),
    "served": _("In plain words: who can turn to you."),
    "cities": _("Where your offices or day centres are. No place where people sleep."),
}


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.REPORTER)


class CountField(forms.CharField):
    """A whole number as people write it: 78970, 78.970."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return str(parse_count(text))
        except NotACount as fault:
            raise ValidationError(str(fault)) from fault

    def prepare_value(self, value: Any) -> Any:
        text = str(value or "")
        return format_number(int(text)) if text.isascii() and text.isdigit() else value


class YearField(forms.IntegerField):
    """A year that has been."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"})

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=1850, max_value=2100, required=False, localize=False, **more)


class ProfileForm(forms.Form):
    """All fields of a profile. A draft may hold any of them empty; sending asks for more."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in TEXT_NAMES:
            self.fields[name] = self.text_field(name)
        for name in PLAIN:
            self.fields[name] = self.plain_field(name)
        for name, choices in (("counties", COUNTY_CHOICES), ("audiences", Audience.choices)):
            self.fields[name] = forms.MultipleChoiceField(
                label=label_of(name), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        for position in range(FIGURES):
            for part, field in figure_fields().items():
                self.fields[figure_name(position, part)] = field

    def text_field(self, name: str) -> forms.Field:
        """A text: guarded like the model's own."""
        stored = model_field(ProfileRevision, name)
        long = stored.get_internal_type() == "TextField"
        rows = 8 if name.startswith("activity") else 4
        widget = forms.Textarea(attrs={"rows": rows}) if long else forms.Textarea(attrs={"rows": 2})
        return forms.CharField(
            label=label_of(name),
            required=False,
            max_length=stored.max_length,
            help_text=HINTS.get(name.rpartition("_")[0], ""),
            validators=[partial(stored.clean, model_instance=None)],
            widget=widget,
        )

    def plain_field(self, name: str) -> forms.Field:
        """A year, a contact, the towns."""
        label, hint = label_of(name), HINTS.get(name, "")
        if name == "founded":
            return YearField(label=label)
        if name == "website":
            return forms.URLField(label=label, required=False, assume_scheme="https", max_length=200)
        if name == "email":
            return forms.EmailField(label=label, required=False)
        stored = model_field(ProfileRevision, name)
        return forms.CharField(
            label=label,
            required=False,
            max_length=stored.max_length,
            help_text=hint,
            validators=[partial(stored.clean, model_instance=None)],
        )

    @property
    def figures(self) -> list[dict[str, forms.BoundField]]:
        """The places for key figures: part → field."""
        return [{part: self[figure_name(at, part)] for part in figure_fields()} for at in range(FIGURES)]

    def checked(self, names: list[str]) -> tuple[Values, dict[str, str]]:
        """The values of these fields that may be stored, and the fault of each other one."""
        values, errors = {}, {}
        for name in names:
            field = self.fields[name]
            raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            raw = [part for part in raw if part] if isinstance(raw, list) else raw
            try:
                values[name] = as_value(field.clean(raw))
            except ValidationError as fault:
                errors[name] = " ".join(fault.messages)
        return values, errors


def figure_fields() -> dict[str, forms.Field]:
    """The parts of a key figure."""
    labels = {part: model_field(KeyFigure, part) for part in ("label_ro", "label_en", "source")}
    texts = {
        part: forms.CharField(
            label=field.verbose_name,
            required=False,
            max_length=field.max_length,
            validators=[partial(field.clean, model_instance=None)],
        )
        for part, field in labels.items()
    }
    number = model_field(KeyFigure, "number").verbose_name
    return {
        "label_ro": texts["label_ro"],
        "label_en": texts["label_en"],
        "qualifier": forms.ChoiceField(
            label=model_field(KeyFigure, "qualifier").verbose_name, choices=KeyFigure.Qualifier.choices,
            required=False,
        ),
        "number": CountField(
            label=number, required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        ),
        "year": YearField(label=model_field(KeyFigure, "year").verbose_name),
        "source": texts["source"],
    }  # fmt: skip


def as_value(cleaned: Any) -> Value:
    """What a field's clean gives, as a list of strings."""
    if isinstance(cleaned, list):
        return sorted(str(part) for part in cleaned)
    return [] if cleaned in (None, "") else [str(cleaned)]


def initial_of(values: Values) -> dict[str, Any]:
    """Stored values as a form's initial ones."""
    return {
        name: value if name in ("counties", "audiences") else (value[0] if value else "")
        for name, value in values.items()
    }


OFFER_LISTS = ("counties", "audiences", "languages")


class OfferForm(forms.ModelForm):
    """A service offered."""

    counties = forms.MultipleChoiceField(
        label=_("Counties from which people can come"), choices=COUNTY_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ServiceOffer
        fields = [
            "kind", "name_ro", "name_en", "description_ro", "description_en", "with_accommodation", "address",
            "nomenclature_code", "licence_number", "licence_expires_on", "capacity", "phone", "hours_ro",
            "hours_en", "is_free", "is_anonymous", "nationwide",
        ]  # fmt: skip
        widgets = {
            "description_ro": forms.Textarea(attrs={"rows": 4}),
            "description_en": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "address": _("Only of a place where nobody sleeps."),
            "licence_expires_on": _("For example 15.04.2026. We remind you sixty days before."),
            "phone": _("A number that answers strangers. No personal number."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("nationwide") and not data.get("counties"):
            self.add_error("counties", _("Tick the counties, or that the service helps the whole country."))
        if not self.errors:
            check_offer(ServiceOffer(**{name: data[name] for name in self.Meta.fields}))
        return data

    def validate_constraints(self) -> None:
        """The database's conditions are those of `check_offer`, which says them in words."""


class ApplicationForm(forms.ModelForm):
    """What an organisation that wants to join tells of itself."""

    counties = forms.MultipleChoiceField(
        label=_("Counties where you work"), choices=COUNTY_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    reference1 = forms.ModelChoiceField(
        label=_("A member that knows you"),
        queryset=Organisation.objects.none(),
        help_text=_("We ask it whether it recommends you. Choose two different ones."),
    )
    reference2 = forms.ModelChoiceField(
        label=_("Another member that knows you"), queryset=Organisation.objects.none()
    )
    statutes = forms.FileField(
        label=_("The statutes, as a PDF"), help_text=_("At most 10 MB. Only the secretariat reads them.")
    )

    class Meta:
        model = Application
        fields = [
            "name", "fiscal_code", "website", "founded", "activity", "wishes", "contact_name", "email",
        ]  # fmt: skip
        widgets = {
            "activity": forms.Textarea(attrs={"rows": 5}),
            "wishes": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "activity": _("No names and no stories of people you helped."),
            "email": _("We write only to this address. First you confirm it."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        members = Organisation.objects.members_on(timezone.localdate())
        many = members[MOST_IN_A_LIST:].exists()
        for name in ("reference1", "reference2"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = members
            if many:  # a list of thousands is no help on a phone
                self.fields[name] = NamedMember(label=field.label, help_text=field.help_text)
        self.fields["founded"].widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}
        )

    def clean_fiscal_code(self) -> str:
        """A valid code of an organisation; a personal code never is one."""
        code = self.cleaned_data["fiscal_code"].upper().removeprefix("RO").strip()
        if not cui.is_valid(code):
            raise ValidationError(_("Check the fiscal code: a digit is missing or wrong."))
        return code

    def clean_name(self) -> str:
        """Not one of us already."""
        name = self.cleaned_data["name"]
        if Organisation.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("An organisation of this name is already a member."))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reference1") and data.get("reference1") == data.get("reference2"):
            self.add_error("reference2", _("Choose two different members."))
        return data

    def validate_constraints(self) -> None:
        """The states are a matter of the acts, not of what is typed."""


class ReferenceForm(forms.ModelForm):
    """Whether a member vouches for an applicant."""

    answer = forms.ChoiceField(
        label=_("Do you recommend the organisation?"),
        choices=[c for c in ApplicationReference.Answer.choices if c[0] != "waiting"],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ApplicationReference
        fields = ["answer", "note", "has_interest"]
        help_texts = {
            "has_interest": _("For example a shared project, money, or the same people in both boards."),
        }

    def validate_constraints(self) -> None:
        """Who answered is written by the act."""
