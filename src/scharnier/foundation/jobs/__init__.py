"""Long work for the worker: asked for by people, seen while it runs, stopped, tried again.

In: ``actions.request(kind, …)`` inside the caller's transaction. Out: a ``Job`` row that
says how far it is and what came of it. The functions stand in each app's ``tasks.py``
and are imported by the worker only. See ADR 0008.
"""
