"""Is the atlas there for everybody, whole and cacheable?"""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from cases.reading.atlas import EXAMPLES, entries, pictured
from cases.reading.treated import DAYS, treated

pytestmark = pytest.mark.django_db


def test_every_entry_has_a_page_with_its_criteria(client: Client) -> None:
    index = client.get(reverse("cases:atlas")).content.decode()
    for slug, entry in entries().items():
        address = reverse("cases:entry", args=[slug])
        assert f'href="{address}"' in index
        page = client.get(address)
        assert page.status_code == 200
        assert entry.name in page.content.decode()
        assert "Synthetic pictures" in page.content.decode()


def test_pictures_are_for_every_cache_and_carry_pixels_alone(client: Client) -> None:
    for address in (
        reverse("cases:entry_picture", args=["band", 0]),
        reverse("cases:treated_picture", args=[14, 0]),
    ):
        response = client.get(address)
        assert response["Cache-Control"].startswith("public, max-age=")
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        picture = Image.open(io.BytesIO(response.content))
        assert (picture.format, picture.info.keys() & {"exif", "xmp"}) == ("WEBP", set())


@pytest.mark.parametrize(
    "address", ["/atlas/no-such-cell/", "/atlas/band/6.webp", "/atlas/gone/0.webp", "/atlas/treatment/1/0.webp"]
)
def test_what_is_not_in_the_atlas_is_absent(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_many_lobes_fade_within_two_weeks_of_treatment(client: Client) -> None:
    share = {after.day: after.many_lobed for after in treated()}
    assert share[0] > 0.2
    assert share[0] > share[7] > share[14]
    assert share[14] < 0.05
    page = client.get(reverse("cases:after_treatment")).content.decode()
    assert len(re.findall(r"of 100 with five or more", page)) == len(DAYS)
    seen = [[int(n) for n in re.findall(rf"{day}: (\d) lobe", page)] for day in ("before treatment", "day 21")]
    assert all(early > late for early, late in zip(*seen, strict=True))


def test_the_examples_of_an_entry_are_told_in_words_each_as_it_is_drawn(client: Client) -> None:
    page = client.get(reverse("cases:entry", args=["hypersegmented"])).content.decode()
    told = re.findall(r"<li>(A (?:round|long) cell[^<]*)</li>", page)
    assert [words.count("A mass") for words in told] == [
        pictured("hypersegmented", number).middle["lobes"] for number in range(EXAMPLES)
    ]
