"""Programmes: what several associations own together, its rounds, regions and roles."""
