"""Names hold nothing that nobody sees: it would turn their neighbours, or make two look like one."""

import pytest
from django.core.exceptions import ValidationError

from scharnier.foundation.unseen import one_line
from scharnier.foundation.web.forms import LineField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Helm \t& \u00a0Co\n", "Helm & Co"),
        ("Helm\u202egnirt\u2067 & Co\u200f", "Helmgnirt & Co"),
        ("Helm\u200b\u2060\ufeff", "Helm"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202d\u200b", ""),
    ],
)
def test_a_line_keeps_what_is_seen_and_joiners(typed, kept):
    assert one_line(typed) == kept
    assert LineField(required=False).clean(typed) == kept


def test_a_name_of_unseen_marks_alone_is_no_name():
    with pytest.raises(ValidationError) as refused:
        LineField().clean("\u202d\u200b")

    assert [error.code for error in refused.value.error_list] == ["required"]
