"""Nothing personal is kept here: words of what is public, removed with it."""

RULES: list = []
NOT_PERSONAL = [
    "search.SearchEntry.subject_type",
    "search.SearchEntry.title_words",
    "search.SearchEntry.words",
]
