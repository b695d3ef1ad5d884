"""``{% load mails %}``: the text of a mail on a page."""

from django import template

from scharnier.foundation.outbox import layout

register = template.Library()

register.filter("paragraphs", layout.paragraphs)
