"""The stages of a round, in the order in which a project lives through them.

calls → events → applications → reviews → matching → challenges → jury →
projects → blueprints. A stage may use the stages before it, never those after
it; the import contract in ``pyproject.toml`` holds it to that. The last place
in the row is kept for the network directory.
"""
