"""Forms of the discussions and of the way into a group."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Organisation
from protect.accounts.models import User
from protect.files.fields import UploadField
from protect.privacy.fields import KIND_NAMES, check_text
from protect.privacy.guard import scan
from workgroups.models import ContentNote, Reason, Workgroup, WorkgroupMembership
from workgroups.queries import members_of

LONGEST = 20_000
Role = WorkgroupMembership.Role


class WritingForm(forms.Form):
    """A text for a group. What looks like a contact is asked about once; a personal code never passes."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "No names, contacts or stories of beneficiaries. Call somebody with @ and their name."
        ),
        error_messages={"required": gettext_lazy("Write your message.")},
    )
    content_note = forms.ChoiceField(
        label=gettext_lazy("Content note: the text is folded"), choices=ContentNote, required=False
    )
    file = UploadField(label=gettext_lazy("Attach a file: the members of the group see it"), required=False)
    confirmed = forms.BooleanField(
        label=gettext_lazy("I checked: this belongs to no beneficiary"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = False

    def clean(self) -> dict[str, Any]:
        """Refuse a personal code; ask about anything else that looks like a contact."""
        data = super().clean() or {}
        text = "\n".join(str(data.get(name, "")) for name in ("title", "text"))
        try:
            check_text(text, strict=False)
        except forms.ValidationError as fault:
            self.add_error("text", fault)
            return data
        found = scan(text)
        self.asks = bool(found)
        if found and not data.get("confirmed"):
            said = _("The text seems to hold %(kind)s (%(masked)s). Delete it, or confirm below.")
            self.add_error("text", said % {"kind": KIND_NAMES[found[0].kind], "masked": found[0].masked})
        return data


class ThreadForm(WritingForm):
    """A new discussion."""

    title = forms.CharField(label=gettext_lazy("Subject"), max_length=160)
    field_order = ["title", "text", "content_note"]


class ReasonForm(forms.Form):
    """Why a text should not stand as it is."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"), choices=Reason, widget=forms.RadioSelect
    )


class TakeAwayForm(ReasonForm):
    """The reason; for a removal, where else it stands: only what there is, and what the person may change."""

    new_title = forms.CharField(
        label=gettext_lazy("New subject of the discussion"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Only if the subject names the person, too. Empty: the subject stays."),
    )
    and_summary = forms.BooleanField(label=gettext_lazy("Empty the box “In short”, too"), required=False)
    and_resources = forms.BooleanField(
        label=gettext_lazy("Take the same file out of the group's resources, too"), required=False
    )

    def __init__(self, *args: Any, kept: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_title", "and_summary", "and_resources"):
            if name not in kept:
                del self.fields[name]

    def clean_new_title(self) -> str:
        title = str(self.cleaned_data["new_title"])
        check_text(title, strict=False)
        return title

    @property
    def elsewhere(self) -> dict[str, Any]:
        """What the removal covers besides the post."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class FlagForm(ReasonForm):
    """A flag: the reason, and a sentence where it helps."""

    text = forms.CharField(
        label=gettext_lazy("What should the coordinator look at?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only those who lead the group read this."),
    )


class SummaryForm(forms.Form):
    """The box above the posts."""

    text = forms.CharField(
        label=gettext_lazy("In short: where the discussion stands"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Members who joined later read it from the moment you save it."),
    )


class BreakGlassForm(forms.Form):
    """Why the secretariat must read a group that it does not belong to."""

    reason = forms.CharField(
        label=gettext_lazy("Why must you read this group?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The coordinator is told at once who reads, and why."),
    )


class JoinForm(forms.Form):
    """A request to join."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("For which organisation?"), empty_label=None
    )
    text = forms.CharField(
        label=gettext_lazy("Why do you wish to join?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations


class InviteForm(forms.Form):
    """An invitation to staff of a member organisation, by their e-mail address."""

    email = forms.EmailField(label=gettext_lazy("E-mail of the person"))
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=Role, initial=Role.MEMBER)
    reads_history = forms.BooleanField(
        label=gettext_lazy("Reads what was written before, too"), required=False
    )

    def __init__(self, *args: Any, group: Workgroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_email(self) -> User:
        """Somebody with an account and a place of work here; the same words for whoever has none."""
        found = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None or not found.memberships.live().exists():
            raise forms.ValidationError(
                _("Nobody with this address works for a member organisation on the portal.")
            )
        if members_of(self.group).filter(user=found).exists():
            raise forms.ValidationError(_("This person belongs to the group already."))
        return found
