"""The rail of the workspace and the tab bar of the phone, decided for the person."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict:
    """Context for every page: ``rail`` and ``tabbar``, empty for who has no role."""
    return {"rail": [], "tabbar": []}
