"""Compile the inner loops of team formation, so that nobody waits for it.

usage: python -m tools.warm

Numba keeps on disk what it compiled (``teaming.solver.compiled``). Set-up does it once; where it
was not done, the first formation of a large round does it and takes a minute or two longer.
"""

from teaming.solver.warming import warm

if __name__ == "__main__":
    warm()
