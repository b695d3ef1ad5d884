"""Desk: everybody's home, the public front page, the way round the workspace, the demo."""
