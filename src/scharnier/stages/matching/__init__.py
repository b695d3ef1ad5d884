"""Matching: wishes of both sides become teams that explain themselves.

In: accepted applications and who came to the kickoff. Out: teams that both sides confirmed.
"""
