"""Pictures of a section: painted anew, described in both languages, in every file of an edition."""

import base64
import hashlib
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as open_docx

from protect.chapter.actions.approving import words_digest
from protect.chapter.actions.numbers import take_release
from protect.chapter.actions.outline import begin_chapter, remove_section
from protect.chapter.actions.pictures import MOST_BYTES, add_picture, describe_picture, remove_picture
from protect.chapter.actions.publishing import publish_edition, verify_edition
from protect.chapter.actions.writing import save_text
from protect.chapter.checking import check_chapter
from protect.chapter.models import Chapter, SectionPicture
from protect.files.models import StoredFile
from tests.chapter.accessible import assert_accessible
from tests.chapter.extracted import EXTRACTORS, assert_the_same_in_all
from tests.chapter.releases import publish
from tests.files.made import photo_with_place, picture
from tests.world import World

LIST = "/chapter/2024/section/platform/pictures/"
WORDS = {
    "caption_ro": "Centrul", "caption_en": "The centre", "credit": "Foto: ProTECT",
    "description_ro": "O casă cu ușa deschisă.", "description_en": "A house with its door open.",
}  # fmt: skip


def upload(content: bytes | None = None, name: str = "x.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture("JPEG", (300, 200)))


@pytest.fixture
def chapter(world: World) -> Chapter:
    publish(world, 2024, {"residential": 41})
    made = begin_chapter(2024, by=world.secretariat)
    made.sections.exclude(code="platform").delete()
    return take_release(made, by=world.secretariat)


@pytest.fixture
def centre(world: World, chapter: Chapter) -> SectionPicture:
    """In the text of both languages."""
    section = chapter.sections.get()
    made = add_picture(
        SectionPicture(section=section, code="centre", **WORDS), upload(), by=world.secretariat
    )
    for text in section.texts.all():
        save_text(text, "Un text. ![](picture:centre)", 0, by=world.secretariat)
    return made


def test_a_picture_is_painted_anew_and_the_camera_is_gone(world: World, chapter: Chapter, as_) -> None:  # type: ignore[no-untyped-def]
    form = {"code": "centre", "file": upload(photo_with_place()), **WORDS}
    assert as_(world.secretariat).post(LIST, form).status_code == 302
    made = SectionPicture.objects.get()
    page = as_(world.secretariat).get(f"{LIST}centre/")
    content = b"".join(page.streaming_content)
    assert b"Ana" not in content and hashlib.sha256(content).hexdigest() == made.file.sha256


@pytest.mark.parametrize(
    "content", [b"GIF89a....", b"x" * (MOST_BYTES + 1), picture("WEBP")], ids=["gif", "large", "webp"]
)
def test_what_is_no_picture_or_too_large_is_refused_in_words(  # type: ignore[no-untyped-def]
    world: World, chapter: Chapter, as_, content: bytes
) -> None:
    form = {"code": "centre", "file": upload(content), **WORDS}
    page = as_(world.secretariat).post(LIST, form)
    assert page.status_code == 200 and "error-summary" in page.content.decode()
    assert not SectionPicture.objects.exists() and not StoredFile.objects.exists()


def test_an_edition_holds_it_in_every_format_with_its_words_and_digest(
    world: World, centre: SectionPicture
) -> None:
    chapter = Chapter.objects.get()
    edition = publish_edition(chapter, by=world.secretariat)
    for language, stem in (("ro", "raport"), ("en", "report")):
        kept = {file.name: bytes(file.content) for file in edition.files.filter(language=language)}
        files = {code: kept[f"{stem}-2024.{code}"] for code in EXTRACTORS}
        found = assert_the_same_in_all(files)
        assert found.descriptions == [centre.description(language).replace(" ", "")]
        assert centre.caption(language).replace(" ", "") in found.blocks
        locale = "ro-RO" if language == "ro" else "en-GB"
        title = "ProTECT: raportul pe 2024" if language == "ro" else "ProTECT: report of 2024"
        assert_accessible(files["pdf"], locale, title)
        name = f"{stem}-2024-platform-centre.jpg"
        assert hashlib.sha256(kept[name]).hexdigest() == centre.file.sha256
        (shape,) = open_docx(io.BytesIO(files["docx"])).inline_shapes
        assert shape.height < shape.width
        assert base64.b64encode(kept[name]).decode() in files["html"].decode()
        assert f'src="/rapoarte/2024/1/{language}/{name}"' in kept["page.html"].decode()
    assert edition.manifest["pictures"] == [
        {"section": "platform", "code": "centre", "sha256": centre.file.sha256}
    ]
    assert verify_edition(edition) == []


def test_a_picture_without_a_description_stands_in_the_way(world: World, centre: SectionPicture) -> None:
    assert check_chapter(Chapter.objects.get()).findings == []
    centre.description_en = ""
    describe_picture(centre, by=world.secretariat)
    (finding,) = check_chapter(Chapter.objects.get()).findings
    assert (finding.check, finding.hard) == ("pictures", True)
    assert finding.subject is not None and finding.subject.language == "en"


def test_a_number_typed_in_a_caption_is_found(world: World, centre: SectionPicture) -> None:
    centre.caption_ro = "Centrul, cu 12 locuri"
    describe_picture(centre, by=world.secretariat)
    assert [f.check for f in check_chapter(Chapter.objects.get()).findings] == ["unbound"]


def test_a_picture_that_is_not_there_is_found(world: World, centre: SectionPicture) -> None:
    text = centre.section.texts.get(language="ro")
    save_text(text, "Un text. ![O casă](picture:house)", text.version, by=world.secretariat)
    assert [f.check for f in check_chapter(Chapter.objects.get()).findings] == ["pictures"]


def test_other_words_or_another_picture_make_the_word_of_groups_void(
    world: World, centre: SectionPicture
) -> None:
    before = words_digest(centre.section.chapter)
    centre.description_ro = "Altceva."
    describe_picture(centre, by=world.secretariat)
    assert words_digest(centre.section.chapter) != before


def test_a_picture_in_a_text_stays(world: World, centre: SectionPicture) -> None:
    with pytest.raises(ValidationError):
        remove_picture(centre, by=world.secretariat)
    with pytest.raises(ValidationError):
        remove_section(centre.section, by=world.secretariat)
    for text in centre.section.texts.all():
        save_text(text, "Un text.", text.version, by=world.secretariat)
    remove_picture(centre, by=world.secretariat)
    assert not StoredFile.objects.exists()


def test_only_the_secretariat_adds_pictures_and_outsiders_see_none(  # type: ignore[no-untyped-def]
    world: World, centre: SectionPicture, as_
) -> None:
    another = SectionPicture(section=centre.section, code="other")
    with pytest.raises(PermissionDenied):
        add_picture(another, upload(), by=world.coordinator)
    assert as_(world.coordinator).get(f"{LIST}centre/").status_code == 404
