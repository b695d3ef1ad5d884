"""Data protection built in: consent, export, erasure, retention.

In: what each app says in its ``privacy.py`` about its personal fields. Out: the page
“My data”, one file with everything about one person, and a nightly clock that forgets.
See ADR 0018 and 0019.
"""
