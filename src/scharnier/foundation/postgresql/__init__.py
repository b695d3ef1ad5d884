"""Django's PostgreSQL, with a cheaper question before each request whether it is still there."""
