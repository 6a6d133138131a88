"""Forms of a group's things: resources, meetings, decisions, tasks."""

import datetime
import uuid
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.files.fields import UploadField
from workgroups.actions.resources import Content, Description
from workgroups.models import Attendance, Ballot, Meeting, Proposal, Resource, Workgroup
from workgroups.queries import members_of
from workgroups.thing_rules import may_publish

DAY_HINT = _("For example 15.04.2026")
TIME_HINT = _("For example 14:30")


class ThingForm(forms.Form):
    """Carries a key, so that what is sent twice is done once; takes the errors of an act."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    already: Resource | None = None  # what the group has already, where an act says so

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)

    def take(self, fault: ValidationError | PermissionDenied) -> None:
        """Show what an act refused: at its field, or above the form."""
        self.already = getattr(fault, "resource", None)
        if isinstance(fault, PermissionDenied):
            self.add_error(None, str(fault))
        elif hasattr(fault, "error_dict"):
            for name, errors in fault.error_dict.items():
                self.add_error(name if name in self.fields and name != NON_FIELD_ERRORS else None, errors)
        else:
            self.add_error("file" if "file" in self.fields else None, fault)


class ResourceForm(ThingForm):
    """What a resource is; with its first content where it is new."""

    title = forms.CharField(label=_("Title"), max_length=160)
    file = UploadField(label=_("File"))
    url = forms.CharField(label=_("Address"), max_length=500, help_text=_("Begins with https://"))
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    description = forms.CharField(
        label=_("What it is good for"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=250,
        required=False,
        help_text=_("Words with commas between, at most six."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Resource.Language.choices)
    licence = forms.ChoiceField(label=_("Licence"), choices=Resource.Licence.choices, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("Who made it, where it comes from.")
    )
    audience = forms.ChoiceField(label=_("Who sees it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, group: Workgroup, user: User, content: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {"file": "file", "link": "url", "note": "text"}.get(content)
        for name in ("file", "url", "text"):
            if name != kept:
                del self.fields[name]
        choices = list(Resource.Audience.choices)
        if not may_publish(user, group) and self.initial.get("audience") != Resource.Audience.PUBLIC:
            choices = [choice for choice in choices if choice[0] != Resource.Audience.PUBLIC]
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)
        audience.choices = choices
        self.initial.setdefault("audience", Resource.Audience.GROUP)

    @property
    def about(self) -> Description:
        data = self.cleaned_data
        return Description(
            title=data["title"], description=data["description"], tags=data["tags"].split(","),
            language=data["language"], licence=data["licence"], source=data["source"],
            audience=data["audience"],
        )  # fmt: skip

    @property
    def content(self) -> Content:
        data = self.cleaned_data
        return Content(upload=data.get("file"), url=data.get("url", ""), text=data.get("text", ""))


class VersionForm(ThingForm):
    """A new version of a resource: the same kind of content as before."""

    file = UploadField(label=_("File"))
    url = forms.CharField(label=_("Address"), max_length=500)
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))
    comment = forms.CharField(label=_("What is new"), max_length=200, required=False)

    def __init__(self, *args: Any, content: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {"file": "file", "link": "url", "note": "text"}[content]
        for name in ("file", "url", "text"):
            if name != kept:
                del self.fields[name]

    @property
    def content(self) -> Content:
        data = self.cleaned_data
        return Content(
            upload=data.get("file"),
            url=data.get("url", ""),
            text=data.get("text", ""),
            comment=data["comment"],
        )


class MeetingForm(ThingForm):
    """When, where, what about."""

    title = forms.CharField(label=_("Title"), max_length=160)
    day = forms.DateField(label=_("Day"), help_text=DAY_HINT)
    begins = forms.TimeField(label=_("Begins at"), help_text=TIME_HINT)
    ends = forms.TimeField(label=_("Ends at"), help_text=TIME_HINT)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.CharField(
        label=_("Link to join"), max_length=500, required=False, help_text=_("Begins with https://")
    )
    agenda = forms.CharField(
        label=_("Agenda"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    FROM = {"starts_at": "begins", "ends_at": "ends"}

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting:
            begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
            self.initial = {
                **self.initial,
                "title": meeting.title, "day": begins.date(), "begins": begins.strftime("%H:%M"),
                "ends": ends.strftime("%H:%M"), "place": meeting.place, "link": meeting.link,
                "agenda": meeting.agenda,
            }  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "title": data["title"].strip(), "starts_at": at(data["day"], data["begins"]),
            "ends_at": at(data["day"], data["ends"]), "place": data["place"].strip(),
            "link": data["link"].strip(), "agenda": data["agenda"].strip(),
        }  # fmt: skip

    def take(self, fault: ValidationError | PermissionDenied) -> None:
        if hasattr(fault, "error_dict"):
            fault = ValidationError({self.FROM.get(n, n): e for n, e in fault.error_dict.items()})
        super().take(fault)


class MinutesForm(ThingForm):
    """What was said, and which organisations took part."""

    minutes = forms.CharField(
        label=_("Minutes"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 16})
    )
    known = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, meeting: Meeting, organisations: list[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        here = dict(meeting.attendance.values_list("organisation", "state"))
        for organisation in organisations:
            self.fields[f"present-{organisation.pk}"] = forms.ChoiceField(
                label=organisation.name, required=False, initial=here.get(organisation.pk, ""),
                choices=[("", _("not noted")), *Attendance.State.choices],
            )  # fmt: skip

    @property
    def present(self) -> dict[int, str]:
        return {
            int(name.partition("-")[2]): state
            for name, state in self.cleaned_data.items()
            if name.startswith("present-") and state
        }


class ProposalForm(ThingForm):
    """A sentence to be decided, and until when."""

    sentence = forms.CharField(
        label=_("What is to be decided"), max_length=300, help_text=_("One sentence that can be agreed to.")
    )
    explanation = forms.CharField(
        label=_("Why"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    day = forms.DateField(label=_("Answers until"), help_text=DAY_HINT)
    time = forms.TimeField(label=_("At"), initial="18:00", help_text=_("In Romania's time."))

    @property
    def closes_at(self) -> datetime.datetime:
        return at(self.cleaned_data["day"], self.cleaned_data["time"])

    def take(self, fault: ValidationError | PermissionDenied) -> None:
        if hasattr(fault, "error_dict") and "closes_at" in fault.error_dict:
            fault = ValidationError({"day": fault.error_dict["closes_at"]})
        super().take(fault)


class AnswerForm(ThingForm):
    """The answer of one's organisation."""

    LABELS = {
        Ballot.Choice.AGREE: _("We agree"),
        Ballot.Choice.ABSTAIN: _("We abstain"),
        Ballot.Choice.DISAGREE: _("We do not agree"),
        Ballot.Choice.OBJECT: _("We object"),
    }

    choice = forms.ChoiceField(
        label=_("The answer of your organisation"), choices=list(LABELS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you object."),
    )  # fmt: skip


class CloseForm(ThingForm):
    """The result and the sentence that goes into the register."""

    result = forms.ChoiceField(label=_("Result"), choices=Proposal.Result.choices, widget=forms.RadioSelect)
    outcome = forms.CharField(
        label=_("Outcome, in one sentence"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the register and is understood without the discussion."),
    )  # fmt: skip


class TaskForm(ThingForm):
    """What, who, until when."""

    what = forms.CharField(label=_("What is to be done"), max_length=200)
    who = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(label=_("Until"), help_text=DAY_HINT)

    def __init__(self, *args: Any, group: Workgroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members_of(group))
        organisations = {m.organisation_id: m.organisation for m in self.members}
        ordered = sorted(organisations.values(), key=lambda organisation: organisation.name)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [
            (_("Organisations"), [(f"organisation-{o.pk}", o.name) for o in ordered]),
            (_("People"), [(f"person-{m.pk}", f"{m.user.name}, {m.organisation}") for m in self.members]),
        ]

    @property
    def responsible(self) -> tuple[Organisation, User | None]:
        kind, _sign, key = self.cleaned_data["who"].partition("-")
        if kind == "person":
            member = next(m for m in self.members if m.pk == int(key))
            return member.organisation, member.user
        return next(m.organisation for m in self.members if m.organisation_id == int(key)), None

    def take(self, fault: ValidationError | PermissionDenied) -> None:
        if hasattr(fault, "error_dict") and "organisation" in fault.error_dict:
            fault = ValidationError({"who": fault.error_dict["organisation"]})
        super().take(fault)


def at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """A moment in Romania's time."""
    return timezone.make_aware(datetime.datetime.combine(day, time), timezone.get_default_timezone())
