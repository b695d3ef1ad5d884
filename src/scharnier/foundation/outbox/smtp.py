"""Django's SMTP backend, watched: it knows whether the server may already have a mail."""

import smtplib
from collections.abc import Callable

from django.core.mail.backends import smtp

SEND_THE_TEXT_NOW = 354


class _Watched:
    """Tells ``before_text`` right before a mail's text leaves, and remembers the doubt after it.

    Until the server has answered 354 it has nothing; from then until its last answer
    nobody knows. ``fate_unknown`` is true exactly in between, and for ever if the
    connection ends there.
    """

    before_text: Callable[[], None] | None = None
    fate_unknown = False
    _handing_over = False

    def data(self, msg):
        self._handing_over = True
        try:
            answer = super().data(msg)
        finally:
            self._handing_over = False
        self.fate_unknown = False
        return answer

    def getreply(self):
        code, words = super().getreply()
        if self._handing_over and code == SEND_THE_TEXT_NOW:
            if self.before_text is not None:
                self.before_text()
            self.fate_unknown = True
        return code, words


class WatchedSMTP(_Watched, smtplib.SMTP):
    pass


class WatchedSMTPOverTLS(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """The backend for ``MAILERS``; takes the options of Django's own."""

    @property
    def connection_class(self):
        return WatchedSMTPOverTLS if self.use_ssl else WatchedSMTP
