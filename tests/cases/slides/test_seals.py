"""Does a name open for its reader alone, and tell nobody anything?"""

import pytest

from cases.slides.seals import BadToken, key_of, opened, sealed
from cases.slides.sights import AREAS, Sight, packed, unpacked

ALICE, CHARLIE = key_of("token", "test", "alice"), key_of("token", "test", "charlie")
SOURCE = bytes(range(20))


def name(number: int, area: str = "gallery", key: bytes = ALICE) -> str:
    return sealed(key, packed(SOURCE, Sight(area, number)))  # type: ignore[arg-type]


def test_a_name_opens_to_what_it_was_made_of() -> None:
    for area in AREAS:
        for number in (0, 1, 499, 2**32 - 1):
            assert unpacked(opened(ALICE, name(number, area))) == (SOURCE, Sight(area, number))


def test_a_name_is_the_same_at_each_call_and_opens_for_nobody_else() -> None:
    assert name(3) == name(3)
    assert name(3) != name(3, key=CHARLIE)
    with pytest.raises(BadToken):
        opened(CHARLIE, name(3))


@pytest.mark.parametrize("changed", ["", "x", "é", "a" * 63, "a" * 64, "a" * 65, "=" * 64, "%00", "a" * 4000])
def test_what_was_not_made_here_is_refused(changed: str) -> None:
    with pytest.raises(BadToken):
        opened(ALICE, changed)


def test_each_letter_of_a_name_counts() -> None:
    whole = name(7)
    for place, letter in enumerate(whole):
        changed = whole[:place] + ("A" if letter != "A" else "B") + whole[place + 1 :]
        with pytest.raises(BadToken):
            opened(ALICE, changed)
    for longer in (f"{whole}A", f"{whole}=", f" {whole}", f"{whole}\n"):
        with pytest.raises(BadToken):
            opened(ALICE, longer)


def test_names_of_neighbors_have_nothing_in_common() -> None:
    names = [name(number) for number in range(200)]
    assert {len(one) for one in names} == {64}
    for place in range(64):
        assert len({one[place] for one in names}) > 30
    assert sorted(names) != names


def test_a_source_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="26 bytes"):
        packed(b"x" * 27, Sight("gallery", 0))
