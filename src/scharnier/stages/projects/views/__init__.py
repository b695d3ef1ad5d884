"""Pages of a project, by noun."""
