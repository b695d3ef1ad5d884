"""Readers of other people's tables: from a file to rows, from columns to questions, to outcomes."""
