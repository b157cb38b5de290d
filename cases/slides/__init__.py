"""Where does a picture of the glass come from? Unguessable names, a shelf of drawn pictures, one way to serve them."""

from cases.slides.cabinet import Cabinet, Glass, Slide, reader_of
from cases.slides.seals import Absent, BadToken
from cases.slides.sights import AREAS, PLACES, Area, Place, Sight

__all__ = ["AREAS", "PLACES", "Absent", "Area", "BadToken", "Cabinet", "Glass", "Place", "Sight", "Slide", "reader_of"]
