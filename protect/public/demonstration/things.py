"""Resources, meetings, decisions and tasks of the demonstration's groups, by the portal's own acts."""

import datetime
from typing import Any

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from protect.accounts.models import User
from protect.public.demonstration.things_texts import AGENDA, MINUTES, SHEET, THINGS
from workgroups.actions.deciding import answer, close, propose
from workgroups.actions.meetings import set_up, write_minutes
from workgroups.actions.resources import Content, Description, add_resource
from workgroups.actions.tasks import give_task, settle
from workgroups.models import Meeting, Resource, Untold, Workgroup
from workgroups.queries import leaders_of, members_of

CHOICES = ("agree", "agree", "abstain", "agree", "disagree")


def things() -> None:
    """Something of each kind in every group. Nobody is mailed about it."""
    for group in Workgroup.objects.all():
        texts = THINGS[group.slug]
        lead = leaders_of(group)[0]
        resources(group, texts, lead)
        meeting = meetings(group, lead)
        decisions(group, texts, lead, meeting)
        tasks(group, texts["tasks"], lead, meeting)
    Untold.objects.all().delete()


def resources(group: Workgroup, texts: dict[str, Any], lead: User) -> None:
    """A note for all members, a link for the public, a PDF for the group."""
    title, text, tags = texts["note"]
    about = Description(title, tags=tags, audience=Resource.Audience.MEMBERS, licence="ours")
    add_resource(group, about, Content(text=text), by=lead)
    title, url, tags = texts["link"]
    about = Description(title, tags=tags, audience=Resource.Audience.PUBLIC, source="pagina oficială")
    add_resource(group, about, Content(url=url), by=lead)
    sheet = typst.compile(SHEET.format(title=f"Fișă de lucru: {group.name_ro}").encode())
    about = Description(
        f"Fișă de lucru: {group.name_ro}",
        "Pentru instruiri: se citește împreună, în perechi.",
        tags=["Fișe"],
        licence="cc-by",
        source="demonstrația portalului",
    )
    upload = SimpleUploadedFile(f"fisa-{group.slug}.pdf", bytes(sheet))
    add_resource(group, about, Content(upload=upload), by=lead)


def meetings(group: Workgroup, lead: User) -> Meeting:
    """One that was, with minutes, and one to come; returns the one that was."""
    today = timezone.localdate()

    def on(days: int, title: str) -> Meeting:
        day = today + datetime.timedelta(days=days)
        begins = timezone.make_aware(datetime.datetime.combine(day, datetime.time(11)))
        values = {
            "title": title, "starts_at": begins, "ends_at": begins + datetime.timedelta(hours=1, minutes=30),
            "place": "", "link": "https://example.org/intalnire", "agenda": AGENDA,
        }  # fmt: skip
        return set_up(group, values, by=lead)

    was = on(-21, "Întâlnire de lucru")
    present = {
        membership.organisation_id: "excused" if place % 5 == 3 else "present"
        for place, membership in enumerate(members_of(group))
    }
    write_minutes(was, MINUTES, present, by=lead)
    on(12, "Întâlnirea următoare")
    return was


def decisions(group: Workgroup, texts: dict[str, Any], lead: User, meeting: Meeting) -> None:
    """One that everybody answered, closed; one that waits for some."""
    members = [m.user for m in members_of(group)]
    soon = timezone.localtime().replace(hour=18, minute=0, second=0) + datetime.timedelta(days=6)
    sentence, outcome = texts["decided"]
    decided = propose(group, sentence, soon, by=lead, meeting=meeting)
    for place, member in enumerate(members):
        answer(decided, CHOICES[place % len(CHOICES)], by=member)
    close(decided, "adopted", outcome, by=lead)
    waiting = propose(group, texts["open"], soon, by=lead, explanation="Exemplu al demonstrației.")
    for member in members[: len(members) // 2]:
        answer(waiting, "agree", by=member)


def tasks(group: Workgroup, texts: tuple[str, str], lead: User, meeting: Meeting) -> None:
    """One done, one to be done by another organisation."""
    today = timezone.localdate()
    other = members_of(group).exclude(user=lead).first()
    done = members_of(group).get(user=lead)
    first = give_task(group, texts[0], done.organisation, today, by=lead, person=lead, meeting=meeting)
    settle(first, True, by=lead)
    if other:
        due = today + datetime.timedelta(days=9)
        give_task(group, texts[1], other.organisation, due, by=lead, meeting=meeting)
