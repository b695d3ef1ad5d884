"""Typed questions and answer sheets: application forms, rubrics and surveys as rows."""
