"""One point is one point, for those who hear the page."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.mark.parametrize(
    ("language", "heard"),
    [("de", ["0 Punkte: nicht", "1 Punkt: kaum", "2 Punkte: ganz"]),
     ("en", ["0 points: nicht", "1 point: kaum", "2 points: ganz"])],
)  # fmt: skip
def test_a_single_point_is_said_in_the_singular(language, heard):
    steps = [{"value": n, "anchor": word} for n, word in enumerate(["nicht", "kaum", "ganz"])]

    with translation.override(language):
        page = render_to_string(
            "reviews/_criterion.html", {"criterion": {"key": "idea", "steps": steps}}
        )

    assert [words in page for words in heard] == [True, True, True]
