import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from scharnier.foundation.web.forms import MoneyField


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125_000),
        ("1.250", 125_000),
        ("1,250", 125_000),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1250,5", 125_050),
        ("1250.50", 125_050),
        ("1 250,00 €", 125_000),
        ("0,01", 1),
        ("12,34", 1_234),
        ("1.234.567,89", 123_456_789),
        ("  99 EUR ", 9_900),
        ("€ 2,500", 250_000),
        ("0", 0),
        ("3500\u00a0€", 350_000),
    ],
)
def test_commas_and_dots_mean_what_people_mean(typed, cents):
    assert MoneyField().clean(typed) == cents


@pytest.mark.parametrize(
    "typed", ["viel", "1,2,3", "1.25.00", "12,345,6", "1e3", "--5", "1.250,505", "1,25.000"]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError, match="Write the amount in digits"):
        MoneyField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "words"), [("-1", "Enter at least €0."), ("2500,01", "Enter at most €2,500.")]
)
def test_limits_are_said_as_amounts(typed, words):
    with pytest.raises(ValidationError) as refused:
        MoneyField(max_cents=250_000).clean(typed)

    assert refused.value.messages == [words]


@pytest.mark.parametrize("typed", ["20000000,01", "9" * 20, "9" * 5000])
def test_what_no_column_holds_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as refused:
        MoneyField().clean(typed)

    assert refused.value.messages == ["Enter at most €20,000,000."]


def test_nothing_is_nothing_if_the_field_is_optional():
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("language", "cents", "shown"),
    [("de", 125_050, "1250,50"), ("en", 125_050, "1250.50"), ("de", 125_000, "1250")],
)
def test_cents_are_shown_as_people_write_them(language, cents, shown):
    with translation.override(language):
        assert MoneyField().prepare_value(cents) == shown


@pytest.mark.parametrize("cents", [1, 99, 100, 125_050, 99_999_999])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_shown_is_read_back_the_same(language, cents):
    with translation.override(language):
        assert MoneyField().clean(MoneyField().prepare_value(cents)) == cents
