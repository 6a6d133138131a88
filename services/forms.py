"""What the secretariat chooses when it cuts and publishes a release."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from services.releases.building import PUBLISH, WITHHOLD
from services.releases.policy import ReleasePolicy

RULES = ("threshold", "threshold_fine", "contributors", "p")


class CutForm(forms.Form):
    """The policy, and the reason where it departs from the usual one or a difference is published."""

    threshold = forms.IntegerField(
        label=_("Smallest number that is published"), min_value=1, max_value=100, initial=5
    )
    threshold_fine = forms.IntegerField(
        label=_("The same, in tables by county or destination"), min_value=1, max_value=100, initial=10
    )
    contributors = forms.IntegerField(
        label=_("Fewest organisations behind a number"), min_value=1, max_value=20, initial=3
    )
    p = forms.IntegerField(
        label=_("How near the second largest may come to the largest, per cent"),
        min_value=0, max_value=100, initial=15,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For rules other than the usual ones, or a change that is published although it tells something."
        ),
    )

    def policy(self) -> ReleasePolicy:
        """The rules as they were chosen."""
        return ReleasePolicy(**{name: self.cleaned_data[name] for name in RULES})

    def choices(self, data: Mapping[str, str]) -> dict[str, str]:
        """Difference's id → what becomes of it, as the page's radio buttons say."""
        found = {
            name.removeprefix("difference:"): str(data[name])
            for name in data
            if name.startswith("difference:")
        }
        return {name: choice for name, choice in found.items() if choice in (WITHHOLD, PUBLISH)}


class PublishForm(forms.Form):
    """When a release publishes itself."""

    at = forms.DateTimeField(
        label=_("Publish by itself at"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"],
        help_text=_("For example 15.04.2027 10:00."),
    )
