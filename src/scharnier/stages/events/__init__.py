"""Events: kickoff, workshops, evenings, jury day, final.

In: a round's dates and people. Out: who registered and who came.
"""
