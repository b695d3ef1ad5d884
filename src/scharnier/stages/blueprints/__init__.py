"""Blueprints: what others can repeat, released by all partners, under a licence.

In: finished projects. Out: a public library, and who used it.
"""
