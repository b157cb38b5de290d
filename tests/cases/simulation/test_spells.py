"""Do harms befall by luck that is the patient's own, and end as they should?"""

from cases.catalog.hazard import Band, Hazard
from cases.simulation.hazards import Fate, Given, Risk, risk_on
from cases.simulation.randomness import uniform
from cases.simulation.spells import Luck, Spell, run_of_luck
from tests.cases.simulation.exposed import exposure
from tests.cases.simulation.population import CATALOG, moment, patient, recommended

TOY = Hazard(key="toy", name="Toy", bands=(Band(),), fatal=0.2, words="Toy.", fatal_words="Died of a toy.")
DANGER = Risk(1.0, Fate(0.5, 0.5), Fate(0.1, 1.0))
SAFE = Risk(0.0, Fate(0.0, 0.0), Fate(0.0, 0.0))


def spells(risks: list[Risk], lucks: list[float], came: bool = False) -> list[Spell]:
    """Return what befalls under these risks with this luck, day by day."""
    return list(run_of_luck(TOY, risks, lambda day: lucks[day - 1], came=came))


def deaths(seeds: range, treated: bool) -> int:
    """Return how many of those who came with a fever die of an agranulocytosis that lasts eight days."""
    hazard, counts = CATALOG.hazards["infection"], [0.05] * 8 + [2.0] * 6
    risks = [
        risk_on(hazard, exposure(day=day, given=antibiotics(day) if treated else None, effective_neutrophils=count))
        for day, count in enumerate(counts)
    ]
    drawn = [spell for seed in seeds for spell in run_of_luck(hazard, risks, luck_of(seed), came=True)]
    return sum(spell.fatal for spell in drawn)


def antibiotics(day: int) -> dict[str, Given]:
    """Return that antibiotics were given that day."""
    return {"antibiotics": Given(day, 1.0)}


def luck_of(seed: int) -> Luck:
    """Return the luck of a patient."""
    return lambda day: uniform(seed, "harm", "infection", day)


def test_without_danger_nothing_befalls_whatever_the_luck() -> None:
    assert spells([SAFE] * 3, [0.0, 0.0, 0.0]) == []


def test_bad_luck_begins_a_harm_worse_luck_kills_and_good_luck_ends_it() -> None:
    assert spells([DANGER] * 3, [0.5, 0.3, 0.9]) == [Spell("toy", 1, 3, False)]
    assert spells([DANGER] * 2, [0.5, 0.05]) == [Spell("toy", 1, 2, True)]
    assert spells([DANGER], [0.1]) == [Spell("toy", 1, 1, True)]
    assert spells([DANGER] * 2, [0.5, 0.3]) == [Spell("toy", 1, None, False)]


def test_who_came_with_it_is_left_and_who_falls_ill_later_is_cared_for() -> None:
    assert spells([DANGER], [0.3], came=True) == [Spell("toy", 0, 1, True)]
    assert spells([DANGER] * 2, [0.5, 0.3]) == [Spell("toy", 1, None, False)]


def test_nothing_follows_a_death() -> None:
    assert len(spells([DANGER] * 9, [0.1] * 9)) == 1


def test_of_three_hundred_febrile_agranulocytoses_far_more_die_untreated() -> None:
    treated, untreated = deaths(range(300), treated=True), deaths(range(300), treated=False)
    assert 3 <= treated <= 30  # about 5 %: Andres 2005
    assert untreated > 180


def test_a_fever_shows_while_the_infection_lasts_and_no_longer() -> None:
    one = patient("methimazole", 2)
    plan = recommended(one)
    assert moment(one, 0, plan).struck == {}
    assert moment(one, 1, plan).struck["fever"]
    assert not moment(one, 60, plan).struck["fever"]
