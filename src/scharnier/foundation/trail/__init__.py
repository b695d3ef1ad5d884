"""Who did what, when: one row per action, readable at every object.

In: every action of every stage calls ``record``. Out: ``entries_for(subject)``.
"""
