"""Organisations: firms, associations, municipalities, museums. Who speaks for them."""
