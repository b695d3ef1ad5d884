"""The demo round: a fictional storyline, played through the actions that people use."""
