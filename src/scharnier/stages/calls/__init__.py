"""Calls: what a round offers, to whom, until when.

In: a programme's round and two forms. Out: a public page, and an open door for
applications between opening and deadline.
"""
