"""Are the doors into the model what they say?"""

import pytest

from cases.simulation import channels
from cases.simulation.channels import CHANNELS, IMPULSES, inputs_row


def test_each_channel_has_an_index_of_its_name() -> None:
    assert [getattr(channels, key.upper()) for key in CHANNELS] == list(range(len(CHANNELS)))


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=str)
def test_each_baseline_lies_between_its_bounds(channel: channels.Channel) -> None:
    assert channel.low <= channel.baseline <= channel.high
    assert channel.source and channel.unit and channel.meaning


def test_nothing_is_injected_or_transfused_by_itself() -> None:
    assert [inputs_row()[i] for i in IMPULSES] == [0.0] * len(IMPULSES)


def test_a_row_holds_what_is_given_and_the_baseline_of_the_rest() -> None:
    row = inputs_row({"ileum": 0.3})
    assert row[channels.ILEUM] == 0.3
    assert row[channels.INTRINSIC_FACTOR] == 1.0


def test_an_unknown_channel_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="spinach"):
        inputs_row({"spinach": 1.0})
