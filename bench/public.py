"""The directory, the finder and the search at 21 and at 20,000 organisations, each beside its yardstick."""

import datetime
import random
import time
from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.totals import LARGE, SMALL, line, milliseconds, queries
from bench.world import BATCH, secretariat
from members.counties import COUNTIES
from members.models import (
    Audience,
    OfferCounty,
    OfferKind,
    OfferLanguage,
    Organisation,
    ProfileAudience,
    ProfileCounty,
    ProfileRevision,
    ServiceOffer,
)
from protect.accounts.models import User
from protect.search.index import reindex
from protect.search.queries import search

TEXT = (
    "adăpost consiliere psihologică sprijin juridic femei copii tineri reintegrare muncă școală prevenire "
    "formare traumă locuință instanță mediere sănătate comunitate voluntari migranți victime drepturi"
)
WORDS = TEXT.split()
ASKED = ("adapost", "consiliere psihologica", "reintegrare femei", "organizatia 12345")
PLAIN = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rank LIMIT 20",
    "postgresql": """SELECT id FROM search_document WHERE vector @@ q
        ORDER BY ts_rank(vector, q) DESC LIMIT 20""",
}


def measure() -> Iterator[str]:
    """All figures of this file."""
    client = Client()
    trivial = milliseconds(lambda: client.get(reverse("healthz")), 15)
    made = 0
    for size in (SMALL, LARGE):
        members(made, size)
        made = size
        for name, address in (
            ("directory", reverse("public:directory")),
            ("directory, filtered", reverse("public:directory") + "?county=CJ&need=talk&language=uk"),
            ("finder", reverse("public:find_county", args=["cluj"]) + "?need=talk"),
            ("organisation's page", reverse("public:organisation", args=["m-7"])),
            ("services, HSDS", reverse("hsds:services") + "?full=true"),
        ):
            taken = milliseconds(lambda address=address: client.get(address))
            note = f", {queries(client, address)} queries"
            yield line(f"{name}, {size:,} organisations", taken, "trivial view", trivial, note)
    yield from searching()


def searching() -> Iterator[str]:
    """The index written anew, and what a question costs against the database's bare full-text query."""
    begun = time.perf_counter()
    rows = sum(reindex().values())
    yield f"index written anew: {rows:,} rows in {time.perf_counter() - begun:.1f} s"
    for asked in ASKED:
        found = milliseconds(lambda asked=asked: search(asked, user=AnonymousUser()), 9)
        plain = milliseconds(lambda asked=asked: bare(asked), 9)
        total = search(asked, user=AnonymousUser()).total
        yield line(f"search „{asked}”, {total:,} hits", found, "the bare full-text query", plain)


def bare(asked: str) -> list[tuple]:
    """The same words asked of the database alone: no visibility, no objects, no count of all hits."""
    from protect.search.queries import _question
    from protect.search.words import stems_of, words_of

    terms = [stems_of(word) for word in words_of(asked)]
    sql = PLAIN[connection.vendor]
    if connection.vendor == "postgresql":
        sql = sql.replace("WHERE", ", to_tsquery('simple', %s) q WHERE")
    with connection.cursor() as cursor:
        cursor.execute(sql, [_question(terms)])
        return cursor.fetchall()


def members(first: int, last: int) -> None:
    """Organisations `first` to `last` with a published profile, two counties and two services each."""
    chance = random.Random(first)
    reviewer = User.objects.get_or_create(email="reviewer@example.org", defaults={"name": "R"})[0]
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                slug=f"m-{n}", name=f"Organizația {n} {chance.choice(WORDS)}",
                joined_on=datetime.date(2020, 1, 1),
            )
            for n in range(first, last)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    revisions = ProfileRevision.objects.bulk_create(
        [
            ProfileRevision(
                organisation=o, number=1, status="submitted", submitted_by=secretariat(),
                summary_ro=" ".join(chance.sample(WORDS, 6)),
                mission_ro=" ".join(chance.choices(WORDS, k=40)), phone="0264 000 000",
            )
            for o in made
        ],
        batch_size=BATCH,
    )  # fmt: skip
    counties = list(COUNTIES)
    ProfileCounty.objects.bulk_create(
        [ProfileCounty(revision=r, county=c) for r in revisions for c in chance.sample(counties, 2)],
        batch_size=BATCH,
    )
    ProfileAudience.objects.bulk_create(
        [ProfileAudience(revision=r, audience=chance.choice(Audience.values)) for r in revisions],
        batch_size=BATCH,
    )
    # Approved last: an approved profile never changes.
    ProfileRevision.objects.filter(status="submitted").update(
        status="approved", approved_by=reviewer, approved_at=timezone.now()
    )
    for organisation, revision in zip(made, revisions, strict=True):
        organisation.published_revision = revision
    Organisation.objects.bulk_update(made, ["published_revision"], batch_size=500)
    services(made, chance)


def services(organisations: list[Organisation], chance: random.Random) -> None:
    """Two services an organisation, in two counties and two languages."""
    kinds = [kind for kind in OfferKind.values if kind != "residential"]
    offers = ServiceOffer.objects.bulk_create(
        [
            ServiceOffer(
                organisation=o, kind=kind, name_ro=f"Serviciul de {chance.choice(WORDS)}",
                description_ro=" ".join(chance.choices(WORDS, k=15)), confirmed_at=timezone.now(),
                confirmed_by=secretariat(), phone="0264 000 000", nationwide=chance.random() < 0.02,
            )
            for o in organisations
            for kind in chance.sample(kinds, 2)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    OfferCounty.objects.bulk_create(
        [OfferCounty(offer=o, county=c) for o in offers for c in chance.sample(list(COUNTIES), 2)],
        batch_size=BATCH,
    )
    OfferLanguage.objects.bulk_create(
        [OfferLanguage(offer=o, language=c) for o in offers for c in ("ro", chance.choice(["en", "uk"]))],
        batch_size=BATCH,
    )
