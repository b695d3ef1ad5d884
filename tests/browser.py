"""A real browser for tests: Debian's Chromium, and pages that remember what went wrong on them."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

JOURNEY = [
    pytest.mark.journey,
    # A thread of the live server that a closing browser cuts off leaves its connection to the collector.
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:connection .* was deleted while still open:ResourceWarning"),
]
# Answers that a page gives on purpose; the browser writes them to its console all the same.
CLEAR_ANSWERS = (401, 404, 409, 413, 422, 429)


@contextmanager
def lasting_static_files() -> Iterator[None]:
    """A browser asks once for each script and style, as it does where their names are hashed."""
    serve = StaticFilesHandler.serve

    def serve_for_long(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(self, request)
        answer.headers["Cache-Control"] = "public, max-age=3600"
        return answer

    with mock.patch.object(StaticFilesHandler, "serve", serve_for_long):
        yield


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium (``CHROMIUM`` says where it is), for as long as the block lasts."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu"],
        )
        yield browser
        browser.close()
        gc.collect()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def note_complaints(page: Page, into: list[str]) -> None:
    """Write down every error of the page, its console and its Content Security Policy."""

    def look_at(message: ConsoleMessage) -> None:
        expected = any(f"status of {code} " in message.text for code in CLEAR_ANSWERS) or (
            # a page that says so itself; a piece of a page must not be refused
            "status of 403 " in message.text and message.location["url"] == page.url
        )
        if message.type == "error" and not expected:
            into.append(f"{page.url}: {message.text}")

    page.on("console", look_at)
    page.on("pageerror", lambda error: into.append(f"{page.url}: {error}"))
