from django.db import connection
from django.db.models import Model

from scharnier.foundation.search.backends import backend
from scharnier.foundation.search.words import question_of


def find(model: type[Model], query: str, *, limit: int = 500) -> list[int]:
    """The keys of the rows of ``model`` that hold every word of ``query``, the best first.

    An empty query finds nothing. The last word may be the beginning of a word.
    """
    question = question_of(query)
    if not question:
        return []
    return backend(connection).find(model._meta.label_lower, question, limit)
