"""The index of words: FTS5 on SQLite, GIN on PostgreSQL. Reversible: it is only an index."""

from django.db import migrations

VECTOR = (
    "(setweight(to_tsvector('simple', COALESCE(title_words, '')), 'A') || "
    "setweight(to_tsvector('simple', COALESCE(words, '')), 'B'))"
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE search_words USING fts5(title_words, words)")
    else:
        schema_editor.execute(
            f"CREATE INDEX search_words ON search_searchentry USING gin ({VECTOR})"
        )


def drop(apps, schema_editor):
    thing = "TABLE" if schema_editor.connection.vendor == "sqlite" else "INDEX"
    schema_editor.execute(f"DROP {thing} search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
