"""What is true of the whole film, of which a reader sees a part?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.reading.classes import COUNTED, class_of
from cases.reading.sampling import incompatible
from cases.reading.schemes import FEATURES
from cases.smears.film import Film


@dataclass(frozen=True)
class Truth:
    """True shares: `white` of white cells by class (they add up to 1), `red` of red cells by feature.

    `lobes` are those of segmented neutrophils with 1 to 8 lobes. Beside them the analyzer's counts.
    """

    white: Mapping[str, float]
    red: Mapping[str, float]
    lobes: tuple[float, ...]
    rbc_1e12_l: float
    platelets_1e9_l: float
    red_cells_a_field: float
    white_cells_a_field: float

    def incompatible(self, counts: Mapping[str, int]) -> tuple[str, ...]:
        """Return the classes of white cells whose count chance alone does not explain at 99 %."""
        return incompatible(counts, self.white)


def truth_of(film: Film) -> Truth:
    """Return what is true of a film in the words of a reader: neutrophils of one lobe are bands."""
    white = dict.fromkeys(COUNTED, 0.0)
    for kind, share in film.white_mix.items():
        white[class_of(kind)] += share
    unsegmented = white["neutrophil"] * film.lobes[0]
    white["neutrophil"] -= unsegmented
    white["band"] += unsegmented
    red = {feature: sum(film.red_mix.get(kind, 0.0) for kind in kinds) for feature, kinds in FEATURES.items()}
    red |= {"howell-jolly-bodies": film.howell_jolly, "basophilic-stippling": film.stippling}
    return Truth(
        white,
        red,
        film.lobes,
        film.rbc_1e12_l,
        film.platelets_1e9_l,
        film.red_cells_a_field,
        film.white_cells_a_field,
    )
