"""Full-text search: one small interface, two databases, one test suite.

Words are stemmed and folded here, in German and English, so that both databases only
compare words: SQLite with FTS5, PostgreSQL with a text-search vector and a GIN index.
"""
