"""An application that was confirmed, for the tests and the walk that begin after it."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from members.actions.joining import confirm_application
from members.actions.staff import digest_of
from members.models import Application, ApplicationCounty, ApplicationReference
from protect.files.models import StoredFile
from tests.files.made import pdf
from tests.world import World

KEY = "key"
FIELDS = {
    "name": "Asociația Nouă",
    "fiscal_code": "18547290",
    "founded": 2015,
    "contact_name": "Ana Exemplu",
    "email": "noi@example.org",
    "activity": "Mergem în școli.",
    "wishes": "Să învățăm unii de la alții.",
}


def written(world: World) -> Application:
    """As `apply_to_join` leaves it, without checking a file again: that has tests of its own."""
    content = pdf("Statut")
    statutes = StoredFile.objects.create(
        kind="pdf", name="statut.pdf", size=len(content), sha256="0", source_sha256="0"
    )
    default_storage.save(statutes.path, ContentFile(content))
    application = Application.objects.create(**FIELDS, statutes=statutes, token_digest=digest_of(KEY))
    ApplicationCounty.objects.create(application=application, county="CJ")
    for member in (world.organisation, world.other):
        ApplicationReference.objects.create(application=application, organisation=member)
    return application


def applied(world: World) -> Application:
    """A confirmed application."""
    return confirm_application(written(world))
