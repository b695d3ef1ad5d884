"""Amounts: integers of the smallest unit, and never a float."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language

MOST_CENTS = 2_000_000_000  # 20 million; an integer column of both databases holds as much
PROTECTED_SPACE = "\u00a0"
SYMBOLS = {"EUR": "€", "CZK": "Kč", "CHF": "CHF", "PLN": "zł"}


def in_words(amount_cents: int, currency: str = "EUR") -> str:
    """``250000`` → ``2.500 €`` in German, ``€2,500`` in English; cents only if there are any."""
    return _in_words(amount_cents, currency, get_language() or "de")


@lru_cache(maxsize=4096)
def _in_words(amount_cents: int, currency: str, language: str) -> str:
    amount = Decimal(amount_cents) / 100
    digits = 0 if amount_cents % 100 == 0 else 2
    figure = formats.number_format(amount, digits, use_l10n=True, force_grouping=True)
    symbol = SYMBOLS.get(currency, currency)
    if language.startswith("en"):
        return f"-{symbol}{figure[1:]}" if amount < 0 else f"{symbol}{figure}"
    return f"{figure}{PROTECTED_SPACE}{symbol}"


def share(amount_cents: int, percent: Decimal) -> int:
    """``percent`` of an amount in cents, rounded half up as on an invoice."""
    exact = Decimal(amount_cents) * percent / 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
