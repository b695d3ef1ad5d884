"""Forms and rubrics to begin with. Every association changes its own copy."""
