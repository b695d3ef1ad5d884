from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a POST, however empty; None if a page is only looked at."""
    return request.POST if request.method == "POST" else None


def posted_with_files(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict | None]:
    return posted(request), request.FILES if request.method == "POST" else None
