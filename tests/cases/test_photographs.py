"""Is a photograph looked at, encoded anew, and shown with where it comes from?"""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cases.models import Photograph
from cases.photographs import LARGEST_SIDE, encoded
from learners.models import Learner

GIVEN = {
    "entry": "blast",
    "caption": "Two cells at the edge",
    "license": "cc-by-4.0",
    "attribution": "A. Teacher",
    "source": "Slide 12 of our teaching box",
}


def picture(size: tuple[int, int] = (300, 200), form: str = "JPEG", **told: object) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(written, form, **told)
    return SimpleUploadedFile(f"cell.{form.lower()}", written.getvalue())


@pytest.fixture
def boss(client: Client, db: None) -> Client:
    client.force_login(Learner.objects.create_superuser("boss", password="a long pass phrase"))
    return client


def test_what_the_file_told_beside_its_pixels_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Mrs. Smith, born 1950"
    webp, width, height = encoded(picture(exif=exif))
    assert b"Smith" not in webp and not Image.open(io.BytesIO(webp)).getexif()
    assert (width, height) == (300, 200)


def test_a_large_photograph_becomes_smaller() -> None:
    _, width, height = encoded(picture((2400, 1200), "PNG"))
    assert (width, height) == (LARGEST_SIDE, LARGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (SimpleUploadedFile("cell.jpg", b"<svg onload=alert(1)>"), "no picture that can be read"),
        (SimpleUploadedFile("cell.png", picture(form="PNG").read()[:900]), "no picture that can be read"),
        (picture(form="GIF"), "no picture that can be read"),
        (picture((60, 300)), "80 pixels on each side"),
        (SimpleUploadedFile("cell.png", bytes(8_000_001)), "8 MB at most"),
    ],
    ids=["script", "cut off", "other format", "tiny", "huge"],
)
def test_what_is_no_good_photograph_is_refused(upload: SimpleUploadedFile, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        encoded(upload)


def test_a_teacher_lends_a_photograph_which_is_shown_apart_with_its_provenance(boss: Client) -> None:
    sent = boss.post(reverse("admin:cases_photograph_add"), GIVEN | {"upload": picture()})
    assert sent.status_code == 302
    lent = Photograph.objects.get()
    assert lent.lender.username == "boss"
    shown = Client().get(reverse("cases:entry", args=["blast"])).content.decode()
    for words in ("photograph</span>", GIVEN["caption"], GIVEN["attribution"], GIVEN["source"], "CC BY 4.0"):
        assert words in shown
    response = Client().get(reverse("cases:photograph", args=[lent.pk]))
    assert response["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(response.content)).size == (300, 200)


@pytest.mark.parametrize("missing", ["attribution", "source", "license", "upload"])
def test_without_provenance_or_picture_nothing_is_taken(boss: Client, missing: str) -> None:
    given = GIVEN | {"upload": picture()}
    given.pop(missing)
    assert boss.post(reverse("admin:cases_photograph_add"), given).status_code == 200
    assert not Photograph.objects.exists()


def test_what_is_said_of_a_photograph_can_be_mended_without_sending_it_again(boss: Client) -> None:
    boss.post(reverse("admin:cases_photograph_add"), GIVEN | {"upload": picture()})
    lent = Photograph.objects.get()
    changed = boss.post(reverse("admin:cases_photograph_change", args=[lent.pk]), GIVEN | {"caption": "One cell"})
    assert changed.status_code == 302
    after = Photograph.objects.get()
    assert (after.caption, after.webp, after.lender) == ("One cell", lent.webp, lent.lender)


def test_whoever_may_not_lend_is_kept_out(alice: Learner) -> None:
    client = Client()
    client.force_login(alice)
    assert client.get(reverse("admin:cases_photograph_add")).status_code == 302
