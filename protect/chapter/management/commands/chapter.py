"""`chapter YEAR`: writes the edition of a year, or the most there is: draft, release, verified totals."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protect.audit.actions import record
from protect.chapter.assembling import document_of, document_of_release
from protect.chapter.formats import FORMATS
from protect.chapter.models import Chapter, EditionFile
from protect.chapter.table import document_of_totals
from services.releases.queries import latest


class Command(BaseCommand):
    help = "Writes the chapter of a year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--output", type=Path, required=True)
        parser.add_argument("--language", choices=["ro", "en"], default="ro")

    def handle(self, *args: Any, **options: Any) -> None:
        content, what = written(options["year"], options["format"], options["language"])
        try:
            options["output"].write_bytes(content)
        except OSError as fault:
            raise CommandError(f"{options['output']} could not be written: {fault.strerror}") from fault
        record("chapter.write", by=None, year=options["year"], format=options["format"], what=what)
        self.stderr.write(what)
        self.stdout.write(str(options["output"]))


def written(year: int, extension: str, language: str) -> tuple[bytes, str]:
    """The file's content, and what it is, in one sentence."""
    files = EditionFile.objects.filter(
        edition__chapter__year=year, language=language, name__endswith=f"-{year}.{extension}"
    )
    published = files.select_related("edition").order_by("-edition__number").first()
    if published:
        return bytes(published.content), f"Edition {published.edition.number} of {year}."
    _content_type, write = FORMATS[extension]
    chapter = Chapter.objects.filter(year=year).select_related("release").first()
    release = latest(year)
    if chapter and chapter.release:
        return write(document_of(chapter, language)), f"Draft of {year}: no edition was published yet."
    if release:
        return write(document_of_release(release, language)), f"Table of release {release.title}."
    try:
        document = document_of_totals(year, language)
    except LookupError:
        raise CommandError(f"No verified return of {year}.") from None
    return write(document), f"Table of {year} from verified totals: no release was published yet."
