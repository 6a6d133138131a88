"""Publishing an edition: every file made from one document a language, with a manifest of digests."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from members.models import ProfileRevision
from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.approving import words_digest, words_of_groups
from protect.chapter.actions.outline import only_compilers
from protect.chapter.assembling import document_of, profiles_of
from protect.chapter.checking import check_chapter
from protect.chapter.document import Document
from protect.chapter.formats import FORMATS
from protect.chapter.formats.html import body
from protect.chapter.formats.xlsx import write_csv
from protect.chapter.models import LANGUAGES, Chapter, Edition, EditionFile, SectionPicture

PAGE = "page.html"
NAMES = {"ro": "raport", "en": "report"}


@dataclass(frozen=True)
class Made:
    """A file of an edition, before it is kept."""

    language: str
    name: str
    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def files_of(document: Document, number: int) -> list[Made]:
    """Every format, the tables as CSV, charts and pictures, and the body that the public page shows."""
    language, stem = document.language, f"{NAMES[document.language]}-{document.year}"
    made = [
        Made(language, f"{stem}.{extension}", content_type, write(document))
        for extension, (content_type, write) in FORMATS.items()
    ]
    made += [
        Made(language, f"{stem}-{table.code}.csv", "text/csv; charset=utf-8", write_csv(table))
        for table in document.tables
    ]
    for code, drawing in document.drawings.items():
        made.append(Made(language, f"{stem}-{code}.svg", "image/svg+xml", drawing.svg.encode()))
        made.append(Made(language, f"{stem}-{code}.png", "image/png", drawing.png))
    photos = {photo.code: f"{stem}-{photo.code}.{photo.extension}" for photo in document.photos}
    made += [Made(language, photos[p.code], p.mime, p.content) for p in document.photos]
    with translation.override("ro"):
        addresses = {
            code: reverse("reports:file", args=[document.year, number, language, name])
            for code, name in photos.items()
        }
    made.append(Made(language, PAGE, "text/html; charset=utf-8", body(document, addresses).encode()))
    return made


def digest_of_profile(profile: ProfileRevision) -> str:
    """SHA-256 of the words that the chapter takes from a profile."""
    names = [f"{name}_{code}" for name in ("mission", "activity", "programmes") for code, _n in LANGUAGES]
    figures = [
        [f.label_ro, f.label_en, f.qualifier, f.number, f.year, f.source] for f in profile.figures.all()
    ]
    content = [[getattr(profile, name) for name in names], figures]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def manifest_of(chapter: Chapter, number: int, made: list[Made], changed: str) -> dict[str, Any]:
    """Whatever an edition is made of, by digest: files, texts, release, profiles, approvals."""
    release = chapter.release
    assert release is not None
    content = {
        "year": chapter.year,
        "edition": number,
        "what_changed": changed,
        "words": words_digest(chapter),
        "release": {
            "title": release.title, "digest": release.digest, "content_digest": release.content_digest,
        },
        "profiles": [
            {"organisation": p.organisation.slug, "revision": p.number, "digest": digest_of_profile(p)}
            for p in profiles_of(chapter.year)
        ],
        "pictures": [
            {"section": p.section.code, "code": p.code, "sha256": p.file.sha256}
            for p in SectionPicture.objects.filter(section__chapter=chapter).select_related("section", "file")
        ],
        "approvals": [
            {"group": word.group.slug, "agrees": word.approval.agrees, "dissent": word.approval.dissent}
            for word in words_of_groups(chapter)
            if word.approval
        ],
        "files": [
            {"language": f.language, "name": f.name, "size": len(f.content), "sha256": f.digest} for f in made
        ],
    }  # fmt: skip
    found: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return found


def why_not(chapter: Chapter) -> str:
    """What stands in the way of an edition; '' when nothing does."""
    if check_chapter(chapter).hard:
        return _("The checks still find what cannot be published.")
    silent = [str(word.group) for word in words_of_groups(chapter) if word.approval is None]
    if silent:
        return _("Without a word of their coordinators: %(groups)s.") % {"groups": ", ".join(silent)}
    return ""


def publish_edition(chapter: Chapter, changed_ro: str = "", changed_en: str = "", *, by: User) -> Edition:
    """Freeze the chapter as its next edition. A correction says, in both languages, what changed.

    The files are made before the transaction, which is short; if the words change meanwhile, it fails.
    """
    only_compilers(by)
    refusal = why_not(chapter)
    if refusal:
        raise ValidationError(refusal)
    before, number = words_digest(chapter), next_number(chapter)
    changed = {"ro": changed_ro.strip(), "en": changed_en.strip()}
    if number > 1 and not all(changed.values()):
        raise ValidationError(_("Write what changed since the edition before, in both languages."))
    documents = [
        document_of(chapter, language, number=number, changed=changed[language] if number > 1 else "")
        for language, _name in LANGUAGES
    ]
    made = [file for document in documents for file in files_of(document, number)]
    with transaction.atomic():
        chapter = Chapter.objects.select_for_update().get(pk=chapter.pk)
        if words_digest(chapter) != before or next_number(chapter) != number:
            raise ValidationError(_("Somebody changed the chapter meanwhile. Publish again."))
        return keep(chapter, made, changed["ro"], changed["en"], by=by)


def next_number(chapter: Chapter) -> int:
    """The number of the edition that comes next."""
    return (chapter.editions.aggregate(last=Max("number"))["last"] or 0) + 1


def keep(chapter: Chapter, made: list[Made], changed_ro: str, changed_en: str, *, by: User) -> Edition:
    """Write the edition and its files, once and for all."""
    number = next_number(chapter)
    manifest = manifest_of(chapter, number, made, changed_en)
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
    edition = Edition(
        chapter=chapter, number=number, published_at=timezone.now(), published_by=by,
        what_changed_ro=changed_ro, what_changed_en=changed_en, manifest=manifest, digest=digest,
    )  # fmt: skip
    edition.full_clean(exclude=["chapter", "published_by"])
    edition.save()
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition, language=f.language, name=f.name, content_type=f.content_type,
            content=f.content, size=len(f.content), digest=f.digest,
        )
        for f in made
    )  # fmt: skip
    record("chapter.publish", edition, by=by, year=chapter.year, number=number, digest=digest)
    return edition


def verify_edition(edition: Edition) -> list[str]:
    """Where the files of an edition are not what its manifest says; empty when all is well."""
    kept = {(f.language, f.name): f for f in edition.files.all()}
    faults = []
    for said in edition.manifest["files"]:
        found = kept.pop((said["language"], said["name"]), None)
        if found is None or hashlib.sha256(bytes(found.content)).hexdigest() != said["sha256"]:
            faults.append(f"{edition}: {said['language']}/{said['name']}")
    faults += [f"{edition}: {language}/{name} is in no manifest" for language, name in kept]
    whole = hashlib.sha256(json.dumps(edition.manifest, sort_keys=True).encode()).hexdigest()
    return faults if whole == edition.digest else [f"{edition}: manifest", *faults]
