"""The public library, and the workshop in which blueprints are written."""
