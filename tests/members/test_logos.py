"""The logo: a picture told by its content, painted anew, public only with the profile that bears it."""

import random
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from members.actions.profiles import LOGO_MOST, approve_profile, begin_profile, set_logo, submit_profile
from protect.files.reading.pictures import SMALL_MOST
from tests.members.writing import WHOLE, sent, write
from tests.world import World


def picture() -> SimpleUploadedFile:
    """A picture that tells where it was made."""
    content, told = BytesIO(), PngInfo()
    told.add_text("Comment", "strada Lungă 4")
    Image.new("RGB", (32, 32), "teal").save(content, "PNG", pnginfo=told)
    return SimpleUploadedFile("sigla.png", content.getvalue(), "image/png")


def test_a_logo_is_painted_anew_and_its_hidden_words_are_gone(world: World) -> None:
    revision = set_logo(begin_profile(world.organisation, by=world.reporter), picture(), by=world.reporter)
    with default_storage.open(revision.logo.path) as handle:
        content = handle.read()
    assert "Lungă".encode() not in content and b"Comment" not in content
    assert Image.open(BytesIO(content)).size == (32, 32)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP"])
def test_a_large_logo_is_made_small(world: World, name: str) -> None:
    noise = Image.frombytes("RGB", (1200, 900), random.Random(7).randbytes(1200 * 900 * 3))
    content = BytesIO()
    noise.save(content, name)
    assert len(content.getvalue()) > SMALL_MOST
    upload = SimpleUploadedFile(f"sigla.{name.lower()}", content.getvalue())
    logo = set_logo(begin_profile(world.organisation, by=world.reporter), upload, by=world.reporter).logo
    assert logo.size <= SMALL_MOST
    with default_storage.open(logo.path) as handle:
        width, height = Image.open(BytesIO(handle.read())).size
    assert width <= 480 and height <= 240


def test_svg_and_what_only_calls_itself_a_picture_are_refused(world: World) -> None:
    revision = begin_profile(world.organisation, by=world.reporter)
    for content in (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"no picture"):
        with pytest.raises(ValidationError):
            set_logo(revision, SimpleUploadedFile("sigla.png", content, "image/png"), by=world.reporter)
    heavy = SimpleUploadedFile("sigla.png", bytes(LOGO_MOST + 1), "image/png")
    with pytest.raises(ValidationError):
        set_logo(revision, heavy, by=world.reporter)
    with pytest.raises(PermissionDenied):
        set_logo(revision, None, by=world.stranger)


def test_it_is_public_with_its_profile_and_not_before(world: World, client, as_) -> None:
    revision = begin_profile(world.organisation, by=world.reporter)
    write(revision, WHOLE, world.reporter)
    set_logo(revision, picture(), by=world.reporter)
    assert client.get("/organisation/ours/logo/").status_code == 404
    submit_profile(revision, by=world.coordinator)
    approve_profile(revision, by=world.secretariat)
    page = client.get("/organisation/ours/logo/")
    assert page.status_code == 200 and page["Content-Type"] == "image/png"
    world.organisation.refresh_from_db()
    following = sent(world)
    assert following.logo_id is not None
