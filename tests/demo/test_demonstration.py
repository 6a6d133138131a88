"""The demonstration: the published sums, made by the portal's own acts, marked as synthetic."""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from beneficiaries.models import Period, Report
from members.models import Organisation
from protect.accounts.models import User
from protect.audit.queries import first_break
from protect.chapter.actions.publishing import verify_edition
from protect.chapter.assembling import profiles_of
from protect.chapter.checking import check_chapter
from protect.chapter.models import Chapter, Edition
from protect.chapter.typed import typed_numbers, typed_words
from protect.public.demonstration.facts import TOTALS_2020
from protect.public.demonstration.shares import divide
from services.releases.queries import figures, latest, totals
from services.verify import differences
from tests.chapter.accessible import assert_accessible
from tests.chapter.extracted import EXTRACTORS, assert_the_same_in_all
from workgroups.models import Workgroup

PUBLISHED = [41, 286, 507, 78_970, 21, 9, 188, 3_979]


@pytest.mark.django_db
def test_the_demonstration_adds_up_to_what_was_published() -> None:
    call_command("demo", stdout=StringIO())
    out = StringIO()
    call_command("totals", "2020", "--json", stdout=out)
    assert list(json.loads(out.getvalue()).values()) == PUBLISHED
    assert json.loads(out.getvalue()) == TOTALS_2020
    assert Organisation.objects.count() == 21
    assert not Period.objects.filter(synthetic=False).exists()
    assert not User.objects.filter(is_demo=False).exists()
    assert set(Report.objects.values_list("status", flat=True)) == {
        "draft",
        "submitted",
        "returned",
        "verified",
    }
    assert [d for period in Period.objects.all() for d in differences(period)] == []
    release = latest(2020)
    assert release and [figure.value for figure in totals(release)] == PUBLISHED
    counties = [f for f in figures(release, ["reintegration"]) if f.block.code == "county"]
    assert any(f.why == "withheld" for f in counties) and any(f.value for f in counties)
    call_command("verify_release", stdout=StringIO())
    assert first_break() is None
    call_command("verify_permissions", stdout=StringIO())
    edition = Edition.objects.get(chapter__year=2020)
    assert verify_edition(edition) == [] and len(edition.manifest["profiles"]) == 21
    assert check_chapter(edition.chapter).findings == []
    assert [found for found in prose_of(edition.chapter) if typed_in(*found)] == []
    for section in edition.chapter.sections.exclude(asks=""):
        accepted = section.contributions.exclude(accepted_text="")
        assert accepted.count() >= 3
        for text in section.texts.all():
            assert all(c.accepted_in(text.language) in text.body for c in accepted)
    for language, stem, locale, title in (
        ("ro", "raport", "ro-RO", "ProTECT: raportul pe 2020"),
        ("en", "report", "en-GB", "ProTECT: report of 2020"),
    ):
        kept = edition.files.filter(language=language)
        files = {code: bytes(kept.get(name=f"{stem}-2020.{code}").content) for code in EXTRACTORS}
        found = assert_the_same_in_all(files)
        assert len(found.headings) > 30 and len(found.descriptions) == 2
        mark = "." if language == "ro" else ","
        assert {"41", "286", "507", f"78{mark}970", f"3{mark}979"} <= set(found.numbers)
        assert_accessible(files["pdf"], locale, title)


def prose_of(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Whatever people wrote that an edition prints, with its language."""
    for language in ("ro", "en"):
        for section in chapter.sections.all():
            yield language, section.title_in(language)
            yield from ((language, text.body) for text in section.texts.filter(language=language))
            yield from ((language, c.accepted_in(language)) for c in section.contributions.all())
        for profile in profiles_of(chapter.year):
            for part in ("mission", "activity", "programmes"):
                yield language, getattr(profile, f"{part}_{language}")
        for group in Workgroup.objects.all():
            yield language, getattr(group, f"purpose_{language}")


def typed_in(language: str, text: str) -> list[str]:
    """The numbers of a text that no token wrote, in digits and in words."""
    return [typed.written for typed in (*typed_numbers(text), *typed_words(text, language))]


@pytest.mark.django_db
def test_the_demonstration_refuses_a_database_with_real_people() -> None:
    User.objects.create_user("real@example.org", name="Real")
    with pytest.raises(CommandError):
        call_command("demo", stdout=StringIO())


@pytest.mark.parametrize(("total", "weights"), [(41, [1, 2, 3]), (9, [0.1] * 7), (0, [1, 1]), (5, [0, 0])])
def test_parts_add_up_to_the_whole(total: int, weights: list[float]) -> None:
    parts = divide(total, weights)
    assert sum(parts) == total and min(parts) >= 0 and len(parts) == len(weights)
