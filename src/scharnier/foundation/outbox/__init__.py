"""Mails wait here until they may leave: one row a mail, written with the action.

In: ``actions.put`` inside the caller's transaction. Out: a worker hands each mail to
the mail server once; what becomes of it stays readable. See ADR 0007.
"""
