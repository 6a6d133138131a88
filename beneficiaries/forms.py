"""Forms of the reporter's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Activity, Category
from protect.romanian.numbers import parse_count


class CountField(forms.CharField):
    """A whole number as people write it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **more)

    def clean(self, value: Any) -> int:
        try:
            return parse_count(super().clean(value))
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from None


class ActivityForm(forms.ModelForm):
    """A training, a campaign, a piece of advocacy."""

    participants = CountField(label=_("Participants"))
    starts_on = forms.DateField(label=_("First day"), help_text=_("For example 15.04.2026"))
    ends_on = forms.DateField(label=_("Last day"), required=False)

    class Meta:
        model = Activity
        fields = ["kind", "title", "starts_on", "ends_on", "place", "audience", "participants"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ModelChoiceField)
        audience.queryset = Category.objects.filter(dimension__code="audience", valid_to=None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["ends_on"] = data.get("ends_on") or data.get("starts_on")
        return data
