"""How allauth signs people in here: by a code in a mail, and never by signing up.

Every mail that allauth wants to send goes through the outbox, in the language of the
person; the common ones in words of our own.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.outbox import actions as outbox
from scharnier.foundation.people.models import Person

OUR_WORDS = {
    "account/email/login_code": "people/login_code",
    "account/email/unknown_account": "people/unknown_address",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many attempts at once. Try again in a few minutes."),
        "rate_limited": _("Too many attempts at once. Try again in a few minutes."),
        "incorrect_code": _("This code is not right. Take the one from the newest mail."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people enter by applying, by invitation or by an agent."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Put the mail into the outbox; it is urgent, for somebody waits at a screen."""
        person = Person.objects.with_email(email)
        language = person.language if person else None
        template, facts = OUR_WORDS.get(template_prefix), {"code": context.get("code", "")}
        if template is None:
            template, facts = (
                "people/account_notice",
                self._in_their_words(template_prefix, email, context, language),
            )
        outbox.put(
            template,
            to=person or email,
            subject=person,
            context=facts,
            language=language,
            urgent=True,
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person that something about their account changed (a passkey, a device)."""
        if user.email:
            super().send_notification_mail(template_prefix, user, context, email or user.email)

    def _in_their_words(
        self, template_prefix: str, email: str, context: dict, language: str | None
    ) -> dict[str, str]:
        """What allauth would have sent, for the mails that have no words of ours."""
        with translation.override(language or translation.get_language()):
            everything = {"email": email, "current_site": {"name": "Scharnier"}} | context
            mail = self.render_mail(template_prefix, email, everything)
        return {"headline": mail.subject, "body": mail.body}

    def format_email_subject(self, subject: str) -> str:
        """Without a site's name in brackets before it."""
        return subject
