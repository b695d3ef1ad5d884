import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scharnier.foundation.questions.clean.reading import Asked, Reading, as_text
from scharnier.foundation.unseen import one_line

SHORT, LONG, LINK, EMAIL, PHONE = 200, 4000, 500, 254, 40
POSTCODE = "postal_code"  # the key of the question that asks for one
_web_address = URLValidator(schemes=["http", "https"])


def short_text(question: Asked, raw: object) -> Reading:
    text = one_line(as_text(raw))
    if getattr(question, "key", "") == POSTCODE:
        return Reading(postcode(text))
    return Reading(short_enough(text, question.max_length or SHORT))


def postcode(text: str) -> str:
    """As people write it here and next door; one that begins with 0 has five digits."""
    found = re.fullmatch(r"((?:[A-Z]{1,3}-)?)([0-9][0-9 ]{2,8})", text)
    digits = found[2].replace(" ", "") if found else ""
    if not found or (digits.startswith("0") and len(digits) != 5):
        raise ValidationError(
            _("Enter the postcode in digits, for example 09548."), code="postal_code"
        )
    return text


def long_text(question: Asked, raw: object) -> Reading:
    text = "\n".join(line.rstrip() for line in as_text(raw).split("\n")).strip()
    return Reading(short_enough(text, question.max_length or LONG))


def short_enough(text: str, limit: int) -> str:
    over = len(text) - limit
    if over > 0:
        raise ValidationError(
            ngettext(
                "Shorten the text by %(number)d character.",
                "Shorten the text by %(number)d characters.",
                over,
            )
            % {"number": over},
            code="too_long",
        )
    return text


def link(question: Asked, raw: object) -> Reading:
    """A web address; “example.org” gets its https://."""
    text = as_text(raw)
    address = text if re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) else f"https://{text}"
    try:
        _web_address(short_enough(address, question.max_length or LINK))
    except ValidationError as error:
        if error.code == "too_long":
            raise
        raise ValidationError(
            _("Enter a web address, for example https://example.org."), code="link"
        ) from error
    return Reading(address)


def email(question: Asked, raw: object) -> Reading:
    address = as_text(raw).lower()
    try:
        validate_email(short_enough(address, EMAIL))
    except ValidationError as error:
        if error.code == "too_long":
            raise
        raise ValidationError(
            _("Enter an e-mail address, for example name@example.org."), code="email"
        ) from error
    return Reading(address)


def phone(question: Asked, raw: object) -> Reading:
    number = " ".join(as_text(raw).split())
    if not re.fullmatch(r"\+?[0-9 ()/.\-–]+", number) or len(re.findall(r"[0-9]", number)) < 3:
        raise ValidationError(
            _("Enter a telephone number with digits only, for example 03771 00000."), code="phone"
        )
    return Reading(short_enough(number, PHONE))
