"""Statements that almost every request sends: their SQL is worked out once in each process.

Working out the SQL of a query with several joins costs Django three times what asking it
costs. What is prepared is still a plain queryset, insert or update, in one dialect for
both databases; only values change between two calls. See ADR 0031.
"""

from scharnier.foundation.prepared.reading import Prepared, keep_related
from scharnier.foundation.prepared.writing import GIVEN, PreparedInsert, PreparedUpdate

__all__ = ["GIVEN", "Prepared", "PreparedInsert", "PreparedUpdate", "keep_related"]
