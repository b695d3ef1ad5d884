"""The only place that knows which database it talks to."""

from typing import Protocol

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.backends.base.base import BaseDatabaseWrapper

from scharnier.foundation.search.models import SearchEntry

TABLE = "search_words"


class Backend(Protocol):
    def write(self, entry: SearchEntry) -> None: ...
    def remove(self, entry: SearchEntry) -> None: ...
    def find(self, label: str, question: list[list[str]], limit: int) -> list[int]: ...


class Sqlite:
    """FTS5: a word index beside the table, with the entry's key as its row number."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def write(self, entry: SearchEntry) -> None:
        self.remove(entry)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE}(rowid, title_words, words) VALUES (%s, %s, %s)",  # noqa: S608
                [entry.pk, entry.title_words, entry.words],
            )

    def remove(self, entry: SearchEntry) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE rowid = %s", [entry.pk])  # noqa: S608

    def find(self, label: str, question: list[list[str]], limit: int) -> list[int]:
        last = len(question) - 1
        asked = " AND ".join(
            "(" + " OR ".join(f'"{stem}"{"*" if place == last else ""}' for stem in stems) + ")"
            for place, stems in enumerate(question)
        )
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT entry.subject_id FROM {TABLE} "  # noqa: S608
                f"JOIN search_searchentry entry ON entry.id = {TABLE}.rowid "
                f"WHERE {TABLE} MATCH %s AND entry.subject_type = %s "
                f"ORDER BY bm25({TABLE}, 5.0, 1.0), entry.subject_id LIMIT %s",
                [asked, label, limit],
            )
            return [row[0] for row in cursor.fetchall()]


class Postgres:
    """A vector made of the stored stems; ``simple`` compares them as they are."""

    vector = SearchVector("title_words", config="simple", weight="A") + SearchVector(
        "words", config="simple", weight="B"
    )

    def write(self, entry: SearchEntry) -> None:
        """Nothing: the index follows the row."""

    def remove(self, entry: SearchEntry) -> None:
        """Nothing: the index follows the row."""

    def find(self, label: str, question: list[list[str]], limit: int) -> list[int]:
        last = len(question) - 1
        asked = " & ".join(
            "(" + " | ".join(f"{stem}{':*' if place == last else ''}" for stem in stems) + ")"
            for place, stems in enumerate(question)
        )
        query = SearchQuery(asked, config="simple", search_type="raw")
        found = (
            SearchEntry.objects.filter(subject_type=label)
            .annotate(vector=self.vector)
            .filter(vector=query)
            .order_by(SearchRank(self.vector, query).desc(), "subject_id")
        )
        return list(found.values_list("subject_id", flat=True)[:limit])


def backend(connection: BaseDatabaseWrapper) -> Backend:
    return Sqlite(connection) if connection.vendor == "sqlite" else Postgres()
