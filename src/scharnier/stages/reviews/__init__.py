"""Reviews: formal check, rubric scores, ranking, decisions kept back until released.

In: submitted applications. Out: accepted, waiting-listed and rejected ones, told by mail.
"""
