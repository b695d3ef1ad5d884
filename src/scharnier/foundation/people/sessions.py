"""Sessions are rows of the database, as Django keeps them; the row is read by a known query."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from scharnier.foundation import clock
from scharnier.foundation.prepared import Prepared

_row = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Every request asks for its session, so that Django need not write that query each time."""

    def exists(self, session_key: str) -> bool:
        return bool(_row(session_key))

    def _get_session_from_db(self) -> Session | None:
        """The row of this browser while it is valid, by the machine's clock."""
        for found in _row(self.session_key or ""):
            if found.expire_date > clock.machine_now():
                return found
        self._session_key = None
        return None
