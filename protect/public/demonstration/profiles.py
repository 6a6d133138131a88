"""The profiles and services of the demonstration, written, read and approved by the portal's own acts."""

import secrets

from members.actions.profiles import (
    approve_profile,
    ask_about_profile,
    begin_profile,
    return_profile,
    save_profile,
    submit_profile,
)
from members.actions.services import confirm_offer, save_offer
from members.models import Application, ApplicationCounty, ApplicationReference, Organisation, ProfileRevision
from members.profile_fields import Values
from protect.accounts.models import User
from protect.public.demonstration.people import today
from protect.public.demonstration.profile_texts import PROFILES, Offer
from protect.public.demonstration.returns import staff
from protect.public.hsds.identifiers import named

HELPLINE = "0 800 800 678"  # no organisation's own number stands in the demonstration
ANSWERS_PEOPLE = {"residential", "day_centre", "reintegration", "counselling", "criminal_proceedings"}


def load(organisations: list[Organisation], secretariat: User) -> None:
    """Every profile is public; three organisations write the next one, each at another step."""
    for organisation in organisations:
        profile = PROFILES[organisation.slug]
        approve_profile(sent(organisation, profile.values()), by=secretariat)
        organisation.refresh_from_db()
        for offer in profile.offers:
            write_offer(organisation, offer, secretariat)
    on_their_way({organisation.slug: organisation for organisation in organisations}, secretariat)


def sent(organisation: Organisation, values: Values) -> ProfileRevision:
    """Written by the reporter, sent by the coordinator."""
    return submit_profile(drafted(organisation, values), by=staff(organisation, "coordonator"))


def drafted(organisation: Organisation, values: Values) -> ProfileRevision:
    """Begun and saved."""
    revision = begin_profile(organisation, by=staff(organisation, "raportor"))
    save_profile(revision, values, {}, by=staff(organisation, "raportor"))
    return revision


def write_offer(organisation: Organisation, offer: Offer, secretariat: User) -> None:
    """A service, confirmed; without counties it is for the whole country."""
    fields = {
        "kind": offer.kind,
        "name_ro": offer.name[0],
        "name_en": offer.name[1],
        "description_ro": offer.what[0],
        "description_en": offer.what[1],
        "with_accommodation": offer.with_accommodation,
        "nationwide": not offer.counties,
        "phone": HELPLINE if offer.kind in ANSWERS_PEOPLE else "",
        "is_free": False,  # the facts do not say
    }
    lists = {
        "counties": offer.counties.split(), "audiences": offer.audiences.split(), "languages": ["ro"],
    }  # fmt: skip
    made = save_offer(organisation, fields, lists, by=staff(organisation, "raportor"))
    made.public_id = named("service", organisation.slug, offer.name[0])  # the same at every reload
    made.save(update_fields=["public_id"])
    confirm_offer(made, by=secretariat)


def on_their_way(members: dict[str, Organisation], secretariat: User) -> None:
    """A draft, one that waits for the secretariat, one that came back, and an application."""
    drafted(members["logs"], {"vision_ro": ["Un oraș în care oricine se simte acasă."]})
    better = "Facem cercetare comparată și aplicată despre democratizare, migrație și drepturile omului."
    sent(members["csd"], {"activity_ro": [better]})
    returned = sent(members["iza"], {"served_ro": ["Fete din Tulcea și supraviețuitori din București."]})
    ask_about_profile(returned, "served_ro", "Lucrați și cu băieți?", by=secretariat)
    return_profile(returned, by=secretariat)
    application = Application.objects.create(
        name="Asociația Exemplu (demo)",
        fiscal_code="18547290",
        founded=2018,
        contact_name="Persoană de contact (demo)",
        email="asociatia.exemplu@example.org",
        activity="Organizație inventată, ca să se vadă cum arată o cerere.",
        wishes="Să arătăm cum se ajunge de la cerere la decizie.",
        status=Application.Status.SUBMITTED,
        token_digest=secrets.token_hex(32),  # nobody holds its link
        made_at=f"{today()}T08:00:00+00:00",
        confirmed_at=f"{today()}T08:05:00+00:00",
    )
    ApplicationCounty.objects.create(application=application, county="CJ")
    for slug in ("csd", "people-to-people"):
        ApplicationReference.objects.create(application=application, organisation=members[slug])
