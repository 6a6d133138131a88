"""The form of a text with files beside it: a file is kept with the draft before anything is sent."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from workgroups.actions.attaching import attach, detach
from workgroups.actions.keeping import FIELDS, draft_of, keep_draft
from workgroups.forms import WritingForm
from workgroups.models import Attachment, Draft, Thread, Workgroup
from workgroups.views.finding import person

ONLY_FILES = ("attach", "detach")


def to_send(
    request: HttpRequest, form: WritingForm, group: Workgroup, thread: Thread | None
) -> list[uuid.UUID] | None:
    """The keys of the files that go with the text; None where the page is to be shown again.

    The buttons "attach" and "take off" only change the draft: what was typed stays typed.
    """
    ready = form.is_valid()
    only_files = any(name in request.POST for name in ONLY_FILES)
    if only_files:
        for name in [name for name in form.errors if name != "file"]:
            del form.errors[name]
        keep_text(request, form, group, thread)
    shown = {key_in(value) for value in request.POST.getlist("attached")} - {None}
    upload = form.cleaned_data.get("file")
    if upload:
        try:
            shown.add(attach(group, thread, upload, by=person(request)).key)
        except ValidationError as refused:
            form.add_error("file", refused.messages)
            return None
    elif "attach" in request.POST and "file" not in form.errors:
        form.add_error("file", _("Choose a file first."))
    take_off(request)
    return [key for key in shown if key] if ready and not only_files else None


def take_off(request: HttpRequest) -> None:
    """The button beside a file of one's draft."""
    key = key_in(request.POST.get("detach", ""))
    for attachment in Attachment.objects.filter(key=key, draft__user=person(request)) if key else ():
        detach(attachment, by=person(request))


def keep_text(request: HttpRequest, form: WritingForm, group: Workgroup, thread: Thread | None) -> None:
    """What was typed so far is a draft, with a script and without."""
    held = initial_of(draft_of(person(request), group, thread))
    texts = {name: (request.POST.get(name, ""), held.get(name, "")) for name in FIELDS if name in form.fields}
    try:
        keep_draft(group, thread, texts, by=person(request))
    except ValidationError as fault:
        form.add_error("text", fault.messages)


def initial_of(draft: Draft | None) -> dict[str, str]:
    """What was being written here."""
    return {"title": draft.title, "text": draft.text} if draft else {}


def know_draft(form: WritingForm, draft: Draft | None) -> None:
    """Tell a page that comes back with faults what the server holds, so that it keeps the rest at once."""
    if form.is_bound:
        for name, value in {"title": "", "text": "", **initial_of(draft)}.items():
            if name in form.fields:
                form.fields[name].widget.attrs["data-base"] = value


def key_in(text: str) -> uuid.UUID | None:
    """The key that was sent, None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
