"""Challenges: from the raw problem to the team's own question, signed by everybody.

In: confirmed teams. Out: a signed challenge that the jury can hear.
"""
