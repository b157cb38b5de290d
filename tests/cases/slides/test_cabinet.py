"""Is a picture served to its reader, the same to the pixel, ahead of time if there is time, and to nobody else?"""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from PIL import Image
from pytest_django import Settings

from cases.catalog import current
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from cases.slides import Absent, Cabinet, Sight, Slide
from cases.slides import ahead as thread_of
from cases.smears.scene import Scene

RECIPE = Recipe("general-medicine", (("pernicious-anemia", 1.0),))


@pytest.fixture(scope="module")
def slide() -> Slide:
    """The film of somebody with pernicious anemia."""
    return Slide(trajectory_of(patient_of(current(), RECIPE, 3), (), 0).at(0), (0,))


@pytest.fixture(autouse=True)
def empty(settings: Settings, tmp_path: Path) -> None:
    """A shelf of its own."""
    settings.PICTURES_DIR = tmp_path


def cabinet_of(slide: Any, purpose: str = "test") -> Cabinet:
    return Cabinet(purpose, lambda source: slide)


def request_by(reader: str) -> Any:
    request = RequestFactory().get("/")
    request.session = type("Session", (), {"session_key": reader})()
    return request


def test_a_picture_is_webp_of_pixels_and_nothing_else(slide: Slide) -> None:
    cabinet = cabinet_of(slide)
    token = cabinet.token("alice", b"one", Sight("gallery", 4))
    response = cabinet.response(request_by("alice"), token)
    picture = Image.open(io.BytesIO(response.content))
    assert picture.format == "WEBP"
    assert picture.size == (200, 200)
    assert not picture.getexif() and "xmp" not in picture.info and "icc_profile" not in picture.info
    assert dict(response.items()) == {
        "Content-Type": "image/webp",
        "Cache-Control": "private, max-age=31536000, immutable",
    }


def test_every_crop_has_one_size(slide: Slide) -> None:
    sizes = {Image.open(io.BytesIO(cabinet_of(slide).picture(b"", Sight("gallery", n)))).size for n in range(12)}
    assert sizes == {(200, 200)}


def test_what_was_made_for_another_is_as_absent_as_what_was_never_made(slide: Slide) -> None:
    cabinet = cabinet_of(slide)
    token = cabinet.token("alice", b"one", Sight("gallery", 4))
    for reader, asked in (("charlie", token), ("", token), ("alice", token[::-1]), ("alice", "")):
        with pytest.raises(Http404):
            cabinet.response(request_by(reader), asked)
    with pytest.raises(Http404):
        cabinet_of(slide, "another purpose").response(request_by("alice"), token)


def test_a_slide_that_is_gone_is_absent() -> None:
    def gone(source: bytes) -> Any:
        raise Absent(source)

    cabinet = Cabinet("test", gone)
    with pytest.raises(Http404):
        cabinet.response(request_by("alice"), cabinet.token("alice", b"one", Sight("gallery", 4)))


class Counted:
    """A glass that counts how often it is drawn."""

    def __init__(self, slide: Slide) -> None:
        self.slide, self.drawn = slide, 0

    def scene(self, sight: Sight) -> Scene:
        self.drawn += 1
        return self.slide.scene(sight)


def test_what_is_drawn_ahead_is_there_when_it_is_asked_for(slide: Slide, settings: Settings) -> None:
    settings.PICTURES_AHEAD = True
    glass, sights = Counted(slide), [Sight("gallery", n) for n in range(3)]
    cabinet = cabinet_of(glass)
    cabinet.draw_ahead(b"one", glass, sights)
    thread_of._queue().join()
    assert glass.drawn == 3
    for sight in sights:
        cabinet.picture(b"one", sight)
    cabinet.draw_ahead(b"one", glass, sights)
    thread_of._queue().join()
    assert glass.drawn == 3


def test_the_thread_draws_on_after_a_failure_and_never_keeps_a_process_alive(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()

    def fail() -> None:
        raise ZeroDivisionError

    assert thread_of.ahead(fail)
    assert thread_of.ahead(done.set)
    assert done.wait(20)
    assert "could not be drawn ahead" in caplog.text
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "pictures ahead"] == [True]


def test_more_tasks_than_there_is_time_for_are_forgotten() -> None:
    hold, began = threading.Event(), threading.Event()

    def busy() -> None:
        began.set()
        hold.wait(20)

    thread_of.ahead(busy)
    assert began.wait(20)
    assert not all([thread_of.ahead(lambda: None) for _ in range(thread_of.MOST_WAITING + 1)])  # noqa: C419  each is tried
    hold.set()
    thread_of._queue().join()


def test_another_sample_of_the_same_patient_is_another_glass(slide: Slide) -> None:
    sight = Sight("monolayer", 0)
    same, other = Slide(slide.moment, (0,)), Slide(slide.moment, (600,))
    assert same.scene(sight) == slide.scene(sight)
    assert other.scene(sight).cells != slide.scene(sight).cells


def test_a_slide_shows_each_area(slide: Slide) -> None:
    assert {slide.scene(Sight(area, 1)).place for area in ("monolayer", "feathered-edge", "thick-area")} == {
        "monolayer",
        "feathered-edge",
        "thick-area",
    }
    assert slide.scene(Sight("marrow", 0)).place == "marrow"
    assert slide.scene(Sight("marrow-gallery", 0)).width_um == 30.0
