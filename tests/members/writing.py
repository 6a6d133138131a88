"""A profile that can be sent, for the tests that begin after it was written."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from members.actions.profiles import approve_profile, begin_profile, save_profile, submit_profile
from members.models import Organisation, ProfileRevision
from members.profile_fields import Values, values_of
from protect.accounts.models import User
from protect.files.models import StoredFile
from tests.world import World

WHOLE: Values = {
    "summary_ro": ["Sprijinim femei care au trecut prin exploatare."],
    "summary_en": ["We support women who went through exploitation."],
    "mission_ro": ["Ca fiecare om să fie liber."],
    "activity_ro": ["Consiliere, adăpost și drum înapoi la școală."],
    "activity_en": ["Counselling, shelter and a way back to school."],
    "counties": ["CJ", "SJ"],
    "audiences": ["girls", "women"],
}


def write(revision: ProfileRevision, values: Values, by: User) -> ProfileRevision:
    """Save values over what is stored now."""
    save_profile(revision, values, {}, by=by)
    return ProfileRevision.objects.select_related("organisation").get(pk=revision.pk)


def stored(revision: ProfileRevision) -> Values:
    """What the database holds of a revision now."""
    return values_of(ProfileRevision.objects.get(pk=revision.pk))


def sent(world: World, values: Values | None = None) -> ProfileRevision:
    """The next revision of our organisation, written by its reporter and sent by its coordinator."""
    world.organisation.refresh_from_db()
    revision = begin_profile(world.organisation, by=world.reporter)
    write(revision, WHOLE | (values or {}), world.reporter)
    return submit_profile(revision, by=world.coordinator)


def published(world: World, values: Values | None = None) -> ProfileRevision:
    """The same, approved by the secretariat."""
    revision = approve_profile(sent(world, values), by=world.secretariat)
    world.organisation.refresh_from_db()
    return revision


def with_logo(world: World) -> ProfileRevision:
    """The public profile of the other organisation, with a logo; made without its way."""
    picture = BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    logo = StoredFile.objects.create(
        kind="png", name="logo.png", size=len(picture.getvalue()), sha256="0", source_sha256="0"
    )
    default_storage.save(logo.path, ContentFile(picture.getvalue()))
    revision = ProfileRevision.objects.create(
        organisation=world.other, number=1, status="approved", summary_ro="x", logo=logo,
        submitted_by=world.stranger, submitted_at=timezone.now(),
        approved_by=world.secretariat, approved_at=timezone.now(),
    )  # fmt: skip
    Organisation.objects.filter(pk=world.other.pk).update(published_revision=revision)
    return revision
