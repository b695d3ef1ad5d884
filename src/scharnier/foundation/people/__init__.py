"""People: one row a human, whatever roles they hold. A person is the user model."""
