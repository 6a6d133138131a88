"""A group with people of three organisations, and what stands in it."""

import datetime
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.actions import begin_membership
from members.models import Organisation, Role
from protect.accounts.models import User
from protect.files.models import StoredFile
from tests.world import World, person
from workgroups.actions import begin_group_membership
from workgroups.actions.deciding import propose
from workgroups.actions.meetings import set_up
from workgroups.actions.resources import Content, Description, add_resource
from workgroups.models import Meeting, Proposal, Resource, ResourceVersion, Workgroup

HOUR = datetime.timedelta(hours=1)


@dataclass
class Room:
    """`lead` coordinates for ours, `mate` is a member for ours, `guest` for other, `third` for third;
    `watcher` observes for other; `outsider` works for other and is not in the group."""

    world: World
    group: Workgroup
    elsewhere: Workgroup
    lead: User
    mate: User
    guest: User
    third: User
    watcher: User
    outsider: User
    third_organisation: Organisation

    def note(self, title: str = "Ghid", text: str = "Text despre protecție", **about) -> Resource:  # type: ignore[no-untyped-def]
        by = about.pop("by", self.lead)
        return add_resource(self.group, Description(title, **about), Content(text=text), by=by)

    def file(self, content: bytes = b"Un ghid.", name: str = "ghid.txt", **about) -> Resource:  # type: ignore[no-untyped-def]
        by = about.pop("by", self.lead)
        upload = SimpleUploadedFile(name, content)
        return add_resource(self.group, Description("Ghid", **about), Content(upload=upload), by=by)

    def proposal(self, hours: int = 48, **more) -> Proposal:  # type: ignore[no-untyped-def]
        by = more.pop("by", self.lead)
        closes = timezone.now() + hours * HOUR
        return propose(self.group, "Adoptăm ghidul de lucru.", closes, by=by, **more)

    def meeting(self, hours: int = 24, **more) -> Meeting:  # type: ignore[no-untyped-def]
        values = {
            "title": "Întâlnire de lucru", "starts_at": timezone.now() + hours * HOUR,
            "ends_at": timezone.now() + (hours + 2) * HOUR, "place": "Cluj-Napoca", "link": "",
            "agenda": "1. Ghidul\n2. Altele",
        }  # fmt: skip
        return set_up(self.group, values | more, by=self.lead)


def over(proposal: Proposal) -> Proposal:
    """The closing time has passed."""
    Proposal.objects.filter(pk=proposal.pk).update(closes_at=timezone.now() - HOUR)
    proposal.refresh_from_db()
    return proposal


def make_room(world: World) -> Room:
    group = Workgroup.objects.create(
        slug="protection", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x", position=2
    )
    elsewhere = Workgroup.objects.create(
        slug="elsewhere", name_ro="E", name_en="E", purpose_ro="x", purpose_en="x", position=3
    )
    third = Organisation.objects.create(slug="third", name="Third", joined_on="2020-01-01")
    people = {}
    for name, organisation, role in (
        ("lead", world.organisation, "coordinator"),
        ("mate", world.organisation, "member"),
        ("guest", world.other, "member"),
        ("third", third, "member"),
        ("watcher", world.other, "observer"),
        ("outsider", world.other, ""),
    ):
        people[name] = person(name)
        begin_membership(people[name], organisation, Role.READER, by=None)
        if role:
            begin_group_membership(people[name], group, organisation, role, by=None)
    return Room(world, group, elsewhere, third_organisation=third, **people)


def stored(kind: str = "pdf", content: bytes = b"%PDF-1.4 x", by: User | None = None, **more) -> StoredFile:  # type: ignore[no-untyped-def]
    """A file that is there, without the check: for what is not about the check."""
    file = StoredFile.objects.create(
        kind=kind, name=f"ghid.{kind}", size=len(content), sha256="0" * 64, source_sha256="0" * 64,
        uploaded_by=by, **more,
    )  # fmt: skip
    default_storage.save(file.path, ContentFile(content))
    return file


def with_file(resource: Resource, file: StoredFile) -> ResourceVersion:
    """Put `file` on a resource as its next version."""
    number = resource.versions.count() + 1
    return ResourceVersion.objects.create(
        resource=resource, number=number, file=file, made_by=resource.made_by
    )
