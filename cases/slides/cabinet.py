"""Which slides may be looked at for one purpose, and how are their pictures named, drawn and served?"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from cases.simulation.moments import Moment
from cases.slides.ahead import ahead
from cases.slides.seals import SHA, Absent, key_of, opened, sealed
from cases.slides.shelf import found, kept
from cases.slides.sights import Sight, packed, unpacked
from cases.smears.fields import field_of
from cases.smears.film import Film, film_of
from cases.smears.gallery import marrow_cells_of, white_cells_of
from cases.smears.marrow import Marrow, marrow_of
from cases.smears.marrow_fields import marrow_field_of
from cases.smears.rendering import MOST_BYTES, MOST_CROP_BYTES, picture_of, webp_of
from cases.smears.scene import RENDERER, Scene

FOR_A_YEAR = "private, max-age=31536000, immutable"


class Glass(Protocol):
    """Anything whose fields and cells can be drawn."""

    def scene(self, sight: Sight) -> Scene:
        """What lies there; raises Absent where there is nothing."""


@dataclass(frozen=True, eq=False)
class Slide:
    """The film and the marrow of a patient on one day. `names` tell this sample from others of the same patient."""

    moment: Moment
    names: tuple[object, ...] = ()

    @cached_property
    def film(self) -> Film:
        """What the film is made of."""
        return film_of(self.moment)

    @cached_property
    def marrow(self) -> Marrow:
        """What the aspirate is made of."""
        return marrow_of(self.moment)

    @cached_property
    def seed(self) -> int:
        """The seed of its fields and cells, which nobody can know who does not know the secret."""
        patient = self.moment.patient
        names = ("slide", str(patient.seed), patient.condition.key, *map(str, self.names))
        return int.from_bytes(key_of(*names)[:8], "big")

    def scene(self, sight: Sight) -> Scene:
        """The field or the crop of a sight."""
        area, number = sight
        match area:
            case "gallery":
                return white_cells_of(self.film, self.seed, number, 1)[0]
            case "marrow-gallery":
                return marrow_cells_of(self.marrow, self.seed, number, 1)[0]
            case "marrow":
                return marrow_field_of(self.marrow, self.seed, number)
            case _:
                return field_of(self.film, self.seed, number, area)


@dataclass(frozen=True)
class Cabinet:
    """Slides that are shown for one `purpose`.

    A slide goes by its `source`, at most 26 bytes; `glass_of` finds it, and raises Absent where it is gone. A
    `reader` is whoever a page was made for (see `reader_of`), or "" for pages that are the same for everybody.
    """

    purpose: str
    glass_of: Callable[[bytes], Glass]

    def token(self, reader: str, source: bytes, sight: Sight) -> str:
        """The name under which this reader may ask for a picture: 64 letters that tell nothing."""
        return sealed(key_of("token", self.purpose, reader), packed(source, sight))

    def opened(self, reader: str, token: str) -> tuple[bytes, Sight]:
        """What a name stands for. Raises BadToken where it was not made here for this reader."""
        return unpacked(opened(key_of("token", self.purpose, reader), token))

    def picture(self, source: bytes, sight: Sight, glass: Glass | None = None) -> bytes:
        """The picture as WebP, from the shelf or drawn now; `glass` spares looking for the slide."""
        return kept(self._name(source, sight), lambda: _drawn(glass or self.glass_of(source), sight))

    def draw_ahead(self, source: bytes, glass: Glass, sights: Iterable[Sight]) -> None:
        """Have pictures drawn while nobody waits, unless they are there."""
        for sight in sights if settings.PICTURES_AHEAD else ():
            if found(self._name(source, sight)) is None:
                ahead(lambda sight=sight: self.picture(source, sight, glass))  # type: ignore[misc]

    def response(self, request: HttpRequest, token: str) -> HttpResponse:
        """The picture for whoever asks; a name that was made for another is as absent as one never made.

        What is on the shelf takes no query: the session's key is in the cookie, and the name fits no other.
        """
        try:
            picture = self.picture(*self.opened(reader_of(request), token))
        except Absent:
            raise Http404 from None
        return HttpResponse(picture, content_type="image/webp", headers={"Cache-Control": FOR_A_YEAR})

    def _name(self, source: bytes, sight: Sight) -> str:
        message = packed(source, sight) + RENDERER.encode()
        return hmac.digest(key_of("shelf", self.purpose), message, SHA)[:20].hex()


def reader_of(request: HttpRequest) -> str:
    """Who a page is made for: the browser's session, so that no name of a picture works in another browser."""
    return request.session.session_key or ""


def _drawn(glass: Glass, sight: Sight) -> bytes:
    return webp_of(picture_of(glass.scene(sight)), MOST_CROP_BYTES if sight.is_crop else MOST_BYTES)
