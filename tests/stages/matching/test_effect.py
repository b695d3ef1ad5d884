"""What a move does, in words: no score of the solver is told."""

import pytest

from scharnier.stages.matching.sentences import A_LITTLE, MUCH, effect


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (0, "All in all the teams then fit just as well."),
        (1 - A_LITTLE, "All in all the teams then fit just as well."),
        (A_LITTLE, "All in all the teams then fit a little better."),
        (MUCH, "All in all the teams then fit clearly better."),
        (-A_LITTLE, "All in all the teams then fit a little less well."),
        (-MUCH, "All in all the teams then fit clearly less well."),
    ],
)
def test_a_move_is_told_in_words(gain, said):
    assert effect(gain) == said
