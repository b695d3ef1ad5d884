"""Uploads: private, addressed by their content, typed by their content, shown after asking."""
