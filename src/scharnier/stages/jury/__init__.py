"""Jury: a regional jury hears every challenge, scores it and gives its verdict.

In: challenges handed in. Out: awards.
"""
