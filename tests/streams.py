from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponseBase


def close(response: HttpResponseBase) -> None:
    """Close an answer without ending the test's own transaction, which on PostgreSQL it would.

    Django's test client takes the same care with answers that are not streams.
    """
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
